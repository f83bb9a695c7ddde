"""A menu that knows its callers by cookie, and a softphone in a page: Flask and the official library.

Nothing here knows of a lab: credentials come from the environment, as in Twilio's quickstarts.
"""

import os
from pathlib import Path

from flask import Flask, Response, abort, jsonify, request, send_from_directory, session
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Dial, VoiceResponse
from werkzeug.serving import make_server

HERE = Path(__file__).parent
app = Flask(__name__)
app.secret_key = "a secret of this application"
validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])


def twiml(response: VoiceResponse) -> Response:
    return Response(str(response), mimetype="text/xml")


@app.before_request
def only_from_twilio() -> None:
    if request.method == "POST":
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(request.url, request.form, signature):
            abort(403)


@app.post("/menu")
def menu() -> Response:
    session["visits"] = session.get("visits", 0) + 1
    response = VoiceResponse()
    gather = response.gather(num_digits=1, timeout=20, action="/menu/choice")
    gather.say(f"Visit {session['visits']}. Press 1 for sales.")
    return twiml(response)


@app.post("/menu/choice")
def choice() -> Response:
    session["keys"] = session.get("keys", "") + request.form["Digits"]
    response = VoiceResponse()
    if request.form["Digits"] != "1":
        response.redirect("/menu")
        return twiml(response)
    response.say(f"Sales, after keys {' '.join(session['keys'])}.")
    return twiml(response)


@app.get("/")
def page() -> Response:
    return send_from_directory(HERE, "softphone.html")


@app.get("/twilio.min.js")
def sdk() -> Response:
    return send_from_directory(HERE / "node_modules/@twilio/voice-sdk/dist", "twilio.min.js")


@app.get("/token")
def token() -> Response:
    made = AccessToken(
        os.environ["TWILIO_ACCOUNT_SID"],
        os.environ["TWILIO_API_KEY"],
        os.environ["TWILIO_API_SECRET"],
        identity="desk",
    )
    grant = VoiceGrant(outgoing_application_sid=os.environ["TWILIO_TWIML_APP_SID"], incoming_allow=True)
    made.add_grant(grant)
    return jsonify(identity="desk", token=made.to_jwt())


@app.post("/softphone/voice")
def softphone_voice() -> Response:
    response = VoiceResponse()
    dial = Dial(caller_id="+15005550001")
    to = request.form["To"]
    dial.number(to) if to.startswith("+") else dial.client(to)
    response.append(dial)
    return twiml(response)


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()
