"""Queues and who waits in them. Source: Twilio's "Queue" and "Queue Member" resources."""

from __future__ import annotations

from typing import Any

from voicelab.clock import now
from voicelab.engine.directory import Entry
from voicelab.engine.queues import Member, Queue
from voicelab.errors import RequestError
from voicelab.rest.fields import Fields
from voicelab.rest.message import RestResponse, answer, created, nothing
from voicelab.rest.paging import page_of
from voicelab.rest.routes import Ask, Route
from voicelab.rest.tenant import Tenant, not_found
from voicelab.rest.values import date

__all__ = ["ROUTES"]

_NAME = 64  # characters
_LARGEST = 5000
_FRONT = "Front"


async def create_queue(ask: Ask) -> RestResponse:
    """Make a queue; its name is nobody else's."""
    tenant, fields = ask.tenant, ask.fields
    name = _name(fields)
    size = fields.whole("MaxSize", 1000, 1, _LARGEST)
    queues = tenant.switchboard.rooms.queues
    _free(tenant, name, None)
    queue = queues.named(tenant.sid, name)
    queue.max_size, queue.kept = size, True
    tenant.ledger.save(queue.record())
    return created(_queue_json(tenant, queue))


async def list_queues(ask: Ask) -> RestResponse:
    """The account's queues, oldest first."""
    tenant = ask.tenant
    queues = tenant.switchboard.rooms.queues.of(tenant.sid)
    return page_of(ask, "queues", queues, lambda one: _queue_json(tenant, one), lambda one: one.sid)


async def fetch_queue(ask: Ask) -> RestResponse:
    """One queue."""
    return answer(_queue_json(ask.tenant, _find(ask.tenant, ask["Sid"])))


async def update_queue(ask: Ask) -> RestResponse:
    """Rename a queue, or change how many may wait; who waits already stays."""
    tenant, fields = ask.tenant, ask.fields
    queue = _find(tenant, ask["Sid"])
    size = fields.whole("MaxSize", queue.max_size, 1, _LARGEST)
    if fields.text("FriendlyName").strip():
        name = _name(fields)
        _free(tenant, name, queue)
        tenant.switchboard.rooms.queues.rename(queue, name)
    queue.max_size, queue.kept = size, True
    queue.date_updated = now()
    tenant.ledger.save(queue.record())
    return answer(_queue_json(tenant, queue))


async def delete_queue(ask: Ask) -> RestResponse:
    """Forget a queue in which nobody waits."""
    tenant = ask.tenant
    queue = _find(tenant, ask["Sid"])
    if queue.members:
        raise RequestError(
            f"{len(queue.members)} parties wait in the queue {queue.friendly_name}.",
            code=20009,
            cure="Only an empty queue can be deleted.",
        )
    tenant.switchboard.rooms.queues.delete(queue)
    tenant.ledger.delete(queue.record())
    return nothing()


def _name(fields: Fields) -> str:
    name = fields.needed("FriendlyName", code=20002, limit=_NAME)
    if not name.isprintable():
        raise RequestError("FriendlyName has signs that cannot be printed.", code=20002)
    return name


def _free(tenant: Tenant, name: str, queue: Queue | None) -> None:
    other = tenant.switchboard.rooms.queues.find(tenant.sid, name)
    if other is not None and other is not queue:
        raise RequestError(
            f"There is a queue {name} already ({other.sid}).", status=409, code=20409, cure="Use that one."
        )


def _find(tenant: Tenant, sid: str) -> Queue:
    queue = tenant.switchboard.rooms.queues.find(tenant.sid, sid)
    if queue is None:
        raise not_found("queue", sid)
    return queue


def _queue_json(tenant: Tenant, queue: Queue) -> dict[str, Any]:
    return {
        "sid": queue.sid,
        "account_sid": queue.account_sid,
        "friendly_name": queue.friendly_name,
        "current_size": len(queue.members),
        "max_size": queue.max_size,
        "average_wait_time": queue.average_wait,
        "date_created": date(queue.date_created),
        "date_updated": date(queue.date_updated),
        "uri": tenant.uri("Queues", queue.sid),
    }


# --- members ------------------------------------------------------------------------------------------------
async def list_members(ask: Ask) -> RestResponse:
    """Who waits, the first one first."""
    tenant = ask.tenant
    queue = _find(tenant, ask["QueueSid"])
    return page_of(
        ask,
        "queue_members",
        queue.members,
        lambda one: _member_json(tenant, queue, one),
        lambda one: one.call.sid,
    )


async def fetch_member(ask: Ask) -> RestResponse:
    """One that waits; ``Front`` is the first."""
    queue = _find(ask.tenant, ask["QueueSid"])
    return answer(_member_json(ask.tenant, queue, _member(queue, ask["CallSid"])))


async def dequeue(ask: Ask) -> RestResponse:
    """Let one that waits go on with another document; its Enqueue is told ``redirected``."""
    tenant, fields = ask.tenant, ask.fields
    fields.needed("Url", code=21205)
    url = fields.address("Url", code=21205)
    method = fields.method("Method", code=21209)
    queue = _find(tenant, ask["QueueSid"])
    member = _member(queue, ask["CallSid"])
    data = _member_json(tenant, queue, member)
    form = {"QueueSid": queue.sid, "QueueTime": str(member.waited)}
    await tenant.switchboard.redirect(member.call.sid, Entry(url=url, method=method, parameters=form))
    return answer(data)


def _member(queue: Queue, sid: str) -> Member:
    if sid == _FRONT and queue.members:
        return queue.members[0]
    for member in queue.members:
        if member.call.sid == sid:
            return member
    raise not_found("queue member", sid)


def _member_json(tenant: Tenant, queue: Queue, member: Member) -> dict[str, Any]:
    return {
        "call_sid": member.call.sid,
        "queue_sid": queue.sid,
        "date_enqueued": date(member.date_enqueued),
        "position": queue.position(member),
        "wait_time": member.waited,
        "uri": tenant.uri("Queues", queue.sid, "Members", member.call.sid),
    }


ROUTES = [
    Route("POST", "Queues", create_queue),
    Route("GET", "Queues", list_queues),
    Route("GET", "Queues/{Sid}", fetch_queue),
    Route("POST", "Queues/{Sid}", update_queue),
    Route("DELETE", "Queues/{Sid}", delete_queue),
    Route("GET", "Queues/{QueueSid}/Members", list_members),
    Route("GET", "Queues/{QueueSid}/Members/{CallSid}", fetch_member),
    Route("POST", "Queues/{QueueSid}/Members/{CallSid}", dequeue),
]
