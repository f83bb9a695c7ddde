"""What each lesson promises, and how it is seen that it came true: by the lab's records and by the sound itself."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from ears import tone_seconds
from lesson import Lesson, heard_in, utterances

from voicelab.calls.events import CallStatusChanged, PromptStarted, SpeechHeard
from voicelab.kernel.call import Call

__all__ = ["PROMISES"]

PROMISES: dict[str, Callable[[Lesson], None]] = {}
"""By the lesson's file name without its ending."""

WORDS = 0.7  # likeness of samples that went through mixers and codecs; of other words it is below a third


def promise(name: str) -> Callable[[Callable[[Lesson], None]], Callable[[Lesson], None]]:
    """Keep a function as a lesson's promise."""

    def keep(check: Callable[[Lesson], None]) -> Callable[[Lesson], None]:
        PROMISES[name] = check
        return check

    return keep


def track(call: Call, side: str) -> np.ndarray:
    """One side of a call's sound, at 8000 samples a second."""
    samples = call.samples(side)
    assert samples.rate == 8000
    return np.asarray(samples)[:, 0]


def answered_at(call: Call) -> float:
    """When its sound began."""
    return next(
        one.at for one in call.events if isinstance(one, CallStatusChanged) and one.status == "in-progress"
    )


def prompt(call: Call, words: str) -> np.ndarray:
    """What the lab played while it said these words in a call."""
    told = next(one for one in call.events if isinstance(one, PromptStarted) and words in one.text)
    begin = round((told.at - answered_at(call)) * 8000)
    return track(call, "lab")[begin : begin + round(told.duration * 8000)]


def said(call: Call) -> list[np.ndarray]:
    """What a scripted caller said in a call, utterance by utterance, without the silence around them."""
    events, sound = call.events, track(call, "caller")
    answered = answered_at(call)
    told = [one.at for one in events if isinstance(one, SpeechHeard) and one.confidence is None]
    begins = [max(0, round((at - answered - 0.1) * 8000)) for at in told]
    parts = [sound[begin:end] for begin, end in zip(begins, [*begins[1:], len(sound)], strict=True)]
    return [utterances(part, gap=60.0)[0] for part in parts]


def saying(lesson: Lesson, words: str) -> Call:
    """The newest call in which these words were said."""
    return next(call for call in reversed(lesson.lab.calls) if words in call.transcript)


@promise("01-hello")
def hello(lesson: Lesson) -> None:
    call = saying(lesson, "We are out of modems")
    assert call.status == "completed"
    assert 1.3 < tone_seconds(track(call, "lab"), 8000, 440.0) < 1.7, "the chime was not heard"


@promise("02-menus")
def menus(lesson: Lesson) -> None:
    assert lesson.lab.recordings[-1].duration > 1
    assert "Got it. Goodbye." in saying(lesson, "Nobody is here").transcript
    traceback = lesson.written("stderr")
    assert "KeyError" in traceback and "webhook_function.py" not in traceback, "only the learner's own lines"


@promise("03-conference")
def conference(lesson: Lesson) -> None:
    """Each hears the other; nobody hears the one who is muted; everybody hears the announcement."""
    ada, grace = (
        next(call for call in lesson.lab.calls if call.from_ == number and call.to == "meeting")
        for number in ("+15005550001", "+15005550002")
    )
    (asked,), (answered, muted) = said(ada), said(grace)
    assert heard_in(track(grace, "lab"), asked) > WORDS, "Grace did not hear Ada"
    assert heard_in(track(ada, "lab"), answered) > WORDS, "Ada did not hear Grace"
    assert heard_in(track(ada, "lab"), muted) < 0.5, "Ada heard Grace, who was muted"
    assert "Two minutes left" in ada.transcript  # told once, in the call of who came first
    assert heard_in(track(grace, "lab"), prompt(ada, "Two minutes left")) > WORDS, "Grace was told nothing"
    assert lesson.lab.conferences[-1].status == "completed"
    assert "You have left the meeting" in ada.transcript
    talked = next(call for call in reversed(lesson.lab.calls) if call.from_ == "+15005550001")
    (spoken,) = said(talked)
    heard = next(call for call in reversed(lesson.lab.calls) if call.from_ == "+15005550002")
    assert talked.to == heard.to == "on-channel-7"
    assert heard_in(track(heard, "lab"), spoken) > WORDS, "nobody heard Ada on the channel"


@promise("04-voicemail")
def voicemail(lesson: Lesson) -> None:
    """The message is recorded as it was said, played back, and read out to the mailbox's owner."""
    lab = lesson.lab
    first, owner = saying(lesson, "This is Grace"), saying(lesson, "End of messages")
    (message,) = said(first)
    recording = next(one for one in lab.recordings if one.call_sid == first.sid)
    assert heard_in(np.asarray(recording.samples())[:, 0], message[2000:-2000]) > WORDS
    assert heard_in(track(first, "lab"), message[2000:-2000]) > WORDS, "it was not played back"
    assert heard_in(track(owner, "lab"), message[2000:-2000]) > WORDS, "it was not read out"
    assert "You have 1 new message." in owner.transcript
    written = lesson.written()
    assert re.search(r"^(completed \| .*Thursday|failed \|)", written, re.MULTILINE)
    assert {each.code for each in lab.notifications} == ({13620} if "failed" in written else set())


@promise("05-webhooks")
def webhooks(lesson: Lesson) -> None:
    """Both shops answer; a request without a signature does not pass; a shop that is gone is 11205."""
    saying(lesson, "One funghi. It takes ten minutes.")
    saying(lesson, "In Cairo the sun shines.")
    assert lesson.said("requests.post(") == "403"
    assert [each.code for each in lesson.lab.notifications] == [11205]
    assert not lesson.written("stderr")


@promise("06-rest")
def rest(lesson: Lesson) -> None:
    """The progress is told in order; the agent's leg carries the customer's voice."""
    lab = lesson.lab
    assert re.findall(r"^(?:initiated|ringing|in-progress|completed)$", lesson.written(), re.MULTILINE) == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]
    dialled = next(call for call in lab.calls if call.direction == "outbound-dial")
    agent = next(call for call in lab.calls if call.sid == dialled.record()["parent_call_sid"])
    greeting = utterances(track(dialled, "caller"))[0]
    assert heard_in(track(agent, "lab"), greeting) > WORDS, "the agent did not hear the customer"
    changed = saying(lesson, "Please hold the line.").transcript
    assert "Here is your agent." in changed
    assert "400 21211" in lesson.said("from twilio.base.exceptions")
    assert all(call.status == "completed" for call in lab.calls)


@promise("07-speech")
def speech(lesson: Lesson) -> None:
    """Slow is slower than quick, speech is understood, and what nobody expected is not."""
    voices = next(call for call in lesson.lab.calls if call.to == "voices")
    lengths = {event.text: event.duration for event in voices.events if isinstance(event, PromptStarted)}
    assert lengths["Very slowly."] > 1.5 * lengths["Very quickly."]
    assert "understood 'opening hours', confidence 0." in lesson.written()
    assert "I heard nothing" in saying(lesson, "my dog ate the telephone").transcript
    assert lesson.ask("minutes") == "['yes', 'certainly']"


@promise("08-media-streams")
def media_streams(lesson: Lesson) -> None:
    """The parrot says what was said to it, at twice the speed."""
    call = next(call for call in lesson.lab.calls if call.to == "parrot")
    (spoken,) = said(call)
    assert heard_in(track(call, "lab"), spoken[::2]) > 0.5 > heard_in(track(call, "lab"), spoken)
    assert "'colour': 'green'" in lesson.said("for event in log:")


@promise("09-testing")
def testing(lesson: Lesson) -> None:
    """Tests pass that should, and one fails that should, at the place of the surprise."""
    assert "menu" in lesson.said("call.flow") and "Dial" in lesson.said("call.flow")
    assert "1 passed" in lesson.said("lab.test(scenario)")
    assert "2 passed" in lesson.said("lab.test(test)")
    failed = lesson.said("report = lab.test(")
    assert "1 passed, 1 failed" in failed and ">>" in failed and "Sales is busy" in failed
    before, after = lesson.said("def coverage("), lesson.said("test += '''")
    assert "2 passed" in before and "100 %" not in before and "Gather" in before
    assert "3 passed" in after and "(100 %)" in after
    assert lesson.lab.notifications[-1].code == 11200
    saying(lesson, "We have a small problem. Please call again.")


@promise("10-web-page")
def web_page(lesson: Lesson) -> None:
    """The page's own addresses gave a token and the SDK; what the page itself does is another test."""
    assert re.search(r"a token of \d{3,} characters .* an SDK of \d{3} kB", lesson.written())
    saying(lesson, "You pressed 7. Goodbye.")


@promise("11-when-things-go-wrong")
def when_things_go_wrong(lesson: Lesson) -> None:
    """Every cause is told by its code and has a cure; the fallback speaks; the doctor looks."""
    found = {each.code: each for each in lesson.lab.notifications}
    assert {12100, 11200, 11205, 12300, 12102} <= set(found)
    assert all(found[code].cure for code in (12100, 11200, 11205, 12300, 12102))
    saying(lesson, "Sorry. Error 11200.")
    saying(lesson, "The call was no-answer.")
    assert "udp" in lesson.said("command = [sys.executable")


@promise("12-going-live")
def going_live(lesson: Lesson) -> None:
    """The menu answers; after the rehearsal the number leads to the application."""
    saying(lesson, "We are open from nine to five.")
    (application,) = lesson.lab.twilio.applications.list(friendly_name="Front desk")
    assert application.voice_url == "https://voice.example.org/twiml/front-desk"
    (number,) = lesson.lab.twilio.incoming_phone_numbers.list(phone_number="+14155550100")
    assert number.voice_application_sid == application.sid
