"""``POST /lab/v1/assist``: what an editor asks while somebody types. The text may be half written."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aiohttp import web

from voicelab.clock import run_outside
from voicelab.errors import RequestError
from voicelab.server.answers import json_answer, read_json
from voicelab.server.documents import addresses_here, role_of, served_here
from voicelab.server.doors import need_credentials
from voicelab.server.fields import read_fields
from voicelab.server.lab import LAB, Lab
from voicelab.twiml.assist import complete, hover
from voicelab.twiml.check import Role
from voicelab.twiml.lints import Served, review
from voicelab.twiml.mending import mark

__all__ = ["assist", "need_editor"]

_LONGEST = 256 * 1024  # characters, as for a document


def need_editor(request: web.Request, name: str | None = None) -> Lab:
    """The lab, for a request with its credentials, or with a token that lets a page write the document ``name``.

    Without a name the right to write any document will do. RequestError 20006 (403) for a token without it.
    """
    token = request.headers.get("X-Twilio-Token")
    if not token:
        return need_credentials(request)
    lab, identity = request.app[LAB].holder(token)
    written = identity.may.document
    if not written or name not in (None, written):
        what = f"the document {name}" if name else "documents"
        raise RequestError(f"This token does not let its holder write {what}.", status=403, code=20006)
    return lab


async def assist(request: web.Request) -> web.Response:
    """Completions or a word's meaning at a place, or the findings with what would mend them."""
    lab = need_editor(request)
    data = await read_json(request)
    source = data.pop("source", None)
    if not isinstance(source, str) or len(source) > _LONGEST:
        raise RequestError(f"source is text of at most {_LONGEST // 1024} kB.", code=20001)
    fields = read_fields(data, {"want": "", "name": "document"}, {"line": 1, "column": 1})
    want, line, column = fields["want"], fields["line"], fields["column"]
    if line < 1 or column < 1:
        raise RequestError("line and column count from 1.", code=20001)
    if want == "completions":
        found = await run_outside(complete, source, line, column, addresses_here(request, lab))
        return json_answer({"completions": [asdict(each) for each in found]})
    if want == "hover":
        told = await run_outside(hover, source, line, column)
        return json_answer({"hover": asdict(told) if told else None})
    if want == "findings":
        served, role = served_here(request, lab, fields["name"]), role_of(lab, fields["name"])
        return json_answer({"findings": await run_outside(_findings, source, served, role)})
    raise RequestError("want is completions, hover or findings.", code=20001)


def _findings(source: str, served: Served, role: Role | None) -> list[dict[str, Any]]:
    marked = [mark(source, finding) for finding in review(source, role=role, served=served)]
    return [
        {
            **each.finding.to_json("document"),
            "length": each.length,
            "instead": each.finding.instead,
            "edits": [asdict(edit) for edit in each.edits],
        }
        for each in marked
    ]
