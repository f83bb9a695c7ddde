"""A voice bot as pipecat's users write it: its own FastAPI transport and Twilio serializer, an echo as its mind.

A program of its own: ``python pipecat_bot.py LAB_URL``. Its first line of output is its port. It verifies
signatures with Twilio's library for the address that it thinks it has, and builds ``wss://HOST/bot`` from the
Host header.
"""

from __future__ import annotations

import os
import socket
import sys

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket
from pipecat.frames.frames import EndFrame, Frame, InputAudioRawFrame, InputDTMFFrame, OutputAudioRawFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.runner.utils import parse_telephony_websocket
from pipecat.serializers.twilio import TwilioFrameSerializer
from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams, FastAPIWebsocketTransport
from pipecat.workers.runner import WorkerRunner
from twilio.request_validator import RequestValidator
from twilio.twiml.voice_response import Connect, VoiceResponse

ACCOUNT, TOKEN = os.environ["VOICELAB_ACCOUNT_SID"], os.environ["VOICELAB_AUTH_TOKEN"]
RATE = 8000

app = FastAPI()
validator = RequestValidator(TOKEN)


class Echo(FrameProcessor):
    """Says what it hears; the key # ends the conversation, which hangs the call up over Twilio's REST API."""

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, InputAudioRawFrame):
            said = OutputAudioRawFrame(frame.audio, sample_rate=frame.sample_rate, num_channels=1)
            await self.push_frame(said, FrameDirection.DOWNSTREAM)
        elif isinstance(frame, InputDTMFFrame) and frame.button.value == "#":
            await self.push_frame(EndFrame(), FrameDirection.DOWNSTREAM)
        else:
            await self.push_frame(frame, direction)


@app.post("/voice")
async def voice(request: Request) -> Response:
    """The webhook: 403 for a signature that is not the one of this address."""
    host = request.headers["host"]
    address = f"{request.headers['x-forwarded-proto']}://{host}{request.url.path}"
    form = dict(await request.form())
    if not validator.validate(address, form, request.headers.get("x-twilio-signature", "")):
        return Response(f"not signed for {address}", status_code=403)
    answer, connect = VoiceResponse(), Connect()
    connect.stream(url=f"wss://{host}/bot").parameter(name="mood", value="calm")
    answer.append(connect)
    return Response(str(answer), media_type="text/xml")


@app.websocket("/bot")
async def bot(websocket: WebSocket) -> None:
    """One conversation."""
    address = f"wss://{websocket.headers['host']}/bot"
    if not validator.validate(address, {}, websocket.headers.get("x-twilio-signature", "")):
        await websocket.close(1008)
        return
    await websocket.accept()
    kind, call = await parse_telephony_websocket(websocket)
    assert (kind, call["body"]) == ("twilio", {"mood": "calm"}), (kind, call)
    serializer = TwilioFrameSerializer(
        stream_sid=call["stream_id"],
        call_sid=call["call_id"],
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        base_url=sys.argv[1],
    )
    transport = FastAPIWebsocketTransport(
        websocket,
        FastAPIWebsocketParams(
            audio_in_enabled=True, audio_out_enabled=True, add_wav_header=False, serializer=serializer
        ),
    )
    worker = PipelineWorker(
        Pipeline([transport.input(), Echo(), transport.output()]),
        params=PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=RATE),
        idle_timeout_secs=None,
        enable_rtvi=False,
    )

    @transport.event_handler("on_client_disconnected")
    async def gone(transport: object, websocket: object) -> None:
        await worker.cancel()

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()


if __name__ == "__main__":
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()  # who calls now waits until the server is ready
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run([listener])
