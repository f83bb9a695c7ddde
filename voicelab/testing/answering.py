"""Who answered, in tests without samples: scripted parties' words and silences, judged by Twilio's thresholds.

The rules are those of :class:`voicelab.speech.answering_machine.AnsweringMachine`. A sound without words that
follows a greeting is the beep.
"""

from __future__ import annotations

import asyncio

from voicelab.clock import elapsed
from voicelab.media.leg import Leg
from voicelab.speech.answering_machine import AnsweredBy
from voicelab.testing.words import PassesWords, Utterance
from voicelab.verbs.plans import DetectionPlan

__all__ = ["FactDetector"]

_BEEP = 0.16  # seconds of a beep until it is known for one
_AFTER_GREETING = 1.0  # seconds of silence after a greeting's end when no beep is expected any more


class FactDetector:
    """Implements :class:`voicelab.engine.answering.Detector` for legs that pass words on."""

    async def detect(self, leg: Leg, plan: DetectionPlan) -> AnsweredBy:
        """Listen to what the party says until it is known."""
        assert isinstance(leg, PassesWords)
        said: asyncio.Queue[Utterance] = asyncio.Queue()
        remove = leg.on_said(said.put_nowait)
        listening = _Listening(said, plan)
        try:
            async with asyncio.timeout(plan.timeout):
                return await listening.judge()
        except TimeoutError:
            return "machine_end_other" if listening.machine else "unknown"
        finally:
            remove()


class _Listening:
    def __init__(self, said: asyncio.Queue[Utterance], plan: DetectionPlan) -> None:
        self._said = said
        self._plan = plan
        self.machine = False

    async def judge(self) -> AnsweredBy:
        plan = self._plan
        first = await self._next(plan.silence_timeout)
        if first is None:
            return "unknown"
        if not await self._goes_on(first):
            return "human"
        self.machine = True
        if not plan.message_end:
            return "machine_start"
        speech: Utterance | None = first
        while speech is not None:
            await speech.over.wait()
            speech = await self._next(plan.speech_end_threshold + _AFTER_GREETING)
            if speech is not None and not speech.text:
                await asyncio.sleep(min(_BEEP, speech.duration))
                return "machine_end_beep"
        return "machine_end_silence"

    async def _goes_on(self, speech: Utterance) -> bool:
        """Whether the party talks for longer than a person does before it waits for an answer."""
        plan, began = self._plan, elapsed()
        while True:
            try:
                async with asyncio.timeout_at(began + plan.speech_threshold):
                    await speech.over.wait()
            except TimeoutError:
                return True
            more = await self._next(plan.speech_end_threshold)
            if more is None:
                return False
            speech = more

    async def _next(self, seconds: float) -> Utterance | None:
        try:
            async with asyncio.timeout(seconds):
                return await self._said.get()
        except TimeoutError:
            return None
