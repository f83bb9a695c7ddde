"""Real small applications on Flask, FastAPI, Django and Express, with the official libraries, unmodified.

Each is a process of its own that believes to talk to Twilio: its environment alone leads it here. Each refuses what is
not signed. Issue 5: "menu with cookie state, call forwarding with screening, voicemail with transcription callback,
conference with a moderator, click-to-call, browser softphone page, survey with Record, warm transfer between two
agents, queue with agents".
"""

from __future__ import annotations

import io
import wave
from typing import Any

import pytest
import requests
from lab_child import ACCOUNT, AUTH_TOKEN
from people import FIRST, OFFICE, SECOND, SECONDS, People

pytestmark = pytest.mark.media

CALLER, OTHER = "+15005550001", "+15005550002"


def ask(method: str, url: str, **more: Any) -> Any:
    """What a page or a colleague asks the application."""
    answer = requests.request(method, url, timeout=SECONDS, **more)
    assert answer.ok, f"{url}: {answer.status_code} {answer.text[:500]}"
    return answer.json()


def test_only_what_is_signed_comes_in(
    flask_app: str, fastapi_app: str, django_app: str, express_app: str
) -> None:
    """Otherwise the stories below would prove nothing about signatures."""
    for url in (
        f"{flask_app}/menu",
        f"{fastapi_app}/conference",
        f"{django_app}/survey",
        f"{express_app}/forward",
    ):
        assert requests.post(url, data={"CallSid": "CA1"}, timeout=SECONDS).status_code in (400, 403)


def test_a_menu_knows_its_caller_by_cookie(flask_app: str, people: People) -> None:
    """Flask: the session, a signed cookie, lasts for the call and no longer."""
    first = people.dials(CALLER, "+15005550010")
    people.hears(first, "Visit 1")
    people.presses(first, "9")
    people.hears(first, "Visit 2")
    second = people.dials(OTHER, "+15005550010")
    people.hears(second, "Visit 1")
    people.presses(first, "1")
    people.hears(first, "Sales, after keys 9 1")
    assert people.over(first) == "completed"
    people.hangs_up(second)


def test_a_forwarded_call_is_screened_and_taken(express_app: str, people: People) -> None:
    """Express: the one who is called hears a prompt first; with 1 the two are joined."""
    call = people.dials(CALLER, "+15005550040")
    office = people.picked_up(OFFICE, parent=call)
    people.hears(office, "Press 1 to take it")
    people.presses(office, "1")
    people.hears(office, "Connecting")
    people.joined(call)
    people.hangs_up(office)
    people.hears(call, "That was the office")
    assert people.over(call) == "completed"


def test_a_forwarded_call_is_screened_and_declined(express_app: str, people: People) -> None:
    call = people.dials(CALLER, "+15005550040")
    office = people.picked_up(OFFICE, parent=call)
    people.hears(office, "Press 1 to take it")
    people.presses(office, "2")
    people.hears(call, "Nobody took your call")
    assert people.over(call) == "completed" and people.over(office) == "completed"


def test_click_to_call(express_app: str, people: People) -> None:
    """Express and REST from Node: the agent is rung, then the customer; the page sees every status in order."""
    made = ask("POST", f"{express_app}/api/click", data={"customer": "+15005550061"})
    assert made["status"] == "queued"
    people.hears(made["sid"], "Your customer")
    customer = people.picked_up("+15005550061", parent=made["sid"])
    people.hangs_up(customer)
    assert people.over(made["sid"]) == "completed"
    wanted = ["initiated", "ringing", "in-progress", "completed"]
    people.until(
        lambda: len(ask("GET", f"{express_app}/api/statuses")[made["sid"]]) == 4 or None, "four callbacks"
    )
    assert ask("GET", f"{express_app}/api/statuses")[made["sid"]] == wanted


def test_a_queue_with_agents(express_app: str, people: People) -> None:
    """Express: callers hear their place; one agent takes the first, another the second."""
    first = people.dials(CALLER, "+15005550042")
    people.hears(first, "You are number 1")
    second = people.dials(OTHER, "+15005550042")
    people.hears(second, "You are number 2")
    for taken, (agent, caller) in enumerate((("+15005550003", first), ("+15005550004", second)), 1):
        talk = people.dials(agent, "+15005550043")
        people.hears(caller, "An agent is here")
        assert people.in_queue("support") == 2 - taken
        people.hangs_up(talk)
        assert people.over(caller) == "completed"
    people.until(lambda: len(ask("GET", f"{express_app}/api/left")) == 2 or None, "both queue results")
    assert ask("GET", f"{express_app}/api/left") == [
        {"caller": CALLER, "result": "bridged"},
        {"caller": OTHER, "result": "bridged"},
    ]


def sound(url: str) -> float:
    """Fetch a recording as an application would; its seconds."""
    answer = requests.get(f"{url}.wav", auth=(ACCOUNT, AUTH_TOKEN), timeout=SECONDS)
    assert answer.status_code == 200
    with wave.open(io.BytesIO(answer.content)) as file:
        return file.getnframes() / file.getframerate()


def test_voicemail_with_a_transcription(django_app: str, people: People) -> None:
    """Django: the recording can be fetched, and the transcription's callback says how it went.

    Free speech needs a recogniser that may not be installed: then the callback says ``failed``, and a notification why.
    """
    call = people.dials(CALLER, "+15005550020")
    people.hears(call, "Leave a message")
    people.records(call)
    people.says(call, "This is a message. Please call me back, as soon as you can.")
    people.presses(call, "#")
    people.hears(call, "Thank you")
    assert people.over(call) == "completed"
    (message,) = people.until(
        lambda: [
            one for one in ask("GET", f"{django_app}/voicemail/inbox").values() if "TranscriptionSid" in one
        ],
        "the transcription's callback",
    )
    assert message["From"] == CALLER and message["TranscriptionSid"].startswith("TR")
    assert abs(sound(message["RecordingUrl"]) - int(message["RecordingDuration"])) <= 1.0
    assert int(message["RecordingDuration"]) >= 2
    if message["TranscriptionStatus"] == "completed":
        assert message["TranscriptionText"]
    else:
        told = [one for one in people.client.notifications() if one["call_sid"] == call]
        assert message["TranscriptionStatus"] == "failed" and 13620 in [one["code"] for one in told]


def test_a_survey_records_an_answer(django_app: str, people: People) -> None:
    """Django: a key, asked again when it is none of the scale, then a reason in the caller's own words."""
    call = people.dials(CALLER, "+15005550021")
    people.hears(call, "Press 1 to 5")
    people.presses(call, "7")
    people.hears(call, "Once more")
    people.hears(call, "Press 1 to 5", times=2)
    people.presses(call, "4")
    people.hears(call, "Why")
    people.records(call)
    people.says(call, "It works.")
    people.presses(call, "#")
    people.hears(call, "Thank you for 4 points")
    assert people.over(call) == "completed"

    def complete() -> Any:
        given = ask("GET", f"{django_app}/survey/results").get(call, {})
        return given if "recording" in given else None

    given = people.until(complete, "the recording's callback")
    assert (given["score"], given["question"]) == ("4", "1")
    assert given["recording"] == f"completed {given['why']}"
    assert sound(given["why"]) > 0.3


def test_a_conference_with_a_moderator(fastapi_app: str, people: People) -> None:
    """FastAPI and REST: it starts with the moderator, who mutes the guest, and ends with them."""
    log = f"{fastapi_app}/conference/log"
    guest = people.dials(CALLER, "+15005550030")
    people.until(lambda: "participant-join" in ask("GET", log) or None, "the guest in the room")
    assert "conference-start" not in ask("GET", log)
    moderator = people.dials("+15005550031", "+15005550030")
    people.until(lambda: "conference-start" in ask("GET", log) or None, "the start")
    assert ask("PUT", f"{fastapi_app}/conference/mute") == {"muted": True, "call": guest}
    people.hangs_up(moderator)
    assert people.over(guest) == "completed"
    people.until(lambda: "conference-end" in ask("GET", log) or None, "the end")
    events = ask("GET", log)
    assert events.count("participant-join") == 2 and events.count("conference-end") == 1
    assert "participant-mute" in events and events.index("conference-start") < events.index(
        "participant-mute"
    )


def test_a_warm_transfer_between_two_agents(fastapi_app: str, people: People) -> None:
    """FastAPI and REST: the caller is held while the agents speak, and ends up with the second one."""
    support = f"{fastapi_app}/support"
    caller = people.dials(CALLER, "+15005550034")
    first = people.picked_up(FIRST)
    people.until(lambda: ask("GET", f"{support}/people") == ["caller", "first"] or None, "the first two")
    assert ask("PUT", f"{support}/consult") == {"held": True}
    second = people.picked_up(SECOND)
    people.until(lambda: len(ask("GET", f"{support}/people")) == 3 or None, "all three")
    assert ask("PUT", f"{support}/hand-over") == {"held": False}
    assert people.over(first) == "completed"
    people.until(lambda: ask("GET", f"{support}/people") == ["caller", "second"] or None, "the last two")
    for sid in (caller, second):
        assert people.status(sid) == "in-progress"
        people.hangs_up(sid)
        assert people.over(sid) == "completed"
