"""``lab.export``: what changes for a real account, as a dry run; what is sent, and that nothing is without being told.

"The real account" here is the lab itself: its REST API takes the requests as Twilio's does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from voicelab.errors import LabError, RequestError
from voicelab.kernel.export import Source, make_export
from voicelab.kernel.export_steps import Step
from voicelab.kernel.lab import Lab

PUBLIC = "https://voice.example.org"
WELCOME = """<Response>
  <Gather numDigits="1" action="/webhooks/menu"><Say>Press 1.</Say></Gather>
  <Redirect>/twiml/goodbye</Redirect>
</Response>"""
LAB = "http://127.0.0.1:8080"


def source(**documents: str) -> Source:
    return Source(LAB, documents, {"/menu": "menu"})


def exported(text: str, **more: Any) -> Any:
    documents = {"welcome": text, "goodbye": "<Response/>"}
    given = {"public_url": PUBLIC, "number": None} | more
    return make_export(source(**documents), "welcome", {"voice_url": "welcome"}, **given)


def test_what_is_reached_moves_to_the_same_paths_elsewhere() -> None:
    export = exported(WELCOME)
    assert list(export.documents) == ["/twiml/welcome", "/twiml/goodbye"]
    assert ("/webhooks/menu", f"the function menu must answer at {PUBLIC}/webhooks/menu") in export.changes
    assert export.stops == []
    (step,) = export.steps
    assert step.form == {"FriendlyName": "welcome", "VoiceUrl": f"{PUBLIC}/twiml/welcome"}
    assert step.collection == "Applications"


def test_the_labs_own_address_in_a_document_is_changed_and_a_document_may_name_itself() -> None:
    export = exported(f"<Response><Redirect>{LAB}/twiml/welcome</Redirect></Response>")
    assert export.documents == {
        "/twiml/welcome": f"<Response><Redirect>{PUBLIC}/twiml/welcome</Redirect></Response>"
    }


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<Play>http://127.0.0.1:5000/a.wav</Play>", "Twilio cannot reach http://127.0.0.1:5000/a.wav"),
        ("<Play>http://localhost/a.wav</Play>", "known here alone"),
        ('<Gather action="http://10.1.2.3/x"/>', "(welcome, <Gather> action)"),
        ("<Redirect>/twiml/nowhere</Redirect>", "no document nowhere"),
        ('<Record transcribeCallback="/webhooks/nobody"/>', "Nothing answers at /webhooks/nobody"),
        ('<Dial><Number url="/somewhere">+14155550100</Number></Dial>', "The lab has nothing at /somewhere"),
    ],
)
def test_what_twilio_could_not_reach_stops_it(inside: str, words: str) -> None:
    export = exported(f"<Response>{inside}</Response>")
    assert any(words in each for each in export.stops), export.stops
    with pytest.raises(LabError, match="Nothing was sent"):
        export.push(account_sid="AC" + "0" * 32, auth_token="x", confirm=True, base_url="http://127.0.0.1:9")


def test_a_document_that_is_not_well_formed_stops_it() -> None:
    assert exported("<Response><Say>").stops == ["welcome is not well-formed: voicelab check says where."]


def test_without_a_place_to_answer_from_it_stops() -> None:
    export = exported(WELCOME, public_url=None)
    assert any("lab.export('welcome', public_url='https://...')" in each for each in export.stops)
    with pytest.raises(ValueError, match="is not an address"):
        exported(WELCOME, public_url="voice.example.org")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<Say>Hi</Say>", "the voice is another"),
        ('<Gather input="speech dtmf"/>', "another recogniser"),
        ("<Pay/>", "Pay is simulated in a lab: Its questions"),
        ("<Dial><Client>bob</Client></Dial>", "Client bob"),
        ("<Dial><Number>+15005550006</Number></Dial>", "+15005550006 is a pretend one"),
        ("<Say>Hello {{From}}</Say>", "TwiML Bins"),
    ],
)
def test_what_is_different_there_is_said(inside: str, words: str) -> None:
    export = exported(f"<Response>{inside}</Response>")
    assert any(words in each for each in export.warnings), export.warnings
    assert words in repr(export)


def test_a_pretend_number_is_not_led_anywhere() -> None:
    assert any("pretend number" in each for each in exported(WELCOME, number="+15005550006").stops)


def test_the_dry_run_shows_method_path_and_form() -> None:
    text = repr(exported(WELCOME, number="+14155550100"))
    base = "/2010-04-01/Accounts/{AccountSid}"
    for line in (
        f"  GET  {base}/Applications.json?FriendlyName=welcome",
        f"  POST {base}/Applications.json",
        f"       VoiceUrl = {PUBLIC}/twiml/welcome",
        f"  GET  {base}/IncomingPhoneNumbers.json?PhoneNumber=%2B14155550100",
        f"  POST {base}/IncomingPhoneNumbers/{{PhoneNumberSid}}.json",
        "       VoiceApplicationSid = {ApplicationSid}",
    ):
        assert line in text
    page = exported("<Response><Say>&lt;b&gt;</Say></Response>")._repr_html_()
    assert "a dry run: nothing has been sent" in page


def test_a_value_cannot_leave_its_place_in_the_shell() -> None:
    form = {"FriendlyName": 'a "b" `c` $(d) \\', "VoiceApplicationSid": "{ApplicationSid}"}
    step = Step("x", "Applications", form, {}, "ApplicationSid")
    said = subprocess.run(
        ["sh", "-c", "curl() { printf '%s\\n' \"$@\"; }\n" + step.curl()],
        env={"PATH": os.environ["PATH"], "ApplicationSid": "AP1", "TWILIO_ACCOUNT_SID": "AC1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert 'FriendlyName=a "b" `c` $(d) \\' in said and "VoiceApplicationSid=AP1" in said
    assert said[-1] == "https://api.twilio.com/2010-04-01/Accounts/AC1/Applications.json"


@pytest.fixture
def going_live(lab: Lab) -> Callable[..., Any]:
    lab.twiml["welcome"] = WELCOME
    lab.twiml["goodbye"] = "<Response/>"

    @lab.webhook("/menu")
    def menu() -> str:
        return "<Response/>"

    def export(name: str, **more: Any) -> Any:
        return lab.export("welcome", public_url=PUBLIC, name=name, **more)

    return export


def test_nothing_is_sent_without_being_told(lab: Lab, going_live: Callable[..., Any]) -> None:
    """Issue 5: "nothing is sent without explicit credentials"."""
    export = going_live("not sent", number="+14155550100")
    account = {"account_sid": lab.account_sid, "auth_token": lab._connection.auth_token, "base_url": lab.url}
    with pytest.raises(LabError, match="Nothing was sent: these are 2 changes") as refused:
        export.push(**account)
    assert "confirm=True" in refused.value.cure
    with pytest.raises(LabError, match="auth token are missing"):
        export.push(**account | {"auth_token": ""}, confirm=True)
    with pytest.raises(TypeError):
        export.push(confirm=True)
    assert lab.twilio.applications.list(friendly_name="not sent") == []


def test_it_is_sent_to_the_account_that_is_named_once_and_again(
    lab: Lab, going_live: Callable[..., Any]
) -> None:
    account = {"account_sid": lab.account_sid, "auth_token": lab._connection.auth_token, "base_url": lab.url}
    lab.number("+14155550100", voice_url="goodbye")
    export = going_live("live", number="+14155550100")
    sent = export.push(**account, confirm=True)
    assert "made  ApplicationSid AP" in repr(sent) and "changed  PhoneNumberSid PN" in repr(sent)
    (application,) = lab.twilio.applications.list(friendly_name="live")
    assert application.voice_url == f"{PUBLIC}/twiml/welcome"
    (number,) = lab.twilio.incoming_phone_numbers.list(phone_number="+14155550100")
    assert number.voice_application_sid == application.sid == sent.sids["ApplicationSid"]
    assert export.push(**account, confirm=True).sids == sent.sids
    assert len(lab.twilio.applications.list(friendly_name="live")) == 1


def test_a_refusal_comes_in_twilios_words_and_says_what_was_done(
    lab: Lab, going_live: Callable[..., Any]
) -> None:
    account = {"account_sid": lab.account_sid, "auth_token": lab._connection.auth_token, "base_url": lab.url}
    export = going_live("refused", number="+14155550199")
    with pytest.raises(LabError, match=r"no \+14155550199. Done before: made  ApplicationSid"):
        export.push(**account, confirm=True)
    with pytest.raises(RequestError, match="Nothing was changed") as refused:
        export.push(**account | {"auth_token": "wrong"}, confirm=True)
    assert refused.value.code == 20003
    with pytest.raises(LabError, match="cannot be reached"):
        export.push(**account | {"base_url": "http://127.0.0.1:9"}, confirm=True)


def test_the_shown_python_does_what_push_does(lab: Lab, going_live: Callable[..., Any]) -> None:
    """The program as shown, unmodified, with the lab behind ``LabHttpClient`` in the place of Twilio."""
    lab.number("+14155550101", voice_url="goodbye")
    shown = going_live("shown", number="+14155550101").python
    stand_in = (
        "import os, twilio.rest, voicelab, functools\n"
        "http = voicelab.LabHttpClient(os.environ['LAB'])\n"
        "twilio.rest.Client = functools.partial(twilio.rest.Client, http_client=http)\n"
    )
    credentials = {
        "TWILIO_ACCOUNT_SID": lab.account_sid,
        "TWILIO_AUTH_TOKEN": lab._connection.auth_token,
        "TWILIO_API_KEY": "SK" + "0" * 32,
        "TWILIO_API_SECRET": "s" * 32,
    }
    done = subprocess.run(
        [sys.executable, "-c", stand_in + shown],
        env={**os.environ, **credentials, "LAB": lab.url},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(".") == 2  # a token
    (application,) = lab.twilio.applications.list(friendly_name="shown")
    (number,) = lab.twilio.incoming_phone_numbers.list(phone_number="+14155550101")
    assert number.voice_application_sid == application.sid


def test_applications_numbers_and_functions_are_exported_too(
    lab: Lab, going_live: Callable[..., Any]
) -> None:
    lab.app("desk", voice_url="welcome", status_callback="/menu")
    lab.number("+15005550031", app="desk")
    for what in ("app:desk", "+15005550031"):
        (first, *_) = lab.export(what, public_url=PUBLIC, number="+14155550100").steps
        assert first.form["VoiceUrl"] == f"{PUBLIC}/twiml/welcome"
        assert first.form["StatusCallback"] == f"{PUBLIC}/webhooks/menu"
    (step, *_) = lab.export("/menu", public_url=PUBLIC).steps
    assert step.form == {"FriendlyName": "menu", "VoiceUrl": f"{PUBLIC}/webhooks/menu"}
    with pytest.raises(KeyError, match="no document nothing-of-the-kind"):
        lab.export("nothing-of-the-kind")
