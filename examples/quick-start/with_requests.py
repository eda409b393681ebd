"""Sends one message, waits until it has arrived, and shows what is left to spend, with requests:

    python3 examples/quick-start/with_requests.py 16465550123 "Hello World!"
"""

import os
import sys
import time

import requests

to, message = (sys.argv[1:] + ["16465550123", "Hello World!"][len(sys.argv) - 1 :])[:2]
base = os.environ.get("PROTEXTING_BASE_URL", "http://127.0.0.1:4280")
token = os.environ.get("PROTEXTING_ACCESS_TOKEN", "test_quick_start")


def call(method, path, parameters=None, body=None):
    answer = requests.request(
        method,
        base + path,
        params={"access_token": token, **(parameters or {})},
        json=body,
        headers={"Accept": "application/json"},
        allow_redirects=False,  # the token must not go to another address
        timeout=30,
    )
    # By the status, never by what the body looks like. raise_for_status() would show the address, token included.
    if not 200 <= answer.status_code <= 299:
        sys.exit(f"{path} was answered {answer.status_code}: {answer.text}")
    return answer.json()


sent = call("POST", "/v1/sms/send", body={"MobilePhone": to, "Message": message})
print("accepted as", sent["Id"])

for _ in range(30):
    [report] = call("GET", "/v1/sms/delivery-report", {"id": sent["Id"]})
    if report["DeliveryStatus_Id"] not in ("1", "10"):  # 1 Pending, 10 Processed
        break
    time.sleep(1)
print(f"{report['DeliveryStatus_Description']} ({report['DeliveryStatus_Id']})")

print(call("GET", "/v1/credits/balance")["AvailableCredits"], "credits left")
