"""The REST API of a real ``voicelab serve``, with the official libraries for Python and Node, unmodified."""

from __future__ import annotations

import io
import json
import os
import subprocess
import wave
from pathlib import Path
from typing import Any

import requests
from lab_child import CREDENTIALS, LabChild, start_lab
from twilio.rest import Client
from web_application import Application

HERE = Path(__file__).parent
ACCOUNT, TOKEN = CREDENTIALS["VOICELAB_ACCOUNT_SID"], CREDENTIALS["VOICELAB_AUTH_TOKEN"]


def client_of(lab: LabChild, username: str = ACCOUNT, password: str = TOKEN) -> Any:
    """The library as a program uses it, with one setting changed."""
    client = Client(username, password, ACCOUNT)
    client.api.base_url = lab.url
    return client


def test_a_call_is_placed_recorded_redirected_and_ended(served: LabChild, application: Application) -> None:
    """`client.api.base_url='http://127.0.0.1:8080'` works (create, list, paging)"""
    client = client_of(served)
    number = client.incoming_phone_numbers.create(
        phone_number="+15005550006", voice_url=application.url + "/number"
    )
    call = client.calls.create(
        to=number.phone_number,
        from_="+15005550001",
        url=application.url + "/call",
        status_callback=application.url + "/status",
        status_callback_event=["answered", "completed"],
    )
    application.told("/status", CallStatus="in-progress")
    recording = call.recordings.create(recording_channels="dual")
    call.update(twiml=f"<Response><Say>good bye</Say><Redirect>{application.url}/last</Redirect></Response>")
    application.told("/last", CallSid=call.sid)
    call.update(status="completed")
    over = application.told("/status", CallStatus="completed")
    assert over["CallSid"] == call.sid and call.fetch().status == "completed"
    assert {one.direction for one in client.calls.list()} == {"inbound", "outbound-api"}
    asked = [one.request["url"] for one in call.events.list()]
    assert {application.url + path for path in ("/call", "/last", "/status")} == set(asked)
    kept = client.recordings(recording.sid).fetch()
    assert (kept.status, kept.channels) == ("completed", 2) and kept.media_url.startswith(served.url)
    sound = requests.get(kept.media_url, auth=(ACCOUNT, TOKEN), timeout=20)
    with wave.open(io.BytesIO(sound.content)) as file:
        assert file.getnchannels() == 2 and abs(file.getnframes() / 8000 - int(kept.duration)) < 1.0
    assert client.recordings(recording.sid).delete()
    assert requests.get(kept.media_url, auth=(ACCOUNT, TOKEN), timeout=20).status_code == 404


def test_what_was_made_survives_a_restart(tmp_path: Path) -> None:
    """applications, numbers, keys survive; history survives restart"""
    first = start_lab(tmp_path / "data")
    client = client_of(first)
    app = client.applications.create(friendly_name="support", sms_url="http://app.test/sms")
    number = client.incoming_phone_numbers.create(area_code="415", voice_application_sid=app.sid)
    key = client.new_keys.create(friendly_name="ci")
    line = client.queues.create(friendly_name="support", max_size=3)
    call = client.calls.create(to="client:nobody", from_="+15005550001", twiml="<Response/>")
    assert client_of(first, key.sid, key.secret).calls(call.sid).fetch().sid == call.sid
    assert first.end() == 0
    second = start_lab(tmp_path / "data")
    try:
        client = client_of(second, key.sid, key.secret)
        assert client.applications(app.sid).fetch().sms_url == "http://app.test/sms"
        assert client.incoming_phone_numbers(number.sid).fetch().phone_number == "+14155550100"
        assert client.queues(line.sid).fetch().max_size == 3
        assert client.calls(call.sid).fetch().status in ("no-answer", "canceled")
        assert len(client_of(second).keys.list()) == 2
    finally:
        assert second.end() == 0


def test_refusals_come_in_twilios_shape(served: LabChild) -> None:
    path = f"{served.url}/2010-04-01/Accounts/{ACCOUNT}"
    answer = requests.get(f"{path}/Calls.json", timeout=20)
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Basic")
    answer = requests.get(f"{path}/Messages.json", auth=(ACCOUNT, TOKEN), timeout=20)
    assert answer.status_code == 404 and "not in this lab" in answer.json()["message"]
    answer = requests.get(f"{path}/Conferences/a%2Fb%20c.json", auth=(ACCOUNT, TOKEN), timeout=20)
    assert answer.status_code == 404 and "'a/b c'" in answer.json()["message"]
    huge = requests.post(f"{path}/Calls.json", data={"To": "1" * 300_000}, auth=(ACCOUNT, TOKEN), timeout=20)
    assert huge.status_code == 413
    assert answer.headers["Content-Type"].startswith("application/json")


def test_the_node_library_does_the_same(served: LabChild, application: Application) -> None:
    """`client.api.baseUrl='http://…'` works"""
    environment = {"PATH": os.environ["PATH"], "LAB": served.url, "APP": application.url}
    program = subprocess.run(
        ["node", str(HERE / "program.cjs")],
        env=environment | {"ACCOUNT": ACCOUNT, "TOKEN": TOKEN},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert program.returncode == 0, program.stderr
    said = json.loads(program.stdout)
    assert said["created"] == "queued" and said["updated"] == "in-progress"
    assert said["pages"] == [2, 2, 1] and said["all"] == 5
    assert said["refused"] == {"status": 404, "code": 20404} and said["late"]["code"] == 21220
    assert said["conference"] == "completed" and said["participant"] == "queued"
    assert said["deleted"] is True
    ours = client_of(served).calls(said["sid"]).fetch()
    assert ours.status == "completed" and ours.to == "+15005550007"
