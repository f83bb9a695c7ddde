"""The server with real calls on it: real signaling, a real WebRTC leg, real webhooks; what is heard, kept, ended."""

from __future__ import annotations

import io
import json
import os
import signal
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import pytest
from aiohttp import web
from lab_child import ACCOUNT, WAIT_SECONDS, LabChild, Visitor, start_lab
from numpy.typing import NDArray

from voicelab.callers.phone import PhoneCall, open_phone

pytestmark = pytest.mark.media

LISTEN = "<Response><Play digits='1'/><Pause length='60'/></Response>"
RECORD = "<Response><Record maxLength='2' trim='do-not-trim' action='tone'/></Response>"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabChild]:
    """A lab of this file's own: its tests count the calls that are live, and watch all of them."""
    child = start_lab(tmp_path_factory.mktemp("live"))
    yield child
    assert child.end() == 0


def samples_of(data: bytes) -> NDArray[np.int16]:
    """The samples of a WAV file, shape (n, channels)."""
    with wave.open(io.BytesIO(data), "rb") as file:
        assert (file.getframerate(), file.getsampwidth()) == (8000, 2)
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return samples.reshape(-1, file.getnchannels())


def loudest(samples: NDArray[np.int16]) -> float:
    """The frequency (Hz) with the most energy."""
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    return float(np.fft.rfftfreq(len(samples), 1 / 8000)[int(spectrum.argmax())])


async def until(observer: aiohttp.ClientWebSocketResponse, name: str) -> dict[str, Any]:
    """The next event of this name."""
    while (event := await observer.receive_json())["event"] != name:
        pass
    return dict(event)


async def publish(visitor: Visitor, name: str, source: str) -> None:
    status, data = await visitor.ask("PUT", f"/lab/v1/documents/{name}", json={"source": source})
    assert status == 200, data


async def watch(visitor: Visitor, observer: aiohttp.ClientWebSocketResponse, **more: Any) -> None:
    await observer.send_json({"token": await visitor.token("observe"), "calls": "all", **more})
    await until(observer, "hello")


async def tone_site(runner: web.AppRunner) -> str:
    """A site that serves one second of 440 Hz; its address."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes((8000 * np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)).astype("<i2").tobytes())
    body = file.getvalue()

    async def serve(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="audio/wav")

    runner.app.router.add_get("/tone.wav", serve)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}/tone.wav"


def test_what_a_call_hears_is_kept_drawn_and_seen_live(lab: LabChild) -> None:
    """wire: envelope 16 times a second, ``/envelope?bins=``, ``/audio.wav?track=``; FACE: ``call.audio``."""

    async def story(visitor: Visitor) -> None:
        runner = web.AppRunner(web.Application())
        try:
            url = await tone_site(runner)
            await publish(visitor, "tone", f"<Response><Play>{url}</Play></Response>")
            async with visitor.socket("/observe") as observer:
                await watch(visitor, observer, envelope=True)
                async with open_phone(lab.url, await visitor.token("access", "alice")) as phone:
                    call = await phone.dial({"To": "tone"})
                    await call.answered()
                    peaks: list[float] = []
                    while (event := await observer.receive_json())["event"] != "call-ended":
                        if event["event"] == "envelope":
                            assert event["call_sid"] == call.sid and event["rate"] == 50
                            assert len(event["inbound"]) == len(event["outbound"])
                            peaks += event["outbound"]
                    assert (event["status"], event["call_sid"]) == ("completed", call.sid)
                    assert max(peaks) == pytest.approx(8000 / 32768, abs=0.02)
        finally:
            await runner.cleanup()
        path = f"/lab/v1/calls/{call.sid}"
        status, both = await visitor.ask("GET", path + "/audio.wav")
        assert status == 200 and samples_of(both).shape[1] == 2
        _, part = await visitor.ask("GET", path + "/audio.wav?skip=0.5&seconds=0.25")
        assert np.array_equal(samples_of(part), samples_of(both)[4000:6000])
        _, nothing = await visitor.ask("GET", path + "/audio.wav?skip=9999")
        assert len(samples_of(nothing)) == 0
        assert (await visitor.ask("GET", path + "/audio.wav?seconds=-1"))[0] == 400
        _, outbound = await visitor.ask("GET", path + "/audio.wav?track=outbound")
        assert loudest(samples_of(outbound)[:, 0]) == pytest.approx(440, abs=3)
        _, envelope = await visitor.ask("GET", path + "/envelope?bins=200")
        assert 50 <= len(envelope["outbound"]) == len(envelope["inbound"]) <= 201
        low, high = np.array(envelope["outbound"]).T
        assert high.max() == pytest.approx(8000 / 32768, abs=0.02) and low.min() == pytest.approx(
            -high.max(), abs=0.02
        )
        assert len(envelope["outbound"]) / envelope["rate"] == pytest.approx(
            len(samples_of(both)) / 8000, abs=0.1
        )
        _, data = await visitor.ask("GET", "/lab/v1/calls")
        record = next(one for one in data["calls"] if one["sid"] == call.sid)
        assert (record["status"], record["from"], record["direction"]) == (
            "completed",
            "client:alice",
            "inbound",
        )

    lab.run(story)


def test_a_recording_is_fetched_as_wav_and_mp3_with_basic_auth(lab: LabChild) -> None:
    """REST: "GET Recordings/{sid} + .wav / .mp3 (or no extension = WAV), ?RequestedChannels=2"."""

    async def story(visitor: Visitor) -> None:
        await publish(visitor, "record", RECORD)
        async with visitor.socket("/observe") as observer:
            await watch(visitor, observer)
            async with open_phone(lab.url, await visitor.token("access", "alice")) as phone:
                call = await phone.dial({"To": "record"})
                await call.answered()
                ended = await until(observer, "recording-ended")
        _, data = await visitor.ask("GET", "/lab/v1/recordings")
        record = next(one for one in data["recordings"] if one["sid"] == ended["recording_sid"])
        assert record["status"] == "completed" and record["duration"] == pytest.approx(2.0, abs=0.1)
        assert record["url"] == f"{lab.url}/2010-04-01/Accounts/{ACCOUNT}/Recordings/{record['sid']}"
        path = record["url"].removeprefix(lab.url)
        assert (await visitor.ask("GET", path, auth=False))[0] == 401
        for suffix, channels in (("", 1), (".wav", 1), (".wav?RequestedChannels=2", 2)):
            status, sound = await visitor.ask("GET", path + suffix)
            assert status == 200 and samples_of(sound).shape[1] == channels
        status, sound = await visitor.ask("GET", path + ".mp3")
        assert status == 200 and (sound[:3] == b"ID3" or sound[0] == 0xFF)
        other = path.replace(ACCOUNT, "AC" + "0" * 32)
        assert (await visitor.ask("GET", other))[0] == 404

    lab.run(story)


def test_a_live_call_is_given_another_document_and_then_ended(lab: LabChild) -> None:
    """wire: ``POST /lab/v1/calls/SID`` with ``{what}`` or ``{status: "completed"}``."""

    async def story(visitor: Visitor) -> None:
        await publish(visitor, "listen", LISTEN)
        async with visitor.socket("/observe") as observer:
            await watch(visitor, observer)
            async with open_phone(lab.url, await visitor.token("access", "alice")) as phone:
                call = await phone.dial({"To": "listen"})
                await call.answered()
                while (await until(observer, "verb-started"))["verb"] != "Pause":
                    pass
                assert (await visitor.ask("GET", "/lab/v1"))[1]["live_calls"] == 1
                path = f"/lab/v1/calls/{call.sid}"
                status, data = await visitor.ask(
                    "POST", path, json={"what": "<Response><Pause length='50'/></Response>"}
                )
                assert (status, data["status"]) == (200, "in-progress")
                assert (await until(observer, "verb-started"))["attributes"] == {"length": "50"}
                status, data = await visitor.ask("POST", path, json={"status": "completed"})
                assert (status, data["status"]) == (200, "completed")
                await call.ended
        assert (await visitor.ask("GET", "/lab/v1"))[1]["live_calls"] == 0

    lab.run(story)


def test_click_to_call_rings_a_phone_and_runs_a_document_on_it(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with open_phone(lab.url, await visitor.token("access", "bob")) as phone:
            await phone.register()
            while not (phones := (await visitor.ask("GET", "/lab/v1"))[1]["phones"]):
                pass
            assert phones == [{"identity": "bob", "pages": 1}]
            status, placed = await visitor.ask(
                "POST", "/lab/v1/calls", json={"to": "bob", "what": "<Response><Play digits='1'/></Response>"}
            )
            assert (status, placed["status"]) == (201, "queued")
            call = await phone.answer()
            await call.ended
            assert call.sid == placed["sid"]
            _, record = await visitor.ask("GET", f"/lab/v1/calls/{placed['sid']}")
            assert (record["status"], record["direction"], record["to"]) == (
                "completed",
                "outbound-api",
                "client:bob",
            )

    lab.run(story)


def test_an_sdks_quality_report_is_kept_with_its_call(lab: LabChild) -> None:
    """FACE: ``/v4``: "the SDK's quality reports (kept, shown)"; "needs its X-Twilio-Token"."""

    async def story(visitor: Visitor) -> None:
        await publish(visitor, "listen", LISTEN)
        token = await visitor.token("access", "alice")
        async with visitor.socket("/observe") as observer:
            await watch(visitor, observer)
            async with open_phone(lab.url, token) as phone:
                call = await phone.dial({"To": "listen"})
                await call.answered()
                sample = {
                    "call_sid": call.sid,
                    "rtt": 12,
                    "jitter": 3.5,
                    "packets_lost_fraction": 0.5,
                    "mos": 4.3,
                }
                body = {"payload": [sample, {"call_sid": "CAother"}, "nonsense"]}
                for headers, status in (
                    ({}, 401),
                    ({"X-Twilio-Token": "x"}, 401),
                    ({"X-Twilio-Token": token}, 200),
                ):
                    got = await visitor.ask(
                        "POST", "/v4/EndpointMetrics", auth=False, json=body, headers=headers
                    )
                    assert got[0] == status
                seen = await until(observer, "quality-sampled")
                assert (seen["rtt"], seen["jitter"], seen["loss"], seen["mos"]) == (12, 3.5, 0.5, 4.3)
                stranger = {"X-Twilio-Token": await visitor.token("access", "mallory")}
                warning = {
                    "group": "network-quality-warning-raised",
                    "name": "high-rtt",
                    "payload": {"call_sid": call.sid},
                }
                for headers in (stranger, {"X-Twilio-Token": token}):
                    await visitor.ask("POST", "/v4/EndpointEvents", auth=False, json=warning, headers=headers)
                await call.hang_up()
                assert "round trip" in (await until(observer, "notified"))["message"]
                assert (await until(observer, "call-ended"))["call_sid"] == call.sid

    lab.run(story)


def talking(lab: LabChild, end: signal.Signals) -> tuple[str, str]:
    """A call that is recorded and live when the lab gets ``end``; the call's SID, and why the phone thinks it ended."""

    async def story(visitor: Visitor) -> tuple[str, str]:
        await publish(visitor, "record", "<Response><Record timeout='60' trim='do-not-trim'/></Response>")
        async with visitor.socket("/observe") as observer:
            await watch(visitor, observer, envelope=True)
            async with open_phone(lab.url, await visitor.token("access", "alice")) as phone:
                call: PhoneCall = await phone.dial({"To": "record"})
                await call.answered()
                await until(observer, "recording-started")
                frames = 0
                while frames < 125:  # two and a half seconds: what was written a second ago must be there
                    frames += len((await until(observer, "envelope"))["inbound"])
                os.kill(lab.process.pid, end)
                reason = await call.ended
        assert lab.process.wait(WAIT_SECONDS) == (0 if end is signal.SIGTERM else -end)
        return call.sid, reason

    return lab.run(story)


async def afterwards(
    visitor: Visitor, sid: str
) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """A call's record, its recording's record and its events in the next lab."""
    _, call = await visitor.ask("GET", f"/lab/v1/calls/{sid}")
    _, recordings = await visitor.ask("GET", "/lab/v1/recordings")
    _, events = await visitor.ask("GET", f"/lab/v1/calls/{sid}/events")
    (recording,) = recordings["recordings"]
    status, sound = await visitor.ask("GET", recording["url"].removeprefix(visitor.lab.url))
    assert status == 200 and len(samples_of(sound)) / 8000 == pytest.approx(recording["duration"], abs=0.1)
    return call, recording, events["events"]


def test_sigterm_ends_live_calls_properly(tmp_path: Path) -> None:
    """FACE: "SIGTERM ends live calls properly, then exits 0"."""
    sid, _ = talking(start_lab(tmp_path / "data"), signal.SIGTERM)
    second = start_lab(tmp_path / "data")
    call, recording, events = second.run(lambda visitor: afterwards(visitor, sid))
    second.end()
    assert call["status"] == "completed" and call["duration"] >= 2
    assert recording["status"] == "completed" and recording["duration"] >= 2
    ended = next(event for event in events if event["event"] == "call-ended")
    assert ended["reason"] == "the lab stopped"


def test_kill_9_leaves_a_ledger_and_a_recording_that_plays(tmp_path: Path) -> None:
    """Issue 5: "recordings in progress are playable to within a second"."""
    sid, _ = talking(start_lab(tmp_path / "data"), signal.SIGKILL)
    second = start_lab(tmp_path / "data")
    call, recording, events = second.run(lambda visitor: afterwards(visitor, sid))
    second.end()
    assert call["status"] == "completed"
    assert recording["status"] == "completed" and recording["duration"] >= 1.3
    assert "the lab was ended" in json.dumps(events)


def test_a_webhook_in_a_kernel_answers_a_call_through_the_tunnel(lab: LabChild) -> None:
    """The whole way: phone, engine, signed request, tunnel, kernel, and back."""
    answer = "<Response><Play digits='5'/></Response>"

    async def story(visitor: Visitor) -> None:
        async with (
            visitor.socket("/lab/v1/webhooks", **lab.headers) as kernel,
            visitor.socket("/observe") as observer,
        ):
            await kernel.send_json({"serve": ["/ivr"]})
            await watch(visitor, observer)
            application = {"voice_url": "/webhooks/ivr"}
            await visitor.ask("PUT", "/lab/v1/applications/ivr", json=application)
            async with open_phone(lab.url, await visitor.token("access", "alice")) as phone:
                call = await phone.dial({"To": "app:ivr", "colour": "red"})
                request = await kernel.receive_json()
                await kernel.send_json(
                    {"id": request["id"], "status": 200, "content_type": "text/xml", "body": answer}
                )
                await call.answered()
                ended = await until(observer, "call-ended")
        assert ended["status"] == "completed"
        assert request["parameters"]["From"] == "client:alice" and request["parameters"]["colour"] == "red"
        assert request["parameters"]["CallSid"] == call.sid

    lab.run(story)
