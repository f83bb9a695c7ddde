"""<Dial> by ear: who hears whom, read off the spectrum. Quoted rows: Twilio's "TwiML Voice: Dial"."""

from __future__ import annotations

import pytest
from by_ear import CALLEE, CALLER, Tapped, channels_of, has, hums
from dialled import OTHER, SALES, Dialler
from sounds import SoundFiles, tone_wav

from voicelab.media.tones import tone
from voicelab.testing import TestLab
from voicelab.testing.party import Party

proves = pytest.mark.proves
pytestmark = pytest.mark.voicelab(render=True)

WHISPER = 1400  # Hz


@proves("Dial", "ringTone")
@pytest.mark.parametrize(
    ("country", "frequencies", "absent"),
    [("", (440, 480), 425), ("us", (440, 480), 425), ("de", (425,), 480), ("uk", (400, 450), 425)],
)
def test_the_caller_hears_its_country_ring(
    voicelab: TestLab, country: str, frequencies: tuple[float, ...], absent: float
) -> None:
    """ringTone: real call-progress tones by country; the carrier's (US) by default"""
    voicelab.callee(SALES, answers_after=3, hangs_up_after=1)
    chosen = f' ringTone="{country}"' if country else ""
    call = voicelab.dial(Dialler(f"<Dial{chosen}>{SALES}</Dial>"))
    call.waits(0.1)
    ear = Tapped(call.party)
    call.waits(2)
    assert all(ear.has(frequency) for frequency in frequencies) and not ear.has(absent)
    call.ended()


@proves("Number", "url")
@proves("Dial")
def test_only_the_callee_hears_the_whisper(voicelab: TestLab) -> None:
    """url: runs on the called leg before bridging; the caller hears ringback then only if answerOnBridge"""
    wav = tone_wav(3, frequency=WHISPER)
    voicelab.serve("http://media.test", SoundFiles({"/whisper.wav": ("audio/wav", wav)}))
    app = Dialler(
        f'<Dial><Number url="/whisper">{SALES}</Number></Dial>',
        whisper="<Play>http://media.test/whisper.wav</Play>",
    )
    callee = voicelab.callee(SALES, answers_after=2, hangs_up_after=8)
    call = voicelab.dial(app)
    call.waits(2.5)
    near, far = Tapped(call.party), Tapped(callee.calls[0])
    call.waits(2)
    assert far.has(WHISPER) and not near.has(WHISPER)
    assert not near.has(440) and not near.has(480)  # it has stopped ringing
    call.ended()


@proves("Dial", "sequential")
def test_it_rings_again_after_a_whisper_that_declined(voicelab: TestLab) -> None:
    """Screening: the first declines, the second is tried, and the caller hears it ring"""
    app = Dialler(
        f'<Dial sequential="true"><Number url="/screen">{SALES}</Number><Number>{OTHER}</Number></Dial>',
        screen="<Say>Not now.</Say><Hangup/>",
    )
    voicelab.callee(SALES, answers_after=1)
    voicelab.callee(OTHER, answers_after=20, hangs_up_after=1)
    call = voicelab.dial(app)
    call.waits(8)
    ear = Tapped(call.party)
    call.waits(7)
    assert ear.has(440) and ear.has(480)
    call.ended()


@proves("Dial", "record", "recordingTrack")
@pytest.mark.parametrize(
    ("how", "track", "expected"),
    [
        ("record-from-answer", "both", [{CALLER, CALLEE}]),
        ("record-from-answer", "inbound", [{CALLER}]),
        ("record-from-answer", "outbound", [{CALLEE}]),
        ("record-from-answer-dual", "both", [{CALLER}, {CALLEE}]),
        ("record-from-ringing-dual", "both", [{CALLER}, {CALLEE, 440}]),
        ("record-from-ringing", "both", [{CALLER, CALLEE, 440}]),
    ],
)
def test_the_channels_of_a_recording(
    voicelab: TestLab, how: str, track: str, expected: list[set[int]]
) -> None:
    """record: parent = channel 1, child = channel 2; recordingTrack both/inbound/outbound"""
    app = Dialler(f'<Dial action="/done" record="{how}" recordingTrack="{track}">{SALES}</Dial>')
    voicelab.callee(SALES, answers_after=3, script=hums(CALLEE), hangs_up_after=1)
    call = voicelab.dial(app)
    call.waits(3.5)
    voicelab.together(hums(CALLER)(call.party))
    call.ended()
    (form,) = app.forms("/done")
    samples = channels_of(voicelab, form["RecordingSid"])
    found = [
        {hertz for hertz in (CALLER, CALLEE, 440) if has(samples[:, column], hertz)}
        for column in range(samples.shape[1])
    ]
    assert found == expected


@proves("Dial", "answerOnBridge", "record")
def test_a_call_that_is_answered_late_is_recorded(voicelab: TestLab) -> None:
    """AnswerOnBridge with record-from-answer: from the bridge on"""
    app = Dialler(
        f'<Dial action="/done" answerOnBridge="true" record="record-from-answer-dual">{SALES}</Dial>'
    )
    voicelab.callee(SALES, answers_after=3, script=hums(CALLEE), hangs_up_after=1)
    call = voicelab.dial(app)
    call.ended()
    (form,) = app.forms("/done")
    samples = channels_of(voicelab, form["RecordingSid"])
    assert has(samples[:, 1], CALLEE) and int(form["RecordingDuration"]) == pytest.approx(3, abs=1)


@proves("Dial", "trim")
@pytest.mark.parametrize(("attribute", "seconds"), [("", 7), ('trim="trim-silence"', 2)])
def test_silence_is_kept_unless_it_is_trimmed(voicelab: TestLab, attribute: str, seconds: int) -> None:
    """trim: default do-not-trim"""
    app = Dialler(f'<Dial action="/done" record="record-from-answer" {attribute}>{SALES}</Dial>')

    async def script(party: Party) -> None:
        await party.wait(2)
        await party.sound(tone([CALLEE], 2))

    voicelab.callee(SALES, answers_after=1, script=script, hangs_up_after=3)
    voicelab.dial(app).ended()
    (form,) = app.forms("/done")
    assert int(form["RecordingDuration"]) == pytest.approx(seconds, abs=1)


@proves("Dial", "hangupOnStar", "timeLimit")
@pytest.mark.parametrize("attribute", ['hangupOnStar="true"', 'timeLimit="4"'])
def test_afterwards_they_hear_each_other_no_more(voicelab: TestLab, attribute: str) -> None:
    """hangupOnStar: caller's * ends the child only; timeLimit ends the child, then the document goes on"""
    callee = voicelab.callee(SALES, answers_after=1, script=hums(CALLEE, 30))
    after = "<Say>Next.</Say><Pause length='5'/>"
    call = voicelab.dial(Dialler(f'<Dial action="/after" {attribute}>{SALES}</Dial>', after=after))
    call.waits(2.5)
    ear = Tapped(call.party)
    call.waits(1)
    assert ear.has(CALLEE)
    if "Star" in attribute:
        call.presses("*")
    call.hears("next")
    ear = Tapped(call.party)
    call.waits(0.3)
    assert callee.calls[0].gone.done() and not (ear.heard and ear.has(CALLEE))
    call.ended()
