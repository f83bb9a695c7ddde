"""A scripted person on a phone: hears, says, presses keys, hangs up. The same in virtual and in real time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from voicelab.calls.model import new_sid
from voicelab.clock import elapsed
from voicelab.engine.voice import Voice
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import Sound
from voicelab.media.leg import Leg
from voicelab.media.tones import keys_of
from voicelab.testing.activity import Pulse
from voicelab.testing.sound_ears import SoundEars
from voicelab.testing.words import PassesWords, Utterance, end_of, plain, speaking

__all__ = ["REACTION", "Party", "PartyGone", "PartyLine"]

REACTION = 0.25
"""Seconds that a person needs to do something: pressing a key right after a prompt is not instantaneous."""


class PartyGone(Exception):
    """The party's call is over, so it can hear, say or press nothing any more."""


class Party:
    """One person in one call. ``leg`` is the person's own end of the line: what it plays is what the person says.

    ``heard`` is everything the person was given to hear, ``keys`` the keys sent to it.
    """

    def __init__(self, address: str, voice: Voice) -> None:
        self.address = address
        self.leg: Leg | None = None
        self.heard: list[Utterance] = []
        self.keys = ""
        self.keys_arrived = 0  # of those that this person pressed
        self.messages: list[Any] = []
        self.on_line = asyncio.Event()
        self.gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.referral: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._voice = voice
        self._news = Pulse()
        self._ears: SoundEars | None = None
        self._place = (0, 0)  # the utterance, and the place in its plain words, up to which all was taken in

    def connect(self, leg: Leg) -> None:
        """The call is answered: ``leg`` is this person's end."""
        self.leg = leg
        leg.add_key_listener(self._key)
        if isinstance(leg, PassesWords):
            leg.on_said(self._hears)
        if leg.rendered:
            self._ears = SoundEars(leg, self._is_told)
        if isinstance(leg, AudioLeg):
            leg.sounds_keys = True
        self.on_line.set()

    def _key(self, digit: str, via: str) -> None:
        self.keys += digit

    def _hears(self, utterance: Utterance) -> None:
        self.heard.append(utterance)
        self._tell()

    def _is_told(self) -> bool:
        """Whether the words of what sounds now are known."""
        latest = self.heard[-4:]
        return any(each.kind in ("say", "speech") and not each.over.is_set() for each in latest)

    def _tell(self) -> None:
        self._news.beat()

    def lose(self, reason: str) -> None:
        """The call is over."""
        if not self.gone.done():
            self.gone.set_result(reason)
            self._tell()

    # --- what the person does -----------------------------------------------------------------------------
    async def hear(self, words: str | re.Pattern[str], *, to_the_end: bool = True) -> Utterance:
        """Wait until these words were heard, and return the prompt or speech that had them.

        What was heard before the words last waited for does not count. Returns when that prompt ends, or is
        cut off after these words; with ``to_the_end`` false, as soon as the words have sounded. PartyGone
        when the call ends first. On a leg with samples they may also be heard in sound whose words nobody told:
        a recording, a bot; then it returns when the sentence that had them is over.
        """
        told = asyncio.ensure_future(self._be_told(words, to_the_end))
        try:
            if self.leg is None:  # until it is answered nobody knows whether there will be sound
                online = asyncio.ensure_future(self.on_line.wait())
                await asyncio.wait((told, online), return_when=asyncio.FIRST_COMPLETED)
                online.cancel()
            if self._ears is None or isinstance(words, re.Pattern) or told.done():
                return await told
            return await self._soonest(told, self._ears, words)
        finally:
            told.cancel()

    async def _soonest(self, told: asyncio.Future[Utterance], ears: SoundEars, words: str) -> Utterance:
        """What was told, or else what was heard in the sound."""
        began = elapsed()
        listening = asyncio.ensure_future(ears.hear(words, self.gone))
        try:
            await asyncio.wait((told, listening), return_when=asyncio.FIRST_COMPLETED)
            over = told.done() and told.exception() is not None
            if over:  # at the call's end the last sound is judged too
                await asyncio.wait((listening,))
            if not (listening.done() and listening.result()):
                return await told
            utterance = Utterance(words, "sound", began, elapsed() - began)
            utterance.end(elapsed())
            self._place = (len(self.heard), 0)
            return utterance
        finally:
            listening.cancel()

    async def _be_told(self, words: str | re.Pattern[str], to_the_end: bool) -> Utterance:
        index, start = self._place
        while True:
            while index < len(self.heard):
                utterance = self.heard[index]
                if (end := end_of(utterance.text, words, start)) >= 0 and await self._hear_out(
                    utterance, end / len(plain(utterance.text)), to_the_end
                ):
                    self._place = (index, end)
                    if self._ears is not None:
                        self._ears.forget()
                    return utterance
                index, start = index + 1, 0
            if self.gone.done():
                raise PartyGone(self.gone.result())
            await self._news.wait()

    async def _hear_out(self, utterance: Utterance, share: float, to_the_end: bool) -> bool:
        """Whether the words that end after this share of the utterance were heard, once that is known."""
        sounded = utterance.began + utterance.duration * min(1.0, share)
        if utterance.over.is_set():
            pass
        elif to_the_end:
            await self.or_gone(utterance.over.wait())
        elif sounded > elapsed():
            try:
                async with asyncio.timeout(sounded - elapsed()):
                    await self.or_gone(utterance.over.wait())
            except TimeoutError:
                return True
        return not utterance.over.is_set() or utterance.complete or utterance.ended >= sounded

    async def say(self, text: str, *, voice: str = "", language: str = "en-US") -> None:
        """Say something and return when it is said."""
        leg = await self._line()
        spoken = await self._voice.speak(
            _escaped(text), text, voice or "woman", language, render=leg.rendered
        )
        await self.sound(Sound(spoken.duration, spoken.samples), text)

    async def sound(self, sound: Sound, words: str = "") -> None:
        """Make a sound, such as a recorded voice or a tone."""
        leg = await self._line()
        utterance = Utterance(words, "speech", elapsed(), sound.duration)
        token = speaking.set(utterance)
        try:
            await self.or_gone(leg.play(sound))
            utterance.end(elapsed())
        finally:
            speaking.reset(token)
            if not utterance.over.is_set():
                utterance.end(elapsed(), complete=False)

    async def press(self, digits: str, *, after: float = REACTION) -> None:
        """Press keys, the first one ``after`` so many seconds: ``0-9 * # A-D``, ``w`` 0.5 s, ``W`` 1 s.

        PartyGone when the call ends before the last key has arrived, not when the last key ends it. ValueError
        for what is not a key.
        """
        keys = keys_of(digits)
        leg = await self._line()
        await self.wait(after)
        wanted = self.keys_arrived + len(keys.replace("w", "").replace("W", ""))
        try:
            await self.or_gone(leg.press(keys))
        except PartyGone:
            if self.keys_arrived < wanted or keys[-1:] in ("w", "W"):
                raise

    async def wait(self, seconds: float) -> None:
        """Let time pass; PartyGone when the call ends meanwhile."""
        await asyncio.wait((self.gone,), timeout=seconds)
        if self.gone.done():
            raise PartyGone(self.gone.result())

    async def hang_up(self, reason: str = "the party hung up") -> None:
        """Hang up."""
        self.lose(reason)

    async def refer(self, address: str) -> None:
        """Ask the lab to connect the other side with ``address`` instead, as a SIP phone does with REFER."""
        if not self.referral.done():
            self.referral.set_result(address)

    async def _line(self) -> Leg:
        if self.gone.done() or not self.on_line.is_set():
            await self.or_gone(self.on_line.wait())
        assert self.leg is not None
        return self.leg

    async def or_gone(self, work: Any) -> None:
        """Await ``work``; PartyGone, with ``work`` cancelled, when the call ends first."""
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait((task, self.gone), return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise PartyGone(self.gone.result())
            task.result()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait((task,))


class PartyLine:
    """What calling and rung parties' lines have: the party's end of one call."""

    def __init__(self, party: Party, pair: Callable[[], tuple[Leg, Leg]]) -> None:
        self.party = party
        self.gone = party.gone
        self.refused = ""
        self.sent_code: int | None = None
        self._pair = pair
        self._leg: Leg | None = None
        party.gone.add_done_callback(lambda _: self._close())
        self._closing: asyncio.Task[None] | None = None

    def connect(self) -> Leg:
        """Sound can pass: the lab's end of the line."""
        self._leg, far = self._pair()
        self._leg.add_key_listener(self._key_arrived)
        self.party.connect(far)
        return self._leg

    def _key_arrived(self, digit: str, via: str) -> None:
        self.party.keys_arrived += 1

    def _close(self) -> None:
        if self._leg is not None:
            self._closing = asyncio.get_running_loop().create_task(self._leg.close(), name="line closes")

    async def hang_up(self, *, code: int | None = None, message: str = "") -> None:
        """The lab ends the call."""
        self.sent_code = code
        self.party.lose(message or "the lab hung up")
        if self._closing is not None:
            await asyncio.wait((self._closing,))

    async def send_message(self, content: Any, message_type: str, content_type: str) -> str:
        """A user-defined message comes to the party."""
        self.party.messages.append(content)
        return new_sid("KX")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
