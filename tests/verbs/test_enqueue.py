"""<Enqueue>, <Leave> and <Dial><Queue>. Quoted rows: Twilio's "TwiML Voice: Enqueue", "Queue", "Leave"."""

from __future__ import annotations

from typing import Any

import pytest

from voicelab.calls.events import PromptStarted
from voicelab.testing import TestLab

CALLER, AGENT = "+15005550001", "+15005550002"
TAKE = "<Response><Dial{dial}><Queue{queue}>support</Queue></Dial><Say>agent done</Say></Response>"


class Support:
    """An application that enqueues, and what it was asked."""

    def __init__(self, enqueue: str = "", wait: str = '<Say>please hold</Say><Pause length="5"/>') -> None:
        self.enqueue = enqueue
        self.wait = wait
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, request: Any) -> str:
        self.asked.append((request.path, dict(request)))
        match request.path:
            case "/wait":
                return f"<Response>{self.wait}</Response>"
            case "/after":
                return "<Response><Say>thank you for waiting</Say></Response>"
            case "/whisper":
                return "<Response><Say>you are connected</Say></Response>"
        wait = "" if "waitUrl" in self.enqueue else ' waitUrl="/wait"'
        return f"<Response><Enqueue{wait}{self.enqueue}>support</Enqueue><Say>next verb</Say></Response>"

    def forms(self, path: str) -> list[dict[str, str]]:
        """What was posted to a path."""
        return [form for asked, form in self.asked if asked == path]


@pytest.mark.proves("Enqueue")
@pytest.mark.proves("Enqueue", "waitUrl")
def test_the_wait_document_is_requested_again_when_it_ends(voicelab: TestLab) -> None:
    """When it ends it is requested again (opposite of Conference)"""
    support = Support()
    call = voicelab.dial(support, from_=CALLER)
    call.waits(30)
    assert len(support.forms("/wait")) >= 5


def test_the_wait_document_is_told_the_position(voicelab: TestLab) -> None:
    """Enqueue waitUrl: QueuePosition, QueueSid, QueueTime, AvgQueueTime, CurrentQueueSize, MaxQueueSize"""
    support = Support()
    voicelab.dial(support, from_=CALLER).waits(10)
    second = voicelab.dial(support, from_="+15005550009")
    second.waits(1)
    form = support.forms("/wait")[-1]
    assert (form["QueuePosition"], form["CurrentQueueSize"], form["MaxQueueSize"]) == ("2", "2", "1000")
    assert form["QueueSid"].startswith("QU") and form["QueueTime"] == "0"


@pytest.mark.proves("Queue")
def test_dial_queue_talks_with_the_first(voicelab: TestLab) -> None:
    """Takes the head of the queue"""
    support = Support(' action="/after"')
    caller = voicelab.dial(support, from_=CALLER)
    caller.waits(12)
    agent = voicelab.dial(TAKE.format(dial="", queue=""), from_=AGENT)
    agent.waits(1)
    caller.says("my printer is on fire")
    agent.hears("my printer is on fire")
    agent.hangs_up()
    caller.hears("thank you for waiting")
    form = support.forms("/after")[0]
    assert form["QueueResult"] == "bridged" and form["QueueTime"] == "12"


@pytest.mark.proves("Queue", "url")
def test_the_waiting_party_hears_the_queues_document_first(voicelab: TestLab) -> None:
    """Queue url (runs on queued caller): QueueSid, CallSid(of dequeued), QueueTime, DequeingCallSid (sic)"""
    support = Support()
    caller = voicelab.dial(support, from_=CALLER)
    caller.waits(3)
    url = support_address(caller) + "/whisper"
    agent = voicelab.dial(TAKE.format(dial="", queue=f' url="{url}"'), from_=AGENT)
    caller.hears("you are connected")
    form = support.forms("/whisper")[0]
    assert form["DequeingCallSid"] == agent.sid and form["CallSid"] == caller.sid
    agent.says("how can I help")
    caller.hears("how can I help")


def support_address(call: Any) -> str:
    """Where the application of a call is mounted."""
    return str(call.requests[0].url).rstrip("/")


def test_an_agent_waits_for_somebody_to_come(voicelab: TestLab) -> None:
    """Waits up to Dial timeout if empty"""
    support = Support()
    first = voicelab.dial(support, from_=CALLER)
    first.waits(1)
    first.hangs_up()
    agent = voicelab.dial(TAKE.format(dial=' timeout="20"', queue=""), from_=AGENT)
    agent.waits(10)
    caller = voicelab.dial(support, from_=CALLER)
    caller.waits(1)
    agent.says("good morning")
    caller.hears("good morning")


def test_an_agent_gives_up_after_the_timeout(voicelab: TestLab) -> None:
    """Waits up to Dial timeout if empty"""
    caller = voicelab.dial(Support(), from_=CALLER)
    caller.waits(1)
    caller.hangs_up()
    agent = voicelab.dial(TAKE.format(dial=' timeout="7"', queue=""), from_=AGENT)
    agent.hears("agent done", within=8)
    assert agent.elapsed >= 7


def test_an_unknown_queue_is_told(voicelab: TestLab) -> None:
    """Unknown queue -> action with error status"""
    agent = voicelab.dial(TAKE.format(dial="", queue=""), from_=AGENT)
    agent.hears("agent done", within=3)
    assert any("no queue support" in note.message for note in agent.notifications)


@pytest.mark.proves("Leave")
def test_leave_runs_the_verb_after_enqueue(voicelab: TestLab) -> None:
    """`Leave` inside it leaves and runs the verb after Enqueue (or action)"""
    call = voicelab.dial(Support(wait="<Say>bye</Say><Leave/>"), from_=CALLER)
    call.hears("bye")
    call.hears("next verb")


@pytest.mark.proves("Enqueue", "action")
def test_leave_goes_to_the_action(voicelab: TestLab) -> None:
    """Action fires at once for leave"""
    support = Support(' action="/after"', wait="<Leave/>")
    call = voicelab.dial(support, from_=CALLER)
    call.hears("thank you for waiting")
    assert support.forms("/after")[0]["QueueResult"] == "leave"


def test_leave_elsewhere_does_nothing(voicelab: TestLab) -> None:
    """Leave elsewhere: no-op"""
    call = voicelab.dial("<Response><Leave/><Say>went on</Say></Response>")
    call.hears("went on")


def test_hangup_in_the_wait_document_ends_the_call(voicelab: TestLab) -> None:
    """Wait document: Play Say Pause Hangup Redirect Leave Gather"""
    support = Support(' action="/after"', wait="<Hangup/>")
    call = voicelab.dial(support, from_=CALLER)
    assert call.ended("completed", within=5)
    assert support.forms("/after")[0]["QueueResult"] == "hangup"


def test_a_caller_that_hangs_up_is_told_to_the_action(voicelab: TestLab) -> None:
    """QueueResult: hangup"""
    support = Support(' action="/after"')
    call = voicelab.dial(support, from_=CALLER)
    call.waits(3)
    call.hangs_up()
    assert support.forms("/after")[0]["QueueResult"] == "hangup"


def test_a_caller_that_the_api_hangs_up_is_told_too(voicelab: TestLab) -> None:
    """REST Status=completed: QueueResult hangup; the call is over, and the answer ignored"""
    support = Support(' action="/after"')
    call = voicelab.dial(support, from_=CALLER)
    call.waits(3)
    voicelab.twilio.calls(call.sid).update(status="completed")
    voicelab.waits(1)
    (form,) = support.forms("/after")
    assert (form["QueueResult"], form["QueueTime"], form["CallStatus"]) == ("hangup", "3", "completed")


@pytest.mark.proves("Enqueue", "maxQueueSize")
def test_a_full_queue_lets_the_call_go_on(voicelab: TestLab) -> None:
    """MaxQueueSize 1000 default; queue-full (14207, warning)"""
    support = Support(' maxQueueSize="1"')
    voicelab.dial(support, from_=CALLER).waits(1)
    second = voicelab.dial(support, from_="+15005550009")
    second.hears("next verb")
    assert 14207 in [note.code for note in second.notifications]


@pytest.mark.parametrize("verb", ["<Dial>+15005550010</Dial>", "<Record/>"])
def test_other_verbs_may_not_run_in_a_wait_document(voicelab: TestLab, verb: str) -> None:
    """Wait document: Play Say Pause Hangup Redirect Leave Gather"""
    support = Support(wait=verb)
    call = voicelab.dial(support, from_=CALLER)
    call.waits(10)
    assert [note for note in call.notifications if note.level == "error"]
    assert len(support.forms("/wait")) == 1  # not a storm of requests
    music = [event for event in call.events if isinstance(event, PromptStarted) and event.kind == "music"]
    assert music, "who hears nothing takes the line for dead"


def test_a_gather_in_the_wait_document_may_leave(voicelab: TestLab) -> None:
    """Gather is valid inside an Enqueue waitUrl"""

    def application(request: Any) -> str:
        if request.path == "/wait":
            return '<Response><Gather numDigits="1" action="/key"><Say>press 1 to leave</Say></Gather></Response>'
        if request.path == "/key":
            return "<Response><Leave/></Response>"
        return '<Response><Enqueue waitUrl="/wait">support</Enqueue><Say>next verb</Say></Response>'

    call = voicelab.dial(application, from_=CALLER)
    call.hears("press 1 to leave")
    call.presses("1")
    call.hears("next verb")


@pytest.mark.proves("Dial", "timeLimit", "hangupOnStar")
@pytest.mark.parametrize("attribute", ['timeLimit="5"', 'hangupOnStar="true"'])
def test_the_agent_ends_the_talk_and_goes_on(voicelab: TestLab, attribute: str) -> None:
    """TimeLimit counts from the bridge, not from the waiting; hangupOnStar: * ends the other's part only"""
    voicelab.twilio.queues.create(friendly_name="support")
    agent = voicelab.dial(
        f'<Response><Dial timeout="60" {attribute}><Queue>support</Queue></Dial><Say>Over.</Say></Response>',
        from_="+15005550002",
    )
    agent.waits(20)
    waiting = voicelab.dial("<Response><Enqueue waitUrl=''>support</Enqueue><Say>Thank you.</Say></Response>")
    waiting.waits(3)
    assert agent.status == "in-progress"
    if "Star" in attribute:
        agent.presses("*")
    agent.hears("over")
    waiting.hears("thank you")
