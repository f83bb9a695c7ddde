"""<Dial><Queue>: the bridge, the document before it, what either side is told. Quoted rows: Twilio's "Queue"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import BridgeEnded, BridgeStarted
from voicelab.testing import TestCall, TestLab

proves = pytest.mark.proves
CALLER, AGENT, THIRD = "+15005550001", "+15005550002", "+15005550003"
HELD = "<Response><Enqueue waitUrl='' action='/after'>support</Enqueue><Say>next verb</Say></Response>"


class Desk:
    """An application: callers wait, agents take; ``url`` is what a queued caller hears first."""

    def __init__(self, url: str = "", dial: str = "", queue: str = "") -> None:
        self.url = url
        self.dial = dial
        self.queue = queue
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: Any) -> str:
        self.asked.append((request.path, dict(request)))
        if request.path == "/url":
            return f"<Response>{self.url}</Response>"
        if request.path in ("/after", "/done"):
            return f"<Response><Say>{request.path[1:]}</Say><Pause length='5'/></Response>"
        if request["From"] == AGENT:
            url = ' url="/url"' if self.url else ""
            noun = f"<Queue{url}{self.queue}>support</Queue>"
            return f"<Response><Dial action='/done'{self.dial}>{noun}</Dial></Response>"
        return HELD

    def form(self, path: str) -> dict[str, str]:
        """What was posted last to a path."""
        return [form for asked, form in self.asked if asked == path][-1]


def both(voicelab: TestLab, desk: Desk) -> tuple[TestCall, TestCall]:
    caller = voicelab.dial(desk, from_=CALLER)
    caller.waits(3)
    agent = voicelab.dial(desk, from_=AGENT)
    return caller, agent


@proves("Queue")
def test_the_bridge_is_told_on_both_calls(voicelab: TestLab) -> None:
    desk = Desk()
    caller, agent = both(voicelab, desk)
    agent.waits(5)
    agent.hangs_up()
    caller.hears("after")
    for call, other in ((caller, agent), (agent, caller)):
        told = [event for event in call.events if isinstance(event, BridgeStarted | BridgeEnded)]
        assert [type(event) for event in told] == [BridgeStarted, BridgeEnded]
        assert {event.other_sid for event in told} == {other.sid}
        assert told[1].at - told[0].at == pytest.approx(5, abs=0.1)
    form = desk.form("/after")
    assert (form["QueueResult"], form["QueueTime"]) == ("bridged", "3")


@proves("Queue", "url")
@pytest.mark.parametrize(
    "verb", ["<Gather action='/g'/>", "<Leave/>", "<Hangup/>", "<Dial>+15005550010</Dial>"]
)
def test_other_verbs_may_not_run_before_the_bridge(voicelab: TestLab, verb: str) -> None:
    """url: runs on the queued caller: Play Say Pause Redirect only; anything else is an error, and they talk on"""
    desk = Desk(f"<Say>you are next</Say>{verb}")
    caller, agent = both(voicelab, desk)
    caller.hears("you are next")
    agent.waits(1)
    agent.says("how can I help")
    caller.hears("how can I help")
    (note,) = [note for note in caller.notifications if note.level == "error"]
    assert note.code == 14211


@proves("Queue", "method")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_how_the_document_is_asked_for(voicelab: TestLab, method: str) -> None:
    """Method GET POST (POST): QueueSid, CallSid of the dequeued, QueueTime, DequeingCallSid"""
    desk = Desk("<Say>you are next</Say>", queue=f' method="{method}"')
    caller, agent = both(voicelab, desk)
    caller.hears("you are next")
    asked = [request for request in caller.requests if request.url.split("?")[0].endswith("/url")]
    assert [request.method for request in asked] == [method]
    form = desk.form("/url")
    assert (form["CallSid"], form["DequeingCallSid"], form["QueueTime"]) == (caller.sid, agent.sid, "3")
    assert form["QueueSid"].startswith("QU")


def test_the_agents_action(voicelab: TestLab) -> None:
    """DialCallStatus completed, DialBridged; DialCallSid and DialCallDuration absent for a Queue"""
    desk = Desk()
    caller, agent = both(voicelab, desk)
    agent.waits(2)
    caller.hangs_up()
    agent.hears("done")
    form = desk.form("/done")
    assert (form["DialCallStatus"], form["DialBridged"]) == ("completed", "true")
    assert "DialCallSid" not in form and "DialCallDuration" not in form
    assert desk.form("/after")["QueueResult"] == "bridged"


def test_nobody_came(voicelab: TestLab) -> None:
    desk = Desk(dial=' timeout="6"')
    voicelab.twilio.queues.create(friendly_name="support")
    agent = voicelab.dial(desk, from_=AGENT)
    agent.hears("done", within=8)
    form = desk.form("/done")
    assert (form["DialCallStatus"], form["DialBridged"]) == ("no-answer", "false")


def test_an_unknown_queue(voicelab: TestLab) -> None:
    """Unknown queue -> action with error status"""
    desk = Desk()
    voicelab.dial(desk, from_=AGENT).hears("done", within=3)
    form = desk.form("/done")
    assert (form["DialCallStatus"], form["DialBridged"]) == ("failed", "false")


def test_a_caller_that_is_sent_elsewhere_from_the_bridge_leaves_the_agent(voicelab: TestLab) -> None:
    """QueueResult redirected-from-bridged; the agent's Dial is over"""
    desk = Desk()
    caller, agent = both(voicelab, desk)
    agent.waits(2)
    caller.update("<Response><Say>elsewhere</Say><Pause length='20'/></Response>")
    agent.hears("done", within=3)
    caller.hears("elsewhere")
    assert desk.form("/after")["QueueResult"] == "redirected-from-bridged"
    assert desk.form("/done")["DialCallStatus"] == "completed"


def test_a_caller_that_goes_while_its_document_plays(voicelab: TestLab) -> None:
    desk = Desk("<Say>you are next, one moment please</Say><Pause length='9'/>")
    caller, agent = both(voicelab, desk)
    caller.waits(1)
    caller.hangs_up()
    agent.hears("done", within=3)
    assert desk.form("/done")["DialBridged"] == "false"
    assert desk.form("/after")["QueueResult"] == "hangup"


def test_a_caller_that_is_sent_elsewhere_while_its_document_plays(voicelab: TestLab) -> None:
    """QueueResult bridging-in-process"""
    desk = Desk("<Say>you are next, one moment please</Say><Pause length='9'/>")
    caller, _ = both(voicelab, desk)
    caller.waits(1)
    caller.update("<Response><Say>elsewhere</Say><Pause length='20'/></Response>")
    caller.hears("elsewhere")
    assert desk.form("/after")["QueueResult"] == "bridging-in-process"
    assert desk.form("/done")["DialBridged"] == "false"


def test_those_who_wait_are_taken_in_order(voicelab: TestLab) -> None:
    """Takes the head of the queue"""
    desk = Desk()
    first = voicelab.dial(desk, from_=CALLER)
    first.waits(1)
    second = voicelab.dial(desk, from_=THIRD)
    second.waits(1)
    agent = voicelab.dial(desk, from_=AGENT)
    agent.waits(1)
    agent.says("who is first")
    first.hears("who is first")
    (member,) = voicelab.twilio.queues(voicelab.twilio.queues.list()[0].sid).members.list()
    assert (member.call_sid, member.position) == (second.sid, 1)


def test_an_agent_that_gives_up_was_not_bridged(voicelab: TestLab) -> None:
    """DialBridged: whether they were joined; an agent that hangs up in the talk was"""
    desk = Desk()
    voicelab.twilio.queues.create(friendly_name="support")
    agent = voicelab.dial(desk, from_=AGENT)
    agent.waits(3)
    agent.hangs_up()
    assert (desk.form("/done")["DialCallStatus"], desk.form("/done")["DialBridged"]) == ("canceled", "false")
    _, agent = both(voicelab, desk)
    agent.waits(3)
    agent.hangs_up()
    assert (desk.form("/done")["DialCallStatus"], desk.form("/done")["DialBridged"]) == ("completed", "true")


@proves("Dial", "record")
@pytest.mark.parametrize(("how", "seconds"), [("record-from-answer", "4"), ("record-from-ringing", "9")])
def test_a_recording_from_the_answer_begins_with_the_bridge(
    voicelab: TestLab, how: str, seconds: str
) -> None:
    desk = Desk(dial=f' record="{how}" timeout="30"')
    voicelab.twilio.queues.create(friendly_name="support")
    agent = voicelab.dial(desk, from_=AGENT)
    agent.waits(5)
    caller = voicelab.dial(desk, from_=CALLER)
    caller.waits(4)
    caller.hangs_up()
    agent.hears("done")
    assert desk.form("/done")["RecordingDuration"] == seconds


@proves("Enqueue", "maxQueueSize")
def test_the_most_that_may_wait_is_told(voicelab: TestLab) -> None:
    """MaxQueueSize: 1000 by default"""
    told = []

    def application(request: Any) -> str:
        if "MaxQueueSize" in request:
            told.append(request["MaxQueueSize"])
            return "<Response><Pause length='60'/></Response>"
        return "<Response><Enqueue waitUrl='/wait' maxQueueSize='7'>support</Enqueue></Response>"

    voicelab.dial(application, from_=CALLER).waits(1)
    assert told == ["7"]
