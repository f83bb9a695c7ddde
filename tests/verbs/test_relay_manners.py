"""What a ConversationRelay session does when words are unfinished, are an echo, or nobody is there to be told.

Quoted rows: the attributes of Twilio's "TwiML Voice: ConversationRelay", as its helper library tells them.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from voicelab.engine.echoes import is_echo
from voicelab.engine.turns import unfinished
from voicelab.testing import TestLab

proves = pytest.mark.proves
URL = "wss://bot.example/manners"
STORY = "Once upon a time there was a very long story that nobody wanted to hear to its end at all."
END = {"type": "end"}


class Bot:
    """A relay server: what came in each connection, and what it answers; None closes the connection."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.connections: list[list[dict[str, Any]]] = []

    async def __call__(self, socket: Any) -> None:
        got: list[dict[str, Any]] = []
        self.connections.append(got)
        while (frame := await socket.receive()) is not None:
            message = json.loads(frame)
            got.append(message)
            answer = self.answers.get(message["type"])
            answer = answer(message) if callable(answer) else answer
            if answer == "close":
                return
            if answer:
                await socket.send(json.dumps(answer))

    @property
    def prompts(self) -> list[tuple[str, bool]]:
        """What was said, in all connections, and whether it was final."""
        return [
            (message["voicePrompt"], message["last"])
            for got in self.connections
            for message in got
            if message["type"] == "prompt"
        ]


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "token": words, "last": True}


def connect(voicelab: TestLab, bot: Bot, attributes: str) -> Any:
    voicelab.lab.sockets.serve(URL, bot)
    relay = f'<ConversationRelay url="{URL}" dtmfDetection="true" {attributes}/>'
    return voicelab.dial(f"<Response><Connect>{relay}</Connect><Say>the relay is over</Say></Response>")


@proves("ConversationRelay", "partialPromptOnHangup")
@pytest.mark.parametrize(
    ("attributes", "prompts"),
    [("", []), ('partialPromptOnHangup="true"', [("book a table", True)])],
)
def test_what_was_being_said_at_the_hangup(
    voicelab: TestLab, attributes: str, prompts: list[tuple[str, bool]]
) -> None:
    """partialPromptOnHangup: the in-progress transcript is reported as a prompt when the call hangs up"""
    bot = Bot()
    call = connect(voicelab, bot, f'speechTimeout="5000" {attributes}')
    call.says("book a table")
    call.hangs_up()
    assert bot.prompts == prompts


@proves("ConversationRelay", "echoPromptFiltering")
@pytest.mark.parametrize(
    ("attributes", "said", "told"),
    [
        ("", "there was a very long story", 1),
        ('echoPromptFiltering="true"', "there was a very long story", 0),
        ('echoPromptFiltering="true"', "tell me another one please sir", 1),
    ],
)
def test_an_echo_of_the_agent(voicelab: TestLab, attributes: str, said: str, told: int) -> None:
    """EchoPromptFiltering (false): transcripts that echo the agent's own text-to-speech are dropped"""
    bot = Bot(setup=text(STORY), dtmf=END)
    call = connect(voicelab, bot, attributes)
    call.waits(1)
    call.says(said)
    call.waits(8)
    call.presses("1")
    call.hears("the relay is over")
    assert bot.prompts == [(said, True)] * told
    assert [message["type"] for message in bot.connections[0]].count("interrupt") == told


def test_the_agents_words_are_no_echo_when_it_is_silent(voicelab: TestLab) -> None:
    """echoPromptFiltering: whoever repeats the agent afterwards is heard"""
    bot = Bot(setup=text("Say yes please."), prompt=END)
    call = connect(voicelab, bot, 'echoPromptFiltering="true"')
    call.hears("say yes please")
    call.waits(1)
    call.says("yes please")
    call.hears("the relay is over")
    assert bot.prompts == [("yes please", True)]


@pytest.mark.parametrize(
    ("heard", "echo"),
    [
        ("a very long story", True),
        ("a very lung story that nobody", True),  # one word misheard in six
        ("Story!", True),
        ("what is the end of this", False),
        ("a story to all", False),  # its words, but never together
        ("", False),
    ],
)
def test_what_an_echo_is(heard: str, echo: bool) -> None:
    assert is_echo(heard, ["Good morning.", STORY]) is echo


@proves("ConversationRelay", "applicationReconnect")
def test_a_lost_connection_is_opened_again(voicelab: TestLab) -> None:
    """applicationReconnect: reconnected if it drops during the call; what happened meanwhile comes after it"""
    bot = Bot(dtmf=lambda message: {"1": "close", "3": END}.get(message["digit"]))
    call = connect(voicelab, bot, 'applicationReconnect="true"')
    call.presses("1")
    call.presses("2")  # while nobody is there
    call.waits(2)
    call.presses("3")
    call.hears("the relay is over")
    first, second = bot.connections
    assert [message["type"] for message in first] == ["setup", "dtmf"]
    assert second[0] == first[0]  # the same session
    assert [message["digit"] for message in second[1:]] == ["2", "3"]
    assert any("applicationReconnect" in note.message for note in call.notifications)


@proves("ConversationRelay", "applicationReconnect")
@pytest.mark.parametrize(("attributes", "connections"), [("", 1), ('applicationReconnect="true"', 6)])
def test_a_server_that_stays_away_ends_the_session(
    voicelab: TestLab, attributes: str, connections: int
) -> None:
    """applicationReconnect: defaults to false; it is not tried for ever"""
    bot = Bot(setup="close")
    call = connect(voicelab, bot, attributes)
    call.hears("the relay is over")
    assert len(bot.connections) == connections
    assert 39001 in [note.code for note in call.notifications]


def test_a_caller_may_go_while_the_server_is_away(voicelab: TestLab) -> None:
    """applicationReconnect: a hangup ends the waiting"""
    call = connect(voicelab, Bot(setup="close"), 'applicationReconnect="true"')
    call.waits(2)
    call.hangs_up()
    call.ended()


@proves("ConversationRelay", "turnDetection")
@pytest.mark.parametrize(
    ("attributes", "prompts"),
    [
        ("", [("i want to book a table for", True), ("two people", True)]),
        ('turnDetection="true"', [("i want to book a table for two people", True)]),
    ],
)
def test_an_unfinished_sentence_gets_more_time(
    voicelab: TestLab, attributes: str, prompts: list[tuple[str, bool]]
) -> None:
    """TurnDetection (false): used to decide when the caller has finished speaking"""
    bot = Bot(prompt=lambda message: END if "two" in message["voicePrompt"] else None)
    call = connect(voicelab, bot, attributes)
    call.says("i want to book a table for")
    call.waits(1.5)
    call.says("two people")
    call.hears("the relay is over")
    assert bot.prompts == prompts


@proves("ConversationRelay", "turnDetection")
def test_an_unfinished_sentence_is_not_waited_for_for_ever(voicelab: TestLab) -> None:
    """turnDetection: what nobody goes on with is a prompt too"""
    bot = Bot(prompt=END)
    call = connect(voicelab, bot, 'turnDetection="true"')
    call.says("i want to book a table for")
    call.hears("the relay is over", within=10)
    assert bot.prompts == [("i want to book a table for", True)]


@pytest.mark.parametrize(
    ("words", "language", "more"),
    [
        ("My name is Anna and", "en-GB", True),
        ("I would like, um...", "en-US", True),
        ("two of them,", "en-US", True),
        ("a table for two", "en-US", False),
        ("where is it", "en-US", False),
        ("is that it?", "en-US", False),
        ("yes it is", "en-US", False),
        ("thank you", "en-US", False),
        ("mein Name ist an", "de-DE", False),
    ],
)
def test_what_is_unfinished(words: str, language: str, more: bool) -> None:
    assert unfinished(words, language) is more


@proves("ConversationRelay", "eagerEotThreshold")
@pytest.mark.parametrize(
    ("attributes", "prompts"),
    [
        ("", [("book a table", True)]),
        ('eagerEotThreshold="2"', [("book a table", True)]),
        ('eagerEotThreshold="0.5"', [("book a table", False), ("book a table", True)]),
    ],
)
def test_a_prompt_in_advance(voicelab: TestLab, attributes: str, prompts: list[tuple[str, bool]]) -> None:
    """An eagerEotThreshold of 0.3 to 0.9: what was said is told before its end is certain"""
    bot = Bot()
    call = connect(voicelab, bot, f'speechTimeout="2000" {attributes}')
    call.says("book a table")
    call.waits(1.5)
    assert bot.prompts == prompts[:-1]
    call.waits(2)
    assert bot.prompts == prompts
    call.hangs_up()


def test_who_goes_on_speaking_is_told_anew(voicelab: TestLab) -> None:
    """An early end of speech may be none: the turn resumes"""
    bot = Bot()
    call = connect(voicelab, bot, 'speechTimeout="2000" eagerEotThreshold="0.3"')
    call.says("book a table")
    call.waits(1)
    call.says("for four")
    call.waits(3)
    assert bot.prompts == [
        ("book a table", False),
        ("book a table for four", False),
        ("book a table for four", True),
    ]
    call.hangs_up()
