#!/bin/sh
# Sends one message, waits until it has arrived, and shows what is left to spend. With the emulator running:
#
#     sh examples/quick-start/curl.sh 16465550123 "Hello World!"
set -eu
base=${PROTEXTING_BASE_URL:-http://127.0.0.1:4280}
token=${PROTEXTING_ACCESS_TOKEN:-test_quick_start}
to=${1:-16465550123}
message=${2:-Hello World!}

call() {
  address=$1
  shift
  # The address goes in by stdin: the token in it would otherwise stand in the list of processes.
  answer=$(printf 'url = "%s"\n' "$base$address" |
    curl --config - --silent --show-error --max-time 30 --write-out '\n%{http_code}' \
      --header "Accept: application/json" "$@")
  status=$(printf '%s\n' "$answer" | tail -n 1)
  body=$(printf '%s\n' "$answer" | sed '$d')
  # By the status, never by what the body looks like.
  case $status in
  2??) printf '%s\n' "$body" ;;
  *)
    printf '%s was answered %s: %s\n' "${address%%\?*}" "$status" "$body" >&2
    return 1
    ;;
  esac
}

# The value of one field of a flat JSON answer; a program of your own has a library for it, or jq.
field() { printf '%s\n' "$2" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

# --data-urlencode writes a form, which the API takes as well as JSON and which needs no escaping of quotes.
sent=$(call "/v1/sms/send?access_token=$token" \
  --data-urlencode "MobilePhone=$to" --data-urlencode "Message=$message")
id=$(field Id "$sent")
echo "accepted as $id"

for _ in $(seq 30); do
  report=$(call "/v1/sms/delivery-report?access_token=$token&id=$id")
  case $(field DeliveryStatus_Id "$report") in 1 | 10) sleep 1 ;; *) break ;; esac # 1 Pending, 10 Processed
done
echo "$(field DeliveryStatus_Description "$report") ($(field DeliveryStatus_Id "$report"))"

balance=$(call "/v1/credits/balance?access_token=$token")
echo "$(field AvailableCredits "$balance") credits left"
