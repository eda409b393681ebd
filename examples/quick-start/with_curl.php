<?php
// Sends one message, waits until it has arrived, and shows what is left to spend, with PHP's curl extension:
//
//     php examples/quick-start/with_curl.php 16465550123 "Hello World!"
declare(strict_types=1);

[, $to, $message] = $argv + [null, '16465550123', 'Hello World!'];
$base = getenv('PROTEXTING_BASE_URL') ?: 'http://127.0.0.1:4280';
$token = getenv('PROTEXTING_ACCESS_TOKEN') ?: 'test_quick_start';

function call(string $path, array $parameters = [], ?array $body = null): array
{
    global $base, $token;
    $request = curl_init($base . $path . '?' . http_build_query(['access_token' => $token] + $parameters));
    curl_setopt_array($request, [
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_FOLLOWLOCATION => false, // the token must not go to another address
        CURLOPT_TIMEOUT => 30,
        CURLOPT_HTTPHEADER => ['Accept: application/json', 'Content-Type: application/json'],
    ]);
    if ($body !== null) {
        curl_setopt($request, CURLOPT_POSTFIELDS, json_encode($body, JSON_THROW_ON_ERROR));
    }
    $answer = curl_exec($request);
    if ($answer === false) {
        throw new RuntimeException("$path was not answered: " . curl_error($request));
    }
    // By the status, never by what the body looks like.
    $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);
    if ($status < 200 || $status > 299) {
        throw new RuntimeException("$path was answered $status: $answer");
    }
    return json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
}

['Id' => $id] = call('/v1/sms/send', [], ['MobilePhone' => $to, 'Message' => $message]);
echo "accepted as $id\n";

for ($tries = 0; $tries < 30; $tries++) {
    [$report] = call('/v1/sms/delivery-report', ['id' => $id]);
    if (!in_array($report['DeliveryStatus_Id'], ['1', '10'], true)) { // 1 Pending, 10 Processed
        break;
    }
    sleep(1);
}
echo "{$report['DeliveryStatus_Description']} ({$report['DeliveryStatus_Id']})\n";

['AvailableCredits' => $credits] = call('/v1/credits/balance');
echo "$credits credits left\n";
