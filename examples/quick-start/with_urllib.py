"""The same with Python alone:

    python3 examples/quick-start/with_urllib.py 16465550123 "Hello World!"
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

to, message = (sys.argv[1:] + ["16465550123", "Hello World!"][len(sys.argv) - 1 :])[:2]
base = os.environ.get("PROTEXTING_BASE_URL", "http://127.0.0.1:4280")
token = os.environ.get("PROTEXTING_ACCESS_TOKEN", "test_quick_start")


class Stay(urllib.request.HTTPRedirectHandler):
    """The token must not go to another address."""

    def redirect_request(self, *_):
        return None


opener = urllib.request.build_opener(Stay)


def call(path, parameters=None, body=None):
    query = urllib.parse.urlencode({"access_token": token, **(parameters or {})})
    request = urllib.request.Request(
        f"{base}{path}?{query}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
    )
    try:
        with opener.open(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{path} was answered {refusal.code}: {refusal.read().decode()}")


sent = call("/v1/sms/send", body={"MobilePhone": to, "Message": message})
print("accepted as", sent["Id"])

for _ in range(30):
    [report] = call("/v1/sms/delivery-report", {"id": sent["Id"]})
    if report["DeliveryStatus_Id"] not in ("1", "10"):  # 1 Pending, 10 Processed
        break
    time.sleep(1)
print(f"{report['DeliveryStatus_Description']} ({report['DeliveryStatus_Id']})")

print(call("/v1/credits/balance")["AvailableCredits"], "credits left")
