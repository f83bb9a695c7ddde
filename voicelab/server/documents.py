"""``/twiml/NAME``: the lab's own documents, with ``{{Param}}`` filled from the request as TwiML Bins do."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from aiohttp import web

from voicelab.errors import RequestError
from voicelab.server.answers import read_form
from voicelab.server.lab import LAB, Lab
from voicelab.server.tunnel import TUNNELS
from voicelab.twiml.check import Role
from voicelab.twiml.lints import Served
from voicelab.twiml.roles import roles_named
from voicelab.twiml.template import fill

__all__ = ["NAME", "role_of", "serve_document", "served_here"]

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,99}")
"""What a document may be called."""


async def serve_document(request: web.Request) -> web.Response:
    """Answer with a document: to the lab itself (signed), and to anybody while the lab has one account.

    What an account of another lab has signed, such as that of a test, says no more than an unsigned request.
    """
    lab = request.app[LAB]
    form = await read_form(request)
    signer = lab.signer(request, form)
    signed = "X-Twilio-Signature" in request.headers and not lab.is_strangers(request, form)
    if signer is None and signed:
        raise RequestError(
            "The signature of this request is wrong.",
            status=403,
            code=20006,
            cure="Sign it with the AuthToken of its AccountSid, or send none.",
        )
    if signer is None and len(lab.accounts) > 1:
        raise RequestError(
            "This lab has several accounts, and the request does not say whose document it wants.",
            status=403,
            code=20006,
            cure="Sign the request: the document is its account's.",
        )
    name, documents = request.match_info["name"], lab.of(signer or lab.account).directory.documents
    source = documents.get(name)
    if source is None:
        known = ", ".join(sorted(documents)[:20]) or "none yet"
        raise RequestError(
            f"There is no document {name} in this lab.", status=404, code=20404, cure=f"Documents: {known}."
        )
    parameters = {key: values[0] for key, values in form.items()}
    for key in dict.fromkeys(request.query):
        parameters.setdefault(key, request.query[key])
    return web.Response(text=fill(source, parameters), content_type="text/xml", charset="utf-8")


def served_here(request: web.Request, lab: Lab, name: str) -> Served:
    """Who answers at the addresses in document ``name``: other hosts are their own business, this lab's are known."""
    tunnels = request.app[TUNNELS]

    def served(url: str) -> bool:
        address = urlsplit(urljoin(lab.directory.document_url(name), url.strip()))
        if address.netloc != urlsplit(lab.directory.document_url(name)).netloc:
            return True
        path = unquote(address.path)
        if path.startswith("/twiml/"):
            document = path.removeprefix("/twiml/")
            return document == name or document in lab.directory.documents
        if path.startswith("/webhooks/"):
            return tunnels.serves(path.removeprefix("/webhooks"), lab.account_sid)
        return path.startswith("/2010-04-01/")

    return served


def addresses_here(request: web.Request, lab: Lab) -> list[str]:
    """What a document of the lab may name relative to itself: the documents, and the webhook functions of kernels."""
    functions = request.app[TUNNELS].paths(lab.account_sid)
    return [*sorted(lab.directory.documents), *(f"/webhooks{path}" for path in functions)]


def role_of(lab: Lab, name: str) -> Role | None:
    """What a document of the lab is for, when others name it for one role and no other."""
    address = lab.directory.document_url(name)
    roles = {
        role
        for other, source in lab.directory.documents.items()
        if name in source
        for url, role in roles_named(source)
        if urljoin(lab.directory.document_url(other), url.strip()) == address
    }
    return roles.pop() if len(roles) == 1 else None
