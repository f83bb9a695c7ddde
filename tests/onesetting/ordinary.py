"""A program that talks to Twilio, as its quickstart has it: nothing here knows of a lab."""

import json
import os

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

client = Client()  # TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN
call = client.calls.create(
    to="+15005550009", from_="+15005550001", twiml="<Response><Pause length='60'/></Response>"
)
queue = client.queues.create(friendly_name=f"support {os.getpid()}")
larger = client.queues(queue.sid).update(max_size=7)
deleted = client.queues(queue.sid).delete()
keyed = Client(os.environ["TWILIO_API_KEY"], os.environ["TWILIO_API_SECRET"], client.account_sid)
seen = keyed.calls(call.sid).fetch()
try:
    client.messages.create(to="+15005550009", from_="+15005550001", body="hello")
    refused = None
except TwilioRestException as error:
    refused = [error.status, error.code]
said = {"uri": call.uri, "size": larger.max_size, "deleted": deleted, "seen": seen.sid == call.sid}
print(json.dumps(said | {"refused": refused}))
