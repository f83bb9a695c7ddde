"""Real sound over loopback UDP: an endpoint of ours and a plain aiortc peer, and two of ours."""

import asyncio
import re
import socket
from collections.abc import Callable, Coroutine
from typing import Any

import numpy as np
import pytest
from far_end import Direction, FarEnd
from spectrum import Ear, level, main_frequency, purity, sine

from voicelab.errors import PeerError
from voicelab.media.audio_leg import AudioLeg
from voicelab.media.frames import RATE, Sound
from voicelab.media.tick import Tick
from voicelab.media.webrtc import WebRTCEndpoint

pytestmark = pytest.mark.media


async def _said_by_its_party(leg: AudioLeg, seconds: float) -> np.ndarray[Any, np.dtype[np.int16]]:
    """The next so many seconds of what the leg hears."""
    ear = Ear(leg)
    enough = asyncio.get_running_loop().create_future()
    remove = leg.tap(lambda heard, said: _set(enough) if len(ear.frames) >= seconds * 50 else None)
    await asyncio.wait_for(enough, 60)
    remove()
    ear.remove()
    return ear.sound


def _set(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


@pytest.mark.parametrize("direction", ["it offers", "we offer"])
@pytest.mark.parametrize("codec", ["pcmu", "opus"])
def test_sound_passes_both_ways_whole(codec: str, direction: Direction) -> None:
    """A 440 Hz sound is heard at 440 Hz without a gap, and the leg hears the party's 1000 Hz."""

    async def main() -> None:
        far = FarEnd(codec)
        endpoint = await far.meet(Tick(), direction)
        assert direction == "we offer" or endpoint.codec == codec
        leg = endpoint.leg
        playing = asyncio.create_task(leg.play(Sound.of(sine(440, 20.0))))
        await far.hears(0.6)
        heard, said = await asyncio.gather(far.hears(1.0), _said_by_its_party(leg, 1.0))
        playing.cancel()
        assert main_frequency(heard, far.rate) == pytest.approx(440, abs=3)
        assert main_frequency(said) == pytest.approx(1000, abs=3)
        # aiortc's own jitter buffer may break its side on a busy machine; ours must not
        assert purity(heard, 440, far.rate) > 0.9
        assert purity(said, 1000) > 0.95
        stats = leg.stats()
        # a gap may be a packet that a busy machine brought too late, and nothing else
        gaps = sum(level(stretch) < 0.4 * level(said) for stretch in said.reshape(-1, 80))
        assert gaps <= 2 * stats.concealed
        assert stats.packets > 50
        assert stats.lost == 0
        await endpoint.close()
        await far.close()
        assert endpoint.closed.result() == "the lab ended the media"

    asyncio.run(main())


def _linked(
    story: Callable[[WebRTCEndpoint, WebRTCEndpoint], Coroutine[Any, Any, None]], codec: str = "pcmu"
) -> None:
    """Two endpoints of ours; the second sends no candidates, as browsers under the SDKs do."""

    async def main() -> None:
        tick = Tick()
        one, other = WebRTCEndpoint(tick, codecs=(codec,)), WebRTCEndpoint(tick)
        answer = await other.accept_offer(_without_candidates(await one.create_offer()))
        await one.accept_answer(answer)
        await asyncio.gather(one.connected(60), other.connected(60))
        await story(one, other)
        await one.close()
        await other.close()

    asyncio.run(main())


def _without_candidates(sdp: str) -> str:
    return re.sub(r"a=(candidate|end-of-candidates).*\r\n", "", sdp)


@pytest.mark.parametrize("codec", ["pcmu", "pcma", "opus"])
def test_keys_pass_both_ways_once_each(codec: str) -> None:
    """RFC 4733, at 8000 and (for Opus) 48000 Hz."""

    async def story(one: WebRTCEndpoint, other: WebRTCEndpoint) -> None:
        keys: list[str] = []
        one.leg.add_key_listener(lambda digit, via: keys.append(f"one {digit} {via}"))
        other.leg.add_key_listener(lambda digit, via: keys.append(f"other {digit} {via}"))
        await asyncio.gather(one.leg.press("12#"), other.leg.press("0*D"))
        await _said_by_its_party(one.leg, 0.3)
        assert sorted(keys) == [
            "one * rtp", "one 0 rtp", "one D rtp", "other # rtp", "other 1 rtp", "other 2 rtp",
        ]  # fmt: skip

    _linked(story, codec)


def test_our_description_carries_every_candidate_and_loopback() -> None:
    async def main() -> None:
        endpoint = WebRTCEndpoint(Tick())
        offer = await endpoint.create_offer()
        hosts = re.findall(r"a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host", offer)
        assert "127.0.0.1" in [host for host, port in hosts]
        assert "a=end-of-candidates" in offer
        assert "srflx" not in offer
        assert "a=rtcp-mux" in offer
        assert offer.count("\r\n") == offer.count("\n")
        await endpoint.close()

    asyncio.run(main())


def test_a_machine_with_loopback_alone_still_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aioice.ice.get_host_addresses", lambda use_ipv4, use_ipv6: [])

    async def story(one: WebRTCEndpoint, other: WebRTCEndpoint) -> None:
        await one.leg.play(Sound.of(sine(440, 0.2)))

    _linked(story)


def test_an_ice_restart_finds_a_new_way_while_sound_goes_on() -> None:
    """RFC 8445 section 9: new credentials; DTLS and SRTP stay."""

    async def story(one: WebRTCEndpoint, other: WebRTCEndpoint) -> None:
        playing = asyncio.create_task(one.leg.play(Sound.of(sine(440, 20.0))))
        await _said_by_its_party(other.leg, 0.5)
        before = other._path._pair if other._path else None
        # aioice cannot restart, so the far end's half of a restart is a second endpoint path made by hand
        assert one._path is not None
        ufrag, password, _ = await one._path.gather(restart=True)
        offer = re.sub(r"a=ice-ufrag:\S+", f"a=ice-ufrag:{ufrag}", _without_candidates(one._local))
        offer = re.sub(r"a=ice-pwd:\S+", f"a=ice-pwd:{password}", offer)
        answer = await other.reinvite(offer)
        assert answer == await other.reinvite(offer), "the same offer again gets the same answer"
        assert re.findall(r"a=fingerprint:.*", answer) == re.findall(r"a=fingerprint:.*", other._local)
        fields = dict(re.findall(r"a=(ice-ufrag|ice-pwd):(\S+)", answer))
        candidates = re.findall(r"a=candidate:(.*)\r", answer)
        connecting = asyncio.create_task(
            one._path.connect(fields["ice-ufrag"], fields["ice-pwd"], candidates, lite=False)
        )
        sound = await _said_by_its_party(other.leg, 2.0)
        await asyncio.wait_for(connecting, 60)
        playing.cancel()
        assert other._path is not None
        assert other._path._pair is not before
        assert purity(sound, 440) > 0.95
        assert not other.closed.done()

    _linked(story)


def test_a_party_that_closes_is_noticed_at_once() -> None:
    async def story(one: WebRTCEndpoint, other: WebRTCEndpoint) -> None:
        await one.close()
        assert await asyncio.wait_for(asyncio.shield(other.leg.closed), 60) == "the party closed its media"

    _linked(story)


def test_a_party_that_falls_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7675: consent lasts 30 seconds; here one, so that the test need not wait."""
    monkeypatch.setattr("voicelab.media.webrtc.DEAD_AFTER", 1.0)
    monkeypatch.setattr("voicelab.media.webrtc.LOOK", 0.2)

    async def story(one: WebRTCEndpoint, other: WebRTCEndpoint) -> None:
        assert one._path is not None
        for (
            stun
        ) in one._path._connection._protocols:  # the party's network is gone: nothing arrives, nothing leaves
            stun.transport.abort()
        reason = await asyncio.wait_for(asyncio.shield(other.closed), 60)
        assert reason == "nothing came from the party's media for 1 s"

    _linked(story)


def test_nobody_there_is_53405() -> None:
    async def main() -> None:
        endpoint, nobody = WebRTCEndpoint(Tick()), WebRTCEndpoint(Tick())
        await endpoint.accept_offer(_without_candidates(await nobody.create_offer()))
        await nobody.close()
        with pytest.raises(PeerError, match="no connection within") as caught:
            await endpoint.connected(0.5)
        assert caught.value.code == 53405
        assert "53405" in await asyncio.wait_for(endpoint.leg.closed, 60)

    asyncio.run(main())


def test_a_wrong_certificate_is_no_connection() -> None:
    """RFC 8122: the fingerprint in the description must be that of the certificate."""

    async def main() -> None:
        one, other = WebRTCEndpoint(Tick()), WebRTCEndpoint(Tick())
        offer = await one.create_offer()
        forged = re.sub(r"(a=fingerprint:sha-256 )..", r"\g<1>00", offer)
        await one.accept_answer(await other.accept_offer(forged))
        with pytest.raises(PeerError, match="DTLS") as caught:
            await other.connected(60)
        assert caught.value.code == 53405
        await one.close()

    asyncio.run(main())


def test_datagrams_from_strangers_disturb_nothing() -> None:
    async def story(one: WebRTCEndpoint, other: WebRTCEndpoint) -> None:
        assert other._path is not None
        playing = asyncio.create_task(one.leg.play(Sound.of(sine(440, 20.0))))
        await _said_by_its_party(other.leg, 0.3)
        random = np.random.default_rng(5)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            for candidate in other._path._connection.local_candidates:
                if ":" in candidate.host:
                    continue
                for first in (0, 1, 20, 22, 63, 64, 128, 144, 191, 200, 255):
                    for size in (0, 1, 12, 19, 20, 60, 1400, 9000):
                        data = bytes([first]) + random.integers(0, 256, size, dtype=np.uint8).tobytes()
                        stranger.sendto(data, (candidate.host, candidate.port))
                stranger.sendto(b"", (candidate.host, candidate.port))
        sound = await _said_by_its_party(other.leg, 1.0)
        playing.cancel()
        assert purity(sound, 440) > 0.95
        assert other._rtp.refused > 0
        assert not other.closed.done()

    _linked(story)


def test_an_offer_that_cannot_be_used_leaves_nothing_open() -> None:
    async def main() -> None:
        endpoint = WebRTCEndpoint(Tick())
        with pytest.raises(PeerError) as caught:
            await endpoint.accept_offer("v=0\r\nnonsense")
        assert caught.value.code == 53402
        await endpoint.close()
        await endpoint.close()
        assert endpoint.closed.done()

    asyncio.run(main())


def test_what_is_played_before_the_connection_is_heard_after_it() -> None:
    async def main() -> None:
        tick = Tick()
        one, other = WebRTCEndpoint(tick), WebRTCEndpoint(tick)
        playing = asyncio.create_task(one.leg.play(Sound.of(sine(440, 1.0))))
        await one.accept_answer(await other.accept_offer(await one.create_offer()))
        await asyncio.gather(one.connected(60), other.connected(60))
        sound = await _said_by_its_party(other.leg, 1.2)
        await asyncio.wait_for(playing, 60)
        assert np.count_nonzero(np.abs(sound) > 50) > 0.9 * 0.9 * RATE
        await one.close()
        await other.close()
        assert not tick.running

    asyncio.run(main())
