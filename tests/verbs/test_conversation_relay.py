"""<Connect><ConversationRelay>. Quoted rows: Twilio's "TwiML Voice: ConversationRelay"."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from voicelab.calls.signature import verify
from voicelab.testing import TestLab

URL = "wss://bot.example/relay"
STORY = "Once upon a time there was a very long story that nobody wanted to hear to its end at all."

Say = Callable[[dict[str, Any]], list[dict[str, Any]]]


def text(token: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "token": token, "last": True, **more}


def end(data: str = "") -> dict[str, Any]:
    return {"type": "end", "handoffData": data}


class Bot:
    """A relay server: what it got, and what it answers to each message by type."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.got: list[dict[str, Any]] = []

    async def __call__(self, socket: Any) -> None:
        while (frame := await socket.receive()) is not None:
            message = json.loads(frame)
            self.got.append(message)
            answer = self.answers.get(message["type"], [])
            if callable(answer):
                answer = answer(message)
            if answer is None:
                return
            for item in answer if isinstance(answer, list) else [answer]:
                await socket.send(item if isinstance(item, str) else json.dumps(item))

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The messages of a type."""
        return [message for message in self.got if message["type"] == kind]


class Desk:
    """An application that connects to the bot, and what its action was told."""

    def __init__(self, attributes: str = "", *, inside: str = "", action: bool = True) -> None:
        where = ' action="/done"' if action else ""
        self.document = (
            f'<Response><Connect{where}><ConversationRelay url="{URL}" {attributes}>{inside}'
            "</ConversationRelay></Connect><Say>next verb</Say></Response>"
        )
        self.told: list[dict[str, str]] = []

    def __call__(self, request: Any) -> str:
        if request.path == "/done":
            self.told.append(dict(request))
            return "<Response><Say>the relay is over</Say></Response>"
        return self.document


def connect(voicelab: TestLab, bot: Any, attributes: str = "", **more: Any) -> tuple[Any, Desk]:
    voicelab.lab.sockets.serve(URL, bot)
    desk = Desk(attributes, **more)
    return voicelab.dial(desk), desk


@pytest.mark.proves("ConversationRelay")
@pytest.mark.proves("ConversationRelay", "url")
def test_a_conversation(voicelab: TestLab) -> None:
    """setup, prompt (last), text; end: handoffData returned verbatim as HandoffData to the Connect action"""
    bot = Bot(
        setup=text("Hello, who is there?"),
        prompt=lambda m: end('{"to": "sales"}') if "bye" in m["voicePrompt"] else text("Nice to meet you."),
    )
    call, desk = connect(voicelab, bot, inside='<Parameter name="mood" value="calm"/>')
    call.hears("Hello, who is there")
    call.says("my name is Anna")
    call.hears("Nice to meet you")
    call.says("good bye")
    call.hears("the relay is over")
    setup = bot.got[0]
    assert setup["type"] == "setup" and setup["sessionId"].startswith("VX") and setup["callSid"] == call.sid
    assert (setup["from"], setup["direction"], setup["callType"]) == ("+15005550001", "inbound", "PSTN")
    assert (setup["callStatus"], setup["parentCallSid"]) == ("IN-PROGRESS", "")
    assert setup["customParameters"] == {"mood": "calm"}
    assert bot.of("prompt") == [
        {"type": "prompt", "voicePrompt": "my name is Anna", "lang": "en-US", "last": True},
        {"type": "prompt", "voicePrompt": "good bye", "lang": "en-US", "last": True},
    ]
    (told,) = desk.told
    assert told["SessionStatus"] == "ended" and told["HandoffData"] == '{"to": "sales"}'
    assert told["SessionId"] == setup["sessionId"] and int(told["SessionDuration"]) > 3
    assert "ErrorCode" not in told


def test_without_an_action_the_next_verb_runs(voicelab: TestLab) -> None:
    """No Connect action -> next verb"""
    call, _ = connect(voicelab, Bot(setup=end()), action=False)
    call.hears("next verb")


@pytest.mark.proves("ConversationRelay", "welcomeGreeting")
def test_the_greeting_is_spoken_and_not_announced(voicelab: TestLab) -> None:
    """WelcomeGreeting is spoken by the platform, not announced as a message"""
    bot = Bot(prompt=end())
    call, _ = connect(voicelab, bot, 'welcomeGreeting="Welcome to the lab"')
    call.hears("Welcome to the lab")
    call.says("thanks")
    call.hears("the relay is over")
    assert [message["type"] for message in bot.got] == ["setup", "prompt"]


def test_speech_starts_before_the_text_is_complete(voicelab: TestLab) -> None:
    """Text: speech starts on streamed tokens, `last:true` closes the talk cycle"""
    tokens = ["First sen", "tence. ", "Second ", "sentence"]
    stream = [{"type": "text", "token": token, "last": False} for token in tokens]
    bot = Bot(setup=stream, prompt=[text(""), end()])
    call, _ = connect(voicelab, bot, 'interruptible="none" reportInputDuringAgentSpeech="any"')
    call.hears("First sentence")
    call.says("go on")
    call.hears("the relay is over")
    assert "Second sentence" not in " ".join(call.transcript)  # its end was never said


def test_speech_interrupts(voicelab: TestLab) -> None:
    """Interrupt: utteranceUntilInterrupt, durationUntilInterruptMs (number)"""
    bot = Bot(setup=text(STORY), prompt=end())
    call, _ = connect(voicelab, bot)
    call.waits(2)
    call.says("stop it")
    call.hears("the relay is over")
    (interrupt,) = bot.of("interrupt")
    spoken = interrupt["utteranceUntilInterrupt"]
    assert STORY.startswith(spoken) and 0 < len(spoken) < len(STORY)
    assert 1500 < interrupt["durationUntilInterruptMs"] < 3000
    assert [message["type"] for message in bot.got] == ["setup", "interrupt", "prompt"]


@pytest.mark.proves("ConversationRelay", "interruptible", "reportInputDuringAgentSpeech")
def test_what_may_not_interrupt_is_not_reported(voicelab: TestLab) -> None:
    """Interruptible (none dtmf speech any); reportInputDuringAgentSpeech none"""
    for kind in ("none", "dtmf"):
        bot = Bot(setup=text(STORY), dtmf=end())
        call, _ = connect(voicelab, bot, f'interruptible="{kind}" dtmfDetection="true"')
        call.waits(1)
        call.says("stop it")
        call.hears("at all")  # the story was heard to its end
        call.presses("1")
        call.hears("the relay is over")
        assert bot.of("prompt") == [] and bot.of("interrupt") == []


@pytest.mark.proves("ConversationRelay", "reportInputDuringAgentSpeech")
def test_input_during_speech_can_be_reported(voicelab: TestLab) -> None:
    """reportInputDuringAgentSpeech: any"""
    bot = Bot(setup=text(STORY), dtmf=end())
    attributes = 'interruptible="none" reportInputDuringAgentSpeech="speech" dtmfDetection="true"'
    call, _ = connect(voicelab, bot, attributes)
    call.waits(1)
    call.presses("5")
    call.says("by the way")
    call.hears("at all")
    call.presses("1")
    call.hears("the relay is over")
    assert [message["voicePrompt"] for message in bot.of("prompt")] == ["by the way"]
    assert [message["digit"] for message in bot.of("dtmf")] == ["1"]


def test_a_message_says_for_itself_whether_it_may_be_interrupted(voicelab: TestLab) -> None:
    """text: interruptible"""
    bot = Bot(setup=text(STORY, interruptible=False), dtmf=end())
    call, _ = connect(voicelab, bot, 'dtmfDetection="true"')
    call.waits(1)
    call.presses("5")
    call.hears("at all")
    call.presses("1")
    call.hears("the relay is over")
    assert bot.of("interrupt") == [] and [message["digit"] for message in bot.of("dtmf")] == ["1"]


@pytest.mark.proves("ConversationRelay", "dtmfDetection")
def test_keys_interrupt_and_are_told(voicelab: TestLab) -> None:
    """dtmf: type, digit (only with dtmfDetection)"""
    bot = Bot(setup=text(STORY), dtmf=end())
    call, _ = connect(voicelab, bot, 'dtmfDetection="true"')
    call.waits(1)
    call.presses("5")
    call.hears("the relay is over", within=3)
    assert [message["type"] for message in bot.got] == ["setup", "interrupt", "dtmf"]


def test_keys_are_not_told_unless_asked(voicelab: TestLab) -> None:
    """DtmfDetection (off)"""
    bot = Bot(prompt=end())
    call, _ = connect(voicelab, bot)
    call.presses("5")
    call.says("hello")
    call.hears("the relay is over")
    assert bot.of("dtmf") == []


@pytest.mark.proves("ConversationRelay", "preemptible")
def test_preemptible_speech_gives_way_to_new_text(voicelab: TestLab) -> None:
    """Preemptible false: new text waits; true: it replaces what is being spoken"""
    bot = Bot(setup=[text(STORY, preemptible=True)], dtmf=[text("Something newer.")], prompt=end())
    call, _ = connect(
        voicelab, bot, 'dtmfDetection="true" interruptible="none" reportInputDuringAgentSpeech="any"'
    )
    call.waits(1)
    call.presses("1")
    call.hears("Something newer", within=3)
    call.says("bye")
    call.hears("the relay is over")


def test_files_and_keys(voicelab: TestLab) -> None:
    """play: source URL, loop; sendDigits: digits (0-9 # * w)"""
    bot = Bot(setup=[{"type": "sendDigits", "digits": "12"}, text("keys are sent")], prompt=end())
    call, _ = connect(voicelab, bot)
    call.hears("keys are sent")
    assert call.party.keys == "12"
    call.says("bye")
    call.hears("the relay is over")


def test_a_file_that_is_not_there_is_an_error_message(voicelab: TestLab) -> None:
    """error: description"""
    voicelab.serve("http://media.test", lambda request: (404, "gone"))
    bot = Bot(setup={"type": "play", "source": "http://media.test/no.wav"}, error=text("sorry"), prompt=end())
    call, _ = connect(voicelab, bot)
    call.hears("sorry")
    assert len(bot.of("error")) == 1


def test_the_language_is_switched(voicelab: TestLab) -> None:
    """language: ttsLanguage, transcriptionLanguage; STT: last language message > transcriptionLanguage"""
    switch = {"type": "language", "ttsLanguage": "fr-FR", "transcriptionLanguage": "fr-FR"}
    bot = Bot(setup=[switch, text("Bonjour")], prompt=end())
    call, _ = connect(voicelab, bot)
    call.hears("Bonjour")
    call.waits(1)
    call.says("merci")
    call.hears("the relay is over")
    assert [message["lang"] for message in bot.of("prompt")] == ["fr-FR"]


@pytest.mark.proves("ConversationRelay", "partialPrompts")
def test_partial_prompts(voicelab: TestLab) -> None:
    """prompt: **last** (bool); partialPrompts"""
    bot = Bot(prompt=lambda m: end() if m["last"] else [])
    call, _ = connect(voicelab, bot, 'partialPrompts="true"')
    call.says("book a table")
    call.hears("the relay is over")
    assert [message["last"] for message in bot.of("prompt")] == [False, True]


@pytest.mark.proves("ConversationRelay", "debug")
def test_debugging_messages(voicelab: TestLab) -> None:
    """info: agentSpeaking, clientSpeaking, tokensPlayed"""
    bot = Bot(setup=text("Hello."), prompt=end())
    call, _ = connect(voicelab, bot, 'debug="speaker-events tokens-played"')
    call.hears("Hello")
    call.says("bye")
    call.hears("the relay is over")
    names = [(message["name"], message["value"]) for message in bot.of("info")]
    assert names == [
        ("agentSpeaking", "on"),
        ("tokensPlayed", "Hello."),
        ("agentSpeaking", "off"),
        ("clientSpeaking", "on"),
        ("clientSpeaking", "off"),
    ]


def test_bad_messages_are_told_and_the_session_goes_on(voicelab: TestLab) -> None:
    """error: type, description"""
    bot = Bot(setup=["nonsense", '{"type": "dance"}', text("still here")], prompt=end())
    call, _ = connect(voicelab, bot)
    call.hears("still here")
    assert len(bot.of("error")) == 2
    assert len(call.notifications) == 2


def test_a_lost_socket_is_39001(voicelab: TestLab) -> None:
    """SessionStatus `failed` (ErrorCode 39001 socket lost)"""
    call, desk = connect(voicelab, Bot(setup=lambda message: None))
    call.hears("the relay is over")
    assert (desk.told[0]["SessionStatus"], desk.told[0]["ErrorCode"]) == ("failed", "39001")
    assert 39001 in [note.code for note in call.notifications]


def test_a_server_that_is_not_there_is_39001(voicelab: TestLab) -> None:
    """SessionStatus `failed` (ErrorCode 39001 socket lost)"""
    desk = Desk()
    call = voicelab.dial(desk)
    call.hears("the relay is over")
    assert (desk.told[0]["SessionStatus"], desk.told[0]["ErrorCode"]) == ("failed", "39001")


def test_a_caller_who_hangs_up_completes_the_session(voicelab: TestLab) -> None:
    """SessionStatus `completed` (caller hung up, CallStatus completed)"""
    bot = Bot(setup=text(STORY))
    call, desk = connect(voicelab, bot)
    call.waits(2)
    call.hangs_up()
    (told,) = desk.told
    assert (told["SessionStatus"], told["CallStatus"]) == ("completed", "completed")


def test_the_handshake_is_signed(voicelab: TestLab) -> None:
    """Signature header on the handshake must be valid over the wss URL"""
    seen: list[str] = []
    connected = voicelab.lab.sockets.connect

    async def watched(url: str, headers: Any) -> Any:
        seen.append(headers["x-twilio-signature"])
        return await connected(url, headers)

    voicelab.lab.sockets.connect = watched  # type: ignore[method-assign]
    call, _ = connect(voicelab, Bot(setup=end()))
    call.hears("the relay is over")
    assert verify(voicelab.lab.account.auth_token, URL, None, seen[0])


def test_an_unknown_voice_is_told_and_another_speaks(voicelab: TestLab) -> None:
    """Voice: ElevenLabs voices have no names that a lab could know"""
    bot = Bot(setup=text("It speaks anyway"), prompt=end())
    call, _ = connect(voicelab, bot, 'voice="UgBBYS2sOqTuMpoF3BR0"')
    call.hears("It speaks anyway")
    assert any("UgBBYS2sOqTuMpoF3BR0" in note.message for note in call.notifications)


def test_ws_and_nothing_else(voicelab: TestLab) -> None:
    """ConversationRelay: url wss"""
    desk = Desk()
    desk.document = desk.document.replace("wss://", "http://")
    call = voicelab.dial(desk)
    call.ended()
    assert 64101 in [note.code for note in call.notifications]


@pytest.mark.proves("ConversationRelay", "ignoreBackchannel")
def test_a_backchannel_does_not_interrupt(voicelab: TestLab) -> None:
    """IgnoreBackchannel false; true: a mere yes or uh-huh does not interrupt"""
    for said, times in (("uh-huh", 0), ("stop it now", 1)):
        bot = Bot(setup=text(STORY), dtmf=end())
        call, _ = connect(voicelab, bot, 'ignoreBackchannel="true" dtmfDetection="true"')
        call.waits(1)
        call.says(said)
        call.waits(8)
        call.presses("1")
        call.hears("the relay is over")
        assert len(bot.of("interrupt")) == times
