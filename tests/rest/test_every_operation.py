"""The official libraries, Python's and Node's, unmodified, do every operation that the lab has.

They run against a lab in virtual time: Python's in this process, Node's over a socket, while time stands still. Each
operation of the table must have been asked at least once, and every answer must be a success.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from voicelab.calls.model import CallerIdRecord
from voicelab.clock import run_outside
from voicelab.rest import RestRequest, RestResponse
from voicelab.rest.routes import find
from voicelab.rest.table import ACCOUNTS, ROUTES
from voicelab.testing import TestLab
from voicelab.testing.rest import from_anywhere

PROGRAM = Path(__file__).with_name("every_operation.cjs")
LIVE = "<Response><Frobnicate/><Say>hello</Say><Pause length='3000'/></Response>"
ROOM = "<Response><Dial><Conference record='record-from-start'>room</Conference></Dial></Response>"
LINE = "<Response><Enqueue>line</Enqueue></Response>"
VOICEMAIL = "<Response><Record transcribe='true' action='http://app.test/x' timeout='3'/></Response>"
URL = "http://app.test/x"


def furnished(voicelab: TestLab) -> dict[str, str]:
    """A lab with something of every kind; SIDs by what they are."""

    async def bot(socket: Any) -> None:
        while await socket.receive() is not None:
            pass

    voicelab.lab.sockets.serve("wss://bot.test/stream", bot)
    voicelab.serve("http://app.test", lambda request: "<Response/>")
    voicelab.callee("client:alice")
    client, calls = voicelab.twilio, []
    for twiml in (LIVE, ROOM, ROOM, LINE):
        calls.append(client.calls.create(to="client:alice", from_="+15005550001", twiml=twiml))
        voicelab.waits(3)
    texts = []
    for _ in range(2):
        call = voicelab.dial(VOICEMAIL)
        call.waits(1)
        call.says("please call me back tomorrow")
        call.ended()
        texts.append(client.transcriptions.list()[0])
    (room,) = client.conferences.list()
    caller_id = CallerIdRecord(voicelab.rest.tenant.sid, "+14155550123", "mine")
    voicelab.rest.tenant.ledger.save(caller_id)
    return {
        "live": calls[0].sid,
        "participant": calls[2].sid,
        "over": call.sid,
        "room": room.sid,
        "roomRecording": client.conferences(room.sid).recordings.list()[0].sid,
        "queue": client.queues.list()[0].sid,
        "recording": texts[0].recording_sid,
        "text": texts[0].sid,
        "otherText": texts[1].sid,
        "callerId": caller_id.sid,
    }


class Witness:
    """Sees every request to the REST face, and which operation it was."""

    def __init__(self, voicelab: TestLab) -> None:
        self.asked: set[tuple[str, str]] = set()
        self.refused: list[str] = []
        self._face = voicelab.rest
        self._handle = self._face.handle
        self._face.handle = self.handle  # type: ignore[method-assign]

    async def handle(self, request: RestRequest) -> RestResponse:
        answered = await self._handle(request)
        parts = request.path.removesuffix(".json").split("/")[3:]
        found = find(ROUTES if parts else ACCOUNTS, request.method, parts[1:])
        if found is not None:
            self.asked.add((request.method, ("" if parts else "/") + found[0].path))
        if answered.status >= 300:
            self.refused.append(f"{request.method} {request.path}: {answered.body.decode()}")
        return answered

    def missing(self) -> set[tuple[str, str]]:
        """The operations that nobody has asked for."""
        every = {(one.method, one.path) for one in ROUTES} | {
            (one.method, "/" + one.path) for one in ACCOUNTS
        }
        return every - self.asked


def life(resource: Any, made: Any, **changes: Any) -> None:
    """A resource that was made is listed, fetched, changed and removed."""
    resource.list(limit=5)
    resource(made.sid).fetch()
    resource(made.sid).update(**changes)
    assert resource(made.sid).delete()


def test_pythons_library_does_every_operation(voicelab: TestLab) -> None:
    at = furnished(voicelab)
    client, witness = voicelab.twilio, Witness(voicelab)
    accounts = client.api.accounts
    accounts(client.account_sid).fetch()
    accounts(client.account_sid).update(friendly_name="lab")
    client.api.account.balance.fetch()
    student = accounts.create(friendly_name="student")
    accounts.list()
    student.update(status="closed")

    live = client.calls(at["live"])
    client.calls.create(to="client:alice", from_="+15005550001", twiml="<Response/>")
    client.calls.list(limit=3)
    live.fetch()
    live.update(time_limit=600)
    live.events.list()
    note = live.notifications.list()[0]
    live.notifications(note.sid).fetch()
    client.api.account.notifications.list(limit=3)
    client.api.account.notifications(note.sid).fetch()
    client.calls(at["over"]).delete()

    recording = live.recordings.create(recording_channels="dual")
    live.recordings.list()
    live.recordings(recording.sid).fetch()
    live.recordings(recording.sid).update(status="stopped")
    live.recordings(recording.sid).delete()
    client.recordings.list(limit=3)
    kept = client.recordings(at["recording"])
    kept.fetch()
    kept.transcriptions.list()
    kept.transcriptions(at["text"]).fetch()
    client.transcriptions.list()
    client.transcriptions(at["text"]).fetch()
    kept.transcriptions(at["text"]).delete()
    client.transcriptions(at["otherText"]).delete()
    kept.delete()

    room = client.conferences(at["room"])
    client.conferences.list()
    room.fetch()
    room.recordings.list()
    room.recordings(at["roomRecording"]).fetch()
    room.recordings(at["roomRecording"]).update(status="stopped")
    room.recordings(at["roomRecording"]).delete()
    room.participants.create(from_="+15005550001", to="client:alice")
    room.participants.list()
    room.participants(at["participant"]).fetch()
    room.participants(at["participant"]).update(muted=True)
    room.participants(at["participant"]).delete()
    room.update(status="completed")

    life(client.queues, client.queues.create(friendly_name="made by python"), max_size=5)
    queue = client.queues(at["queue"])
    queue.members.list()
    queue.members("Front").fetch()
    queue.members("Front").update(url=URL)

    life(client.applications, client.applications.create(friendly_name="a"), voice_url=URL)
    numbers = client.incoming_phone_numbers
    life(numbers, numbers.create(phone_number="+15005550123"), voice_url=URL)
    for kind, number in (
        (numbers.local, "+14155550123"),
        (numbers.mobile, "+447700900123"),
        (numbers.toll_free, "+18005550123"),
    ):
        kind.create(phone_number=number)
        kind.list()
    client.available_phone_numbers.list()
    client.available_phone_numbers("US").fetch()
    client.available_phone_numbers("US").local.list(limit=2)
    client.validation_requests.create(phone_number="+14155550199")
    caller_ids = client.outgoing_caller_ids
    life(caller_ids, caller_ids(at["callerId"]).fetch(), friendly_name="desk")

    life(client.keys, client.new_keys.create(friendly_name="ci"), friendly_name="other")
    life(client.signing_keys, client.new_signing_keys.create(friendly_name="ci"), friendly_name="other")
    client.tokens.create()

    live.streams(live.streams.create(url="wss://bot.test/stream").sid).update(status="stopped")
    live.transcriptions(live.transcriptions.create(status_callback_url=URL).sid).update(status="stopped")
    live.siprec(live.siprec.create(name="mine").sid).update(status="stopped")
    live.user_defined_messages.create(content="{}")
    told = live.user_defined_message_subscriptions.create(callback=URL)
    live.user_defined_message_subscriptions(told.sid).delete()
    payment = live.payments.create(idempotency_key="1", status_callback=URL)
    live.payments(payment.sid).update(idempotency_key="2", status_callback=URL, status="cancel")
    assert witness.refused == [] and witness.missing() == set()


@contextmanager
def on_a_socket(ask: Callable[[RestRequest], RestResponse]) -> Iterator[str]:
    """The REST face on a socket of this machine; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            path, _, query = self.path.partition("?")
            kind = self.headers["Content-Type"] or ""
            request = RestRequest(self.command, path, query, self.headers["Authorization"] or "", kind, body)
            answered = ask(request)
            self.send_response(answered.status)
            if answered.body:
                self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answered.body)))
            self.end_headers()
            self.wfile.write(answered.body)

        do_POST = do_DELETE = do_GET

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_nodes_library_does_every_operation(voicelab: TestLab) -> None:
    at = furnished(voicelab)
    witness, account, loop = Witness(voicelab), voicelab.rest.tenant.account, voicelab.lab.loop

    def ask(request: RestRequest) -> RestResponse:
        return from_anywhere(loop, voicelab.rest.handle(request), lambda work: loop.run_until_complete(work))

    with on_a_socket(ask) as address:
        environment = {"PATH": os.environ["PATH"], "LAB": address, "WORLD": json.dumps(at)}
        environment |= {"ACCOUNT": account.sid, "TOKEN": account.auth_token}

        async def run() -> subprocess.CompletedProcess[str]:
            return await run_outside(
                subprocess.run,
                ["node", str(PROGRAM)],
                env=environment,
                capture_output=True,
                text=True,
                timeout=120,
            )

        program = voicelab.drive(run(), "the program ends", None, None)
    assert program.returncode == 0, program.stderr
    assert witness.refused == [] and witness.missing() == set()
