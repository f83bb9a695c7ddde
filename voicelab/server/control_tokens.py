"""``/lab/v1/tokens``: tokens for pages of this lab, renewed by the page alone, taken back by who had them made."""

from __future__ import annotations

from aiohttp import web

from voicelab.calls.credentials import (
    MAX_TTL,
    TokenKind,
    mint_access_token,
    mint_capability_token,
    mint_observe_token,
    renew_token,
)
from voicelab.calls.model import parse_address
from voicelab.calls.page_rights import NO_RIGHTS, PageRights
from voicelab.errors import RequestError
from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import RENEW, need_credentials
from voicelab.server.fields import read_fields
from voicelab.server.lab import LAB

__all__ = ["add_routes"]

_NAME = 64  # characters of a grant's name


def add_routes(app: web.Application) -> None:
    """Open the doors."""
    app.router.add_post("/lab/v1/tokens", make_token)
    app.router.add_post(RENEW, renew)
    app.router.add_delete("/lab/v1/grants/{name}", end_grant)


async def make_token(request: web.Request) -> web.Response:
    """``POST /lab/v1/tokens``: a token for a phone of this lab, or for watching."""
    lab = need_credentials(request)
    given = await read_json(request)
    may = PageRights.read(given.pop("may", None))
    texts = {"kind": "", "identity": "", "caller": "", "grant": ""}
    data = read_fields(given, texts, {"ttl": 3600})
    kind, identity, ttl, caller = data["kind"], data["identity"], data["ttl"], data["caller"]
    own = lab.directory.own_application.sid
    if len(data["grant"]) > _NAME:
        raise RequestError(f"grant is a name of at most {_NAME} characters.", code=20001)
    if caller and (kind != "access" or parse_address(caller).kind != "number"):
        raise RequestError("caller is an E.164 number, and stands in an access token only.", code=20001)
    if may != NO_RIGHTS and kind != "observe":
        raise RequestError("may stands in an observe token only.", code=20001)
    if kind == "observe":
        token = mint_observe_token(lab.keyring, identity=identity, ttl=ttl, may=may)
    elif kind == "access":
        token = mint_access_token(lab.keyring, identity, ttl=ttl, application_sid=own, caller=caller)
    elif kind == "capability":
        token = mint_capability_token(lab.keyring, identity, ttl=ttl, application_sid=own)
    else:
        raise RequestError("kind is access, capability or observe.", code=20001)
    grant = lab.grants.made(lab.account_sid, data["grant"], token, ttl)
    return json_answer({"token": token, "ttl": ttl, "identity": identity, "grant": grant}, status=201)


async def renew(request: web.Request) -> web.Response:
    """``POST /lab/v1/tokens/renew``: a token that is still valid is all it takes, as long as its grant lasts."""
    lab = request.app[LAB]
    data = read_fields(await read_json(request), {"token": ""}, {"ttl": 0})
    lab, old = lab.holder(data["token"])
    kind: TokenKind = old.kind
    ttl = data["ttl"] or (600 if kind == "observe" else 3600)
    if not 0 < ttl <= MAX_TTL:
        raise RequestError(f"A token's ttl is 1 to {MAX_TTL} seconds, not {ttl}.", code=20157)
    ttl = min(ttl, lab.grants.longest(data["token"]))  # no token outlives its grant
    token, identity = renew_token(data["token"], lab.keyring, ttl=ttl)
    lab.grants.renewed(data["token"], token, ttl)
    return json_answer({"token": token, "ttl": ttl, "identity": identity.identity}, status=201)


async def end_grant(request: web.Request) -> web.Response:
    """``DELETE /lab/v1/grants/NAME``: the tokens that were made with ``grant`` NAME are worth nothing from now on."""
    lab = need_credentials(request)
    lab.grants.end(lab.account_sid, request.match_info["name"])
    return web.Response(status=204)
