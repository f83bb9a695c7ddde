"""The Python halves: traits hold no secret, commands wait for a page, a stand-in for readers without a kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from voicelab.errors import LabError
from voicelab.widgets.board import ConferenceBoard, QueueBoard
from voicelab.widgets.cell import CellWidget
from voicelab.widgets.click_to_call import ClickToCallWidget
from voicelab.widgets.flow import FlowWidget
from voicelab.widgets.phone import PhoneWidget
from voicelab.widgets.timeline import TimelineWidget
from voicelab.widgets.walkie_talkie import WalkieTalkieWidget

SECRET = "a-very-secret-token"


def credentials() -> dict[str, Any]:
    return {"port": 1234, "account_sid": "AC1", "token": SECRET, "observe_token": SECRET}


def heard_by_page(widget: Any) -> list[tuple[dict[str, Any], list[bytes]]]:
    """From now on, what the widget sends to its page."""
    sent: list[tuple[dict[str, Any], list[bytes]]] = []
    widget.send = lambda content, buffers=None: sent.append((content, buffers or []))
    return sent


def page_sends(widget: Any, **content: Any) -> None:
    widget._handle_custom_msg(content, [])


def test_tokens_come_when_the_page_asks_and_never_stand_in_a_trait() -> None:
    """Saved notebooks keep traits."""
    phone = PhoneWidget("alice", credentials=credentials)
    sent = heard_by_page(phone)
    page_sends(phone, type="credentials")
    assert sent == [({"type": "credentials", **credentials()}, [])]
    assert SECRET not in str(phone.get_state())


def test_commands_wait_until_a_page_shows_the_phone() -> None:
    phone = PhoneWidget("alice", credentials=credentials, to="welcome")
    sent = heard_by_page(phone)
    phone.dial()
    phone.press("1#")
    assert sent == []
    page_sends(phone, type="credentials")
    assert [content for content, _ in sent[1:]] == [
        {"type": "dial", "to": "welcome"},
        {"type": "press", "digits": "1#"},
    ]
    phone.hang_up()
    assert sent[-1][0] == {"type": "hang-up"}


def test_a_cell_drives_the_walkie_talkie_and_the_click() -> None:
    walkie = WalkieTalkieWidget("alice", "7", credentials=credentials)
    assert (walkie.room, walkie.channel) == ("channel-7", "7")
    sent = heard_by_page(walkie)
    walkie.join()
    walkie.talk()
    page_sends(walkie, type="credentials")
    walkie.talk(False)
    walkie.leave()
    assert [content["type"] for content, _ in sent[1:]] == ["join", "talk", "talk", "hang-up"]
    assert [content["talking"] for content, _ in sent[2:4]] == [True, False]
    click = ClickToCallWidget("+15005550001", "alice", credentials=credentials)
    sent = heard_by_page(click)
    click.click()
    page_sends(click, type="credentials")
    click.hang_up()
    assert [content for content, _ in sent[1:]] == [{"type": "click"}, {"type": "hang-up"}]
    assert SECRET not in str(click.get_state())


def test_a_kernel_that_cannot_give_a_token_says_so_in_the_page() -> None:
    def dead() -> dict[str, Any]:
        raise LabError("The lab is not running.", cure="Run %load_ext voicelab.")

    phone = PhoneWidget("alice", credentials=dead)
    sent = heard_by_page(phone)
    page_sends(phone, type="credentials")
    words = {"error": "The lab is not running.", "cure": "Run %load_ext voicelab."}
    assert sent == [({"type": "credentials", **words}, [])]


def test_a_recording_is_the_voice_of_a_phone(tmp_path: Path) -> None:
    wav = tmp_path / "hello.wav"
    wav.write_bytes(b"RIFF....WAVE")
    phone = PhoneWidget("alice", credentials=credentials, voice=str(wav))
    sent = heard_by_page(phone)
    assert (phone.voice, phone.voice_choice) == ("wav", "wav")
    page_sends(phone, type="recording")
    assert sent == [({"type": "recording"}, [b"RIFF....WAVE"])]


def test_a_voice_that_is_none_names_its_cure() -> None:
    with pytest.raises(LabError, match="neither a way of speaking nor a file") as caught:
        PhoneWidget("alice", credentials=credentials, voice="microphon")
    assert 'voice="microphone"' in caught.value.cure


def test_a_timeline_hands_over_sound_and_says_when_there_is_none() -> None:
    """The sound of a call begins when it was answered: a part says at which time of the call it does."""
    asked = []

    def none(skip: float, seconds: float) -> bytes:
        raise LabError("Nothing sounded in this call.", cure="Call again.")

    def part(skip: float, seconds: float) -> bytes:
        asked.append((skip, seconds))
        return b"RIFF"

    timeline = TimelineWidget(
        "CA1",
        credentials=credentials,
        envelope=lambda bins: {"rate": 50, "bins": bins, "start": 2.5},
        audio=part,
    )
    sent = heard_by_page(timeline)
    page_sends(timeline, type="envelope")
    page_sends(timeline, type="audio", **{"from": 1})
    page_sends(timeline, type="audio", **{"from": 70.5})
    assert sent[0][0]["type"] == "envelope" and sent[0][0]["rate"] == 50
    assert sent[1] == ({"type": "audio", "from": 1.0, "start": 2.5}, [b"RIFF"])
    assert sent[2] == ({"type": "audio", "from": 70.5, "start": 70.5}, [b"RIFF"])
    assert asked == [(0.0, 60.0), (68.0, 60.0)]
    silent = TimelineWidget("CA1", credentials=credentials, envelope=lambda bins: {"start": 0}, audio=none)
    sent = heard_by_page(silent)
    page_sends(silent, type="audio", **{"from": 3})
    trouble = {"error": "Nothing sounded in this call.", "cure": "Call again."}
    assert sent == [({"type": "audio", "from": 3.0, **trouble}, [])]


def test_a_flow_is_drawn_anew_when_its_page_asks() -> None:
    """And stays as it was when the lab is gone."""
    drawings = ["<svg>1</svg>", "<svg>2</svg>"]

    def draw() -> str:
        if not drawings:
            raise LabError("The lab has ended.", cure="Start it.")
        return drawings.pop(0)

    flow = FlowWidget(draw, "", "", credentials=credentials)
    assert flow.svg == "<svg>1</svg>"
    for _ in range(2):
        page_sends(flow, type="redraw")
        assert flow.svg == "<svg>2</svg>"


def test_the_call_button_of_a_cell_calls() -> None:
    called: list[str] = []
    cell = CellWidget("welcome", "<Response/>", on_call=lambda: called.append("welcome"))
    page_sends(cell, type="call")
    assert called == ["welcome"]


def test_a_saved_notebook_shows_something_without_a_kernel() -> None:
    """Beside the live view each widget gives text and HTML; names are escaped."""
    finding = {"line": 1, "column": 2, "message": "Bad.", "cure": "Mend it."}
    for widget, words in (
        (PhoneWidget("<alice>", credentials=credentials, to="welcome"), "Phone &lt;alice&gt;"),
        (TimelineWidget("CA1", credentials=credentials), "Timeline of call CA1"),
        (CellWidget("welcome", "<Response/>", [finding]), "line 1, column 2: Bad. Mend it."),
        (ConferenceBoard("room", credentials=credentials), "Conference room"),
        (QueueBoard(credentials=credentials), "Queues"),
        (WalkieTalkieWidget("alice", "7", credentials=credentials), "On channel 7"),
        (ClickToCallWidget("+15005550001", "alice", credentials=credentials), "alice rings first"),
    ):
        bundle = widget._repr_mimebundle_()
        assert bundle is not None
        data, _ = bundle
        assert words in data["text/html"]
        assert data["text/plain"]
        assert "application/vnd.jupyter.widget-view+json" in data
        assert "application/vnd.voicelab.widget+json" in data  # Jupyter shows the HTML where no model is


def test_a_widget_that_is_closed_says_so_once() -> None:
    """What its page was given is taken back then."""
    phone = PhoneWidget("alice", credentials=credentials)
    closed: list[str] = []
    phone.at_close = lambda: closed.append("alice")
    phone.close()
    phone.close()
    assert closed == ["alice"]
