"""A conference with a moderator, and a warm transfer between two agents: FastAPI and the official library."""

import os
import socket
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.voice_response import Dial, VoiceResponse

MODERATOR, LINE = "+15005550031", "+15005550030"
ROOM, DESK = "weekly", "transfer"
app = FastAPI()
client = Client()
validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
events: list[str] = []


async def signed(request: Request) -> dict[str, str]:
    """The form of a request that is Twilio's."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    if not validator.validate(str(request.url), form, request.headers.get("X-Twilio-Signature", "")):
        raise HTTPException(403)
    return form


def twiml(response: VoiceResponse) -> Response:
    return Response(str(response), media_type="text/xml")


def conference_of(name: str) -> Any:
    """The live conference of this name."""
    return client.conferences.list(friendly_name=name, status="in-progress", limit=1)[0]


@app.post("/conference")
async def conference(request: Request) -> Response:
    form = await signed(request)
    moderates = form["From"] == MODERATOR
    response, dial = VoiceResponse(), Dial()
    dial.conference(
        ROOM,
        start_conference_on_enter=moderates,
        end_conference_on_exit=moderates,
        wait_url="",
        beep=False,
        participant_label="moderator" if moderates else "guest",
        status_callback="/conference/events",
        status_callback_event="start end join leave mute",
    )
    response.append(dial)
    return twiml(response)


@app.post("/conference/events")
async def conference_events(request: Request) -> Response:
    form = await signed(request)
    events.append(form["StatusCallbackEvent"])
    return Response(status_code=204)


@app.get("/conference/log")
def conference_log() -> list[str]:
    return events


@app.put("/conference/mute")
def mute() -> dict[str, Any]:
    muted = client.conferences(conference_of(ROOM).sid).participants("guest").update(muted=True)
    return {"muted": muted.muted, "call": muted.call_sid}


@app.post("/support")
async def support(request: Request) -> Response:
    """A caller waits in a room of their own; the first agent is called there."""
    await signed(request)
    response, dial = VoiceResponse(), Dial()
    dial.conference(DESK, participant_label="caller", beep=False, wait_url="")
    response.append(dial)
    agent = os.environ["FIRST_AGENT"]
    url = str(request.url_for("agent", label="first"))
    await run_in_threadpool(client.calls.create, to=agent, from_=LINE, url=url)
    return twiml(response)


@app.post("/support/agent/{label}")
async def agent(request: Request, label: str) -> Response:
    await signed(request)
    response, dial = VoiceResponse(), Dial()
    dial.conference(DESK, participant_label=label, beep=False)
    response.append(dial)
    return twiml(response)


@app.put("/support/consult")
def consult() -> dict[str, Any]:
    """The caller is held while the first agent tells the second one what it is about."""
    room = client.conferences(conference_of(DESK).sid)
    held = room.participants("caller").update(hold=True)
    room.participants.create(from_=LINE, to=os.environ["SECOND_AGENT"], label="second", beep="false")
    return {"held": held.hold}


@app.put("/support/hand-over")
def hand_over() -> dict[str, Any]:
    """The caller comes back, the first agent leaves."""
    room = client.conferences(conference_of(DESK).sid)
    back = room.participants("caller").update(hold=False)
    room.participants("first").delete()
    return {"held": back.hold}


@app.get("/support/people")
def people() -> list[str]:
    there = client.conferences.list(friendly_name=DESK, status="in-progress", limit=1)
    return sorted(one.label for one in there[0].participants.list()) if there else []


if __name__ == "__main__":
    door = socket.create_server(("127.0.0.1", 0))
    print(door.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[door])
