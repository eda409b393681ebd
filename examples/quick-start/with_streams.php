<?php
// The same where PHP has no curl extension:
//
//     php examples/quick-start/with_streams.php 16465550123 "Hello World!"
declare(strict_types=1);

[, $to, $message] = $argv + [null, '16465550123', 'Hello World!'];
$base = getenv('PROTEXTING_BASE_URL') ?: 'http://127.0.0.1:4280';
$token = getenv('PROTEXTING_ACCESS_TOKEN') ?: 'test_quick_start';

function call(string $path, array $parameters = [], ?array $body = null): array
{
    global $base, $token;
    $context = stream_context_create(['http' => [
        'method' => $body === null ? 'GET' : 'POST',
        'header' => ['Accept: application/json', 'Content-Type: application/json'],
        'content' => $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR),
        'ignore_errors' => true, // gives the body of a refusal, too
        'follow_location' => 0, // the token must not go to another address
        'timeout' => 30,
    ]]);
    // PHP's own warning would show the address, and the token in it.
    $answer = @file_get_contents(
        $base . $path . '?' . http_build_query(['access_token' => $token] + $parameters),
        context: $context,
    );
    if ($answer === false) {
        throw new RuntimeException("$path was not answered: nobody is there, or not within 30 seconds");
    }
    // By the status, never by what the body looks like.
    $status = (int) explode(' ', $http_response_header[0])[1];
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
