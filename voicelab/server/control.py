"""``/lab/v1``: what the notebook needs beyond Twilio's API (docs/wire.md). This file: the lab and its documents.

JSON in and out, Basic auth, errors in Twilio's shape. Fields that a request does not know are refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from aiohttp import web

from voicelab import __version__
from voicelab.errors import RequestError
from voicelab.server import boards, control_addresses, control_callers, control_calls, recordings, tunnel
from voicelab.server.answers import json_answer, read_json
from voicelab.server.assist import assist, need_editor
from voicelab.server.documents import NAME, role_of, served_here
from voicelab.server.doors import need_credentials
from voicelab.server.faults import FAULTS
from voicelab.server.lab import Lab
from voicelab.twiml.lints import review

__all__ = ["add_routes"]

_SOURCE_LIMIT = 256 * 1024  # characters of a document: more than can run, so that the call can say so


def add_routes(app: web.Application) -> None:
    """Open the door."""
    calls = "/lab/v1/calls/{sid}"
    app.router.add_get("/lab/v1", about)
    app.router.add_get("/lab/v1/documents", list_documents)
    app.router.add_get("/lab/v1/documents/{name}", get_document)
    app.router.add_put("/lab/v1/documents/{name}", put_document)
    app.router.add_delete("/lab/v1/documents/{name}", delete_document)
    app.router.add_post("/lab/v1/check", check)
    app.router.add_post("/lab/v1/assist", assist)
    app.router.add_get("/lab/v1/applications", control_addresses.list_applications)
    app.router.add_put("/lab/v1/applications/{name}", control_addresses.put_application)
    app.router.add_get("/lab/v1/numbers", control_addresses.list_numbers)
    app.router.add_put("/lab/v1/numbers/{number}", control_addresses.put_number)
    app.router.add_get("/lab/v1/calls", control_calls.list_calls)
    app.router.add_post("/lab/v1/calls", control_calls.place_call)
    app.router.add_get(calls, control_calls.get_call)
    app.router.add_post(calls, control_calls.update_call)
    app.router.add_post("/lab/v1/callers", control_callers.dial)
    app.router.add_post(calls + "/say", control_callers.say)
    app.router.add_post(calls + "/press", control_callers.press)
    app.router.add_post(calls + "/hang-up", control_callers.hang_up)
    app.router.add_get(calls + "/events", control_calls.call_events)
    app.router.add_get(calls + "/envelope", recordings.call_envelope)
    app.router.add_get(calls + "/audio.wav", recordings.call_audio)
    app.router.add_post("/lab/v1/conferences", boards.moderate)
    app.router.add_post("/lab/v1/queues", boards.serve_queue)
    app[boards.CLICKED] = WeakKeyDictionary()
    app.router.add_post("/lab/v1/click-to-call", boards.click_to_call)
    app.router.add_post("/lab/v1/click-to-call/{sid}/hang-up", boards.hang_up_clicked)
    app.router.add_get("/lab/v1/recordings", recordings.list_recordings)
    app.router.add_get("/lab/v1/notifications", control_calls.list_notifications)
    app.router.add_get("/lab/v1/webhooks", tunnel.open_tunnel)


async def about(request: web.Request) -> web.Response:
    """``GET /lab/v1``: what the lab says of itself."""
    lab = need_credentials(request)
    here = lab.switchboard.registered(lab.account_sid)
    phones = [
        {"identity": address.removeprefix("client:"), "pages": pages}
        for address, pages in sorted(here.items())
        if address.startswith("client:")
    ]
    return json_answer(
        {
            "version": __version__,
            "account_sid": lab.account_sid,
            "url": lab.base_url,
            "tls_url": lab.tls_url,
            "application_sid": lab.directory.own_application.sid,
            "phones": phones,
            "live_calls": len(lab.switchboard.live_calls(lab.account_sid)),
            "transports": lab.transports,
            "faults": [fault.to_json() for fault in request.app[FAULTS]],
        }
    )


# --- documents ----------------------------------------------------------------------------------------------
async def list_documents(request: web.Request) -> web.Response:
    """``GET /lab/v1/documents``."""
    lab = need_credentials(request)
    return json_answer({"documents": [_document(lab, name) for name in sorted(lab.directory.documents)]})


async def get_document(request: web.Request) -> web.Response:
    """``GET /lab/v1/documents/NAME``."""
    lab = need_credentials(request)
    return json_answer(_document(lab, request.match_info["name"]))


async def put_document(request: web.Request) -> web.Response:
    """``PUT /lab/v1/documents/NAME``: a document is kept whatever its findings say."""
    name = request.match_info["name"]
    lab = need_editor(request, name)
    if not NAME.fullmatch(name):
        raise RequestError(
            f"{name!r} cannot be the name of a document.",
            code=20001,
            cure="Use up to 100 letters, digits, dots, dashes and underscores.",
        )
    data = await read_json(request)
    base = data.pop("base", None)
    if base is not None and not isinstance(base, str):
        raise RequestError("base is the revision that was changed.", code=20001)
    source = _source(data)
    revision = lab.desk.publish(lab.directory, lab.ledger, name, source, base)
    findings = _findings(request, lab, source, name)
    return json_answer(
        {"name": name, "url": lab.directory.document_url(name), "findings": findings}
        | ({} if base is None else {"revision": revision})
    )


async def delete_document(request: web.Request) -> web.Response:
    """``DELETE /lab/v1/documents/NAME``."""
    lab = need_credentials(request)
    name = request.match_info["name"]
    _document(lab, name)
    lab.desk.withdraw(lab.directory, lab.ledger, name)
    return web.Response(status=204)


async def check(request: web.Request) -> web.Response:
    """``POST /lab/v1/check``: the findings of a document that is not published."""
    lab = need_credentials(request)
    data = await read_json(request)
    name = data.pop("name", None)
    return json_answer({"findings": _findings(request, lab, _source(data), str(name or "document"))})


def _document(lab: Lab, name: str) -> dict[str, str]:
    source = lab.directory.documents.get(name)
    if source is None:
        raise RequestError(f"There is no document {name} in this lab.", status=404, code=20404)
    return {"name": name, "url": lab.directory.document_url(name), "source": source}


def _source(data: Mapping[str, Any]) -> str:
    source = data.get("source")
    if not isinstance(source, str) or set(data) - {"source"}:
        raise RequestError('The body is {"source": "<Response>...</Response>"}.', code=20001)
    if len(source) > _SOURCE_LIMIT:
        raise RequestError(
            f"The document is longer than {_SOURCE_LIMIT // 1024} kB; what runs has at most 64 kB.",
            status=413,
            code=11750,
        )
    return source


def _findings(request: web.Request, lab: Lab, source: str, name: str) -> list[dict[str, Any]]:
    role, served = role_of(lab, name), served_here(request, lab, name)
    return [finding.to_json(name) for finding in review(source, role=role, served=served)]
