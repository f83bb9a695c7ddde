"""``/lab/v1/hosts``: the host map."""

from __future__ import annotations

from aiohttp import web

from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import need_credentials, need_main_account
from voicelab.server.fields import read_fields

__all__ = ["add_routes"]


def add_routes(app: web.Application) -> None:
    """Open the door."""
    app.router.add_get("/lab/v1/hosts", list_hosts)
    app.router.add_put("/lab/v1/hosts/{host}", map_host)
    app.router.add_delete("/lab/v1/hosts/{host}", unmap_host)


async def list_hosts(request: web.Request) -> web.Response:
    """``GET /lab/v1/hosts``: by name."""
    lab = need_credentials(request)
    return json_answer({"hosts": [{"host": host, "address": address} for host, address in lab.hosts]})


async def map_host(request: web.Request) -> web.Response:
    """``PUT /lab/v1/hosts/HOST``: send what is for the host to another address."""
    lab = need_main_account(request)
    data = read_fields(await read_json(request), {"address": ""})
    host, address = lab.hosts.add(request.match_info["host"], data["address"])
    lab.ledger.save_host(host, address)
    return json_answer({"host": host, "address": address})


async def unmap_host(request: web.Request) -> web.Response:
    """``DELETE /lab/v1/hosts/HOST``."""
    lab = need_main_account(request)
    lab.ledger.delete_host(lab.hosts.remove(request.match_info["host"]))
    return web.Response(status=204)
