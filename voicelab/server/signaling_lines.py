"""The browser's end of a call as the engine sees it: lines over a signaling connection and a media endpoint."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Literal, Protocol

from voicelab.calls.model import new_sid
from voicelab.engine.lines import Invitation, Refused
from voicelab.errors import PeerError, VoiceLabError
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.leg import Leg
from voicelab.server.pstream_frames import encode_params

if TYPE_CHECKING:
    from voicelab.server.signaling_connection import Connection

__all__ = ["BrowserDevice", "BrowserIncomingLine", "BrowserLine", "BrowserOutgoingLine", "Endpoint"]

log = logging.getLogger(__name__)

MOST_KEYS = 2048  # that wait for their "w"
MOST_JOBS = 16  # descriptions of one call that are under way or wait for another
WAIT_SECONDS = 0.5  # a "w" among digits


class Endpoint(Protocol):
    """The lab's end of one media connection."""

    @property
    def leg(self) -> AudioLeg:
        """May be used at once: what it plays is heard from the moment the party is connected."""
        ...

    async def accept_offer(self, sdp: str) -> str:
        """Take the party's offer and return the answer; a second offer restarts ICE. Raises PeerError."""
        ...

    async def create_offer(self) -> str:
        """The lab's own offer."""
        ...

    async def accept_answer(self, sdp: str) -> None:
        """Take the party's answer to it. Raises PeerError."""
        ...

    async def connected(self) -> AudioLeg:
        """Wait until sound can pass and return the leg; PeerError 53405 when it never will."""
        ...

    async def close(self) -> None:
        """End the media and free the sockets. Idempotent."""
        ...


class BrowserLine:
    """One call of one page. It outlives its connection when the page knows its reconnect token.

    ``key`` is the call's name in the connection's conversation, ``call_sid`` the real CallSid.
    """

    def __init__(self, connection: Connection, key: str, call_sid: str, endpoint: Endpoint) -> None:
        self.connection: Connection | None = connection
        self.key = key
        self.call_sid = call_sid
        self.account_sid = connection.account_sid
        self.identity = connection.identity_name
        self.endpoint = endpoint
        self._door = connection.door
        self.token = secrets.token_urlsafe(24)
        self.gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting_keys = ""
        self._patience: asyncio.TimerHandle | None = None
        self._jobs: set[asyncio.Task[None]] = set()
        self._describing = asyncio.Lock()  # one description at a time
        connection.add_line(self)
        self._door.remember(self)

    # --- for the engine -------------------------------------------------------------------------------------
    async def hang_up(self, *, code: int | None = None, message: str = "") -> None:
        """End the call towards the page and close its media. Idempotent."""
        self._say_goodbye(code, message)
        self.lost("the lab hung up")
        await self.endpoint.close()

    async def send_message(self, content: Any, message_type: str, content_type: str) -> str:
        """Send a user-defined message; PeerError when the page cannot get one now."""
        sid = new_sid("KX")
        if self.connection is not None:
            stream = self.connection.stream
            if stream.send_message(self.key, content, content_type, message_type, sid):
                self.connection.flush()
                return sid
        raise PeerError("The page cannot be sent a message now: its call is not open.", code=31480)

    def _say_goodbye(self, code: int | None, message: str) -> None:
        if self.connection is not None:
            self.connection.stream.send_hangup(self.key, code, message)
            self.connection.flush()

    # --- for the connection ---------------------------------------------------------------------------------
    @property
    def resumable(self) -> bool:
        """Whether the page can come back to this call on a new connection, or is expected to."""
        if self.connection is None:
            return not self.gone.done()
        stream = self.connection.stream
        return stream.reconnects and stream.call_state(self.key) == "open"

    def lost(self, reason: str) -> None:
        """The page is gone, or the call is. Idempotent."""
        self._stop_waiting()
        self.detach()
        self._door.forget(self)
        if not self.gone.done():
            self.gone.set_result(reason)
        for job in self._jobs - {asyncio.current_task()}:
            job.cancel()

    def failed(self, reason: str) -> None:
        """Something went wrong on the way to the page."""
        self.lost(reason)

    def hung_up(self, reason: str = "the party hung up") -> None:
        """The page hung up, or rejected the call."""
        self.lost(reason)

    def detach(self) -> None:
        """The line has no connection for now."""
        if self.connection is not None:
            self.connection.remove_line(self)
            self.connection = None

    def await_page(self, seconds: float) -> None:
        """The connection is cut: give the page time to come back by its reconnect token."""
        self.detach()
        why = f"the page did not come back within {seconds:g} s"
        self._patience = asyncio.get_running_loop().call_later(seconds, self.lost, why)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def attach(self, connection: Connection) -> None:
        """The line lives on ``connection`` from now on."""
        self._stop_waiting()
        if self.connection not in (None, connection):
            self.connection.stream.forget(self.key)  # the cut was not noticed on this side yet
            self.detach()
        self.connection = connection
        self.key = connection.stream.adopt(self.call_sid)
        connection.add_line(self)

    def pressed(self, digits: str) -> None:
        """Keys came by signaling; a ``w`` among them waits half a second, with those that come after it."""
        if self._waiting_keys or "w" in digits.lower():
            if len(self._waiting_keys) + len(digits) > MOST_KEYS:
                return  # nobody waits for so many; the page goes on pressing, and the lab does not go on keeping
            self._waiting_keys += digits
            if len(self._waiting_keys) == len(digits):
                self.job(self._press(), "keys")
            return
        for digit in digits:
            self.endpoint.leg.pressed(digit, "signaling")

    async def _press(self) -> None:
        while self._waiting_keys:
            digit = self._waiting_keys[0]
            if digit in "wW":
                await asyncio.sleep(WAIT_SECONDS * (2 if digit == "W" else 1))
            else:
                self.endpoint.leg.pressed(digit, "signaling")
            self._waiting_keys = self._waiting_keys[1:]

    def reinvited(self, sdp: str) -> None:
        """The page restarts ICE."""
        if len(self._jobs) >= MOST_JOBS:
            self._say_goodbye(31100, "The page described its media too often, and waited for no answer.")
            self.failed("the page described its media too often")
            return
        self.job(self._reinvited(sdp), "ICE restart")

    async def _reinvited(self, sdp: str) -> None:
        async with self._describing:
            answer = await self.endpoint.accept_offer(sdp)
        self.say_answer(answer)

    def say_answer(self, sdp: str | None = None) -> None:
        """Send ``answer``, with the reconnect token for those who know what to do with it."""
        if self.connection is not None:
            self.connection.stream.send_answer(self.key, sdp=sdp, reconnect=self.token)
            self.connection.flush()

    def job(self, work: Coroutine[Any, Any, None], what: str) -> None:
        """Do ``work`` beside the conversation; a failure ends this call and no other."""
        task = asyncio.create_task(self._guard(work, what), name=f"{what} of {self.call_sid}")
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)
        task.add_done_callback(lambda _: work.close())  # one that was cancelled before it began

    async def _guard(self, work: Coroutine[Any, Any, None], what: str) -> None:
        try:
            await work
        except VoiceLabError as error:
            self._say_goodbye(error.code or 31000, f"{error.message} {error.cure}".strip())
            self.failed(f"the {what} failed: {error.message}")
        except Exception as error:  # a fault of ours must end one call, aloud, and no other
            log.exception("%s of call %s", what, self.call_sid)
            self._say_goodbye(31000, "The lab made a mistake.")
            self.failed(f"the lab made a mistake in the {what}: {error!r}")


class BrowserIncomingLine(BrowserLine):
    """A page that calls the lab."""

    def __init__(self, connection: Connection, key: str, sdp: str, endpoint: Endpoint) -> None:
        super().__init__(connection, key, "", endpoint)
        self._sdp = sdp

    def opened(self, call_sid: str) -> None:
        """The call has its real CallSid: tell the page, with the ringing."""
        self.call_sid = call_sid
        if self.connection is not None:
            self.connection.stream.bind(self.key, call_sid)
            self.connection.stream.send_ringing(self.key)
            self.connection.flush()

    async def ringing(self) -> None:
        """The page is told by :meth:`opened`, which follows at once: ``ringing`` carries the CallSid."""

    async def answer(self) -> Leg:
        """Answer, and return the leg once sound can pass; PeerError when media cannot be set up."""
        async with self._describing:
            answer = await self.endpoint.accept_offer(self._sdp)
        self.say_answer(answer)
        return await self.endpoint.connected()

    async def refuse(self, reason: Literal["busy", "rejected"]) -> None:
        """Refuse the call: 31486 busy, 31603 declined."""
        code, words = (31486, "Busy here") if reason == "busy" else (31603, "Decline")
        await self.hang_up(code=code, message=words)


class BrowserOutgoingLine(BrowserLine):
    """A page that the lab rings."""

    def __init__(self, connection: Connection, invitation: Invitation, endpoint: Endpoint) -> None:
        super().__init__(connection, invitation.call_sid, invitation.call_sid, endpoint)
        self._leg: asyncio.Future[Leg] = asyncio.get_running_loop().create_future()
        self._leg.add_done_callback(lambda leg: leg.cancelled() or leg.exception())
        self.pending = True  # until a page answers
        self.job(self._offer(invitation), "invitation")

    async def _offer(self, invitation: Invitation) -> None:
        async with self._describing:
            sdp = await self.endpoint.create_offer()
        parameters = {
            "From": invitation.from_,
            "To": invitation.to,
            "CallSid": invitation.call_sid,
            "AccountSid": invitation.account_sid,
            "ApiVersion": "2010-04-01",
        }
        if invitation.reason:
            parameters["CallReason"] = invitation.reason
        if invitation.parameters:
            parameters["Params"] = encode_params(invitation.parameters)
        if self.connection is None:
            return
        if not self.connection.stream.send_invite(self.key, sdp, parameters, reconnect=self.token):
            self._fail(Refused("busy", "The page has as many calls as it may."))
        self.connection.flush()

    async def answered(self) -> Leg:
        """Return the leg once the page answered and sound can pass; Refused when it will not."""
        leg = await asyncio.shield(self._leg)
        self.say_answer()
        return leg

    def accepted(self, sdp: str) -> None:
        """The page answered."""
        self.pending = False
        self.job(self._accepted(sdp), "answer")

    async def _accepted(self, sdp: str) -> None:
        async with self._describing:
            await self.endpoint.accept_answer(sdp)
        self._take(await self.endpoint.connected())

    def taken(self, connection: Connection, sdp: str, endpoint: Endpoint) -> None:
        """A page takes the pending call by its connect token, with an offer of its own."""
        if self.connection not in (None, connection):
            self.connection.stream.send_cancel(self.key)
            self.connection.flush()
        self.pending = False
        self.attach(connection)
        self.job(self._taken(sdp, endpoint), "answer")

    async def _taken(self, sdp: str, endpoint: Endpoint) -> None:
        async with self._describing:
            old, self.endpoint = self.endpoint, endpoint
            await old.close()
            answer = await self.endpoint.accept_offer(sdp)
        self.say_answer(answer)
        self._take(await self.endpoint.connected())

    def _take(self, leg: Leg) -> None:
        if not self._leg.done():
            self._leg.set_result(leg)

    def _fail(self, refused: Refused) -> None:
        if not self._leg.done():
            self._leg.set_exception(refused)

    def failed(self, reason: str) -> None:
        """Something went wrong on the way to the page."""
        self._fail(Refused("failed", reason))
        super().failed(reason)

    def hung_up(self, reason: str = "the party hung up") -> None:
        """The page hung up, or rejected the call."""
        self._fail(Refused("declined", reason))
        super().hung_up(reason)

    def lost(self, reason: str) -> None:
        """The page is gone, or the call is. Idempotent."""
        self._fail(Refused("absent", reason))
        super().lost(reason)

    def _say_goodbye(self, code: int | None, message: str) -> None:
        stream = self.connection.stream if self.connection else None
        if code is None and stream is not None and stream.send_cancel(self.key):
            self.connection.flush()  # type: ignore[union-attr]
        else:
            super()._say_goodbye(code, message)


class BrowserDevice:
    """A registered page: what the switchboard rings."""

    def __init__(self, connection: Connection, endpoints: Callable[[], Endpoint]) -> None:
        self._connection = connection
        self._endpoints = endpoints

    async def ring(self, invitation: Invitation) -> BrowserOutgoingLine:
        """Begin to ring the page; returns at once with the line."""
        return BrowserOutgoingLine(self._connection, invitation, self._endpoints())
