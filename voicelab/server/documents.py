"""``/twiml/NAME``: the lab's own documents, with ``{{Param}}`` filled from the request as TwiML Bins do."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from aiohttp import web

from voicelab.errors import RequestError
from voicelab.server.answers import read_form
from voicelab.server.lab import LAB
from voicelab.server.tunnel import TUNNELS
from voicelab.twiml.lints import Served
from voicelab.twiml.template import fill

__all__ = ["NAME", "serve_document", "served_here"]

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,99}")
"""What a document may be called."""


async def serve_document(request: web.Request) -> web.Response:
    """Answer with a document: to the lab itself (signed), and to anybody while the lab has one account."""
    lab = request.app[LAB]
    form = await read_form(request)
    if "X-Twilio-Signature" in request.headers and not lab.signed(request, form):
        raise RequestError(
            "The signature of this request is wrong.",
            status=403,
            code=20006,
            cure="Sign it with this lab's AuthToken, or send none.",
        )
    name = request.match_info["name"]
    source = lab.directory.documents.get(name)
    if source is None:
        known = ", ".join(sorted(lab.directory.documents)[:20]) or "none yet"
        raise RequestError(
            f"There is no document {name} in this lab.", status=404, code=20404, cure=f"Documents: {known}."
        )
    parameters = {key: values[0] for key, values in form.items()}
    for key in dict.fromkeys(request.query):
        parameters.setdefault(key, request.query[key])
    return web.Response(text=fill(source, parameters), content_type="text/xml", charset="utf-8")


def served_here(app: web.Application, name: str) -> Served:
    """Who answers at the addresses in document ``name``: other hosts are their own business, this lab's are known."""
    lab = app[LAB]

    def served(url: str) -> bool:
        address = urlsplit(urljoin(lab.directory.document_url(name), url.strip()))
        if address.netloc != urlsplit(lab.directory.document_url(name)).netloc:
            return True
        path = unquote(address.path)
        if path.startswith("/twiml/"):
            document = path.removeprefix("/twiml/")
            return document == name or document in lab.directory.documents
        if path.startswith("/webhooks/"):
            return app[TUNNELS].serves(path.removeprefix("/webhooks"))
        return path.startswith("/2010-04-01/")

    return served
