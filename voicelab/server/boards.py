"""``/lab/v1``: what the boards of a notebook do: moderate a conference, serve a queue, place a click-to-call.

A kernel sends its credentials. A page sends an observe token with the right to do just that (``may`` in
:mod:`voicelab.calls.page_rights`) as ``X-Twilio-Token``. Where a kernel may name any TwiML, address or number, a page
names what the lab has already: a document, an application, a phone that is here, one of its numbers. What a stolen
token can do is bounded by what its makers put into the lab.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from voicelab.calls.model import Address, parse_address
from voicelab.calls.page_rights import ClickToCall, PageRights
from voicelab.calls.record_json import record_to_json
from voicelab.engine.call import Call
from voicelab.engine.conference import Conference, Participant
from voicelab.engine.directory import Entry
from voicelab.engine.queues import Queue
from voicelab.errors import RequestError
from voicelab.server.answers import json_answer, read_json
from voicelab.server.doors import need_credentials
from voicelab.server.fields import read_fields, read_party
from voicelab.server.lab import LAB, Lab
from voicelab.server.room_watch import conference_json, queue_json

__all__ = ["CLICKED", "click_to_call", "hang_up_clicked", "moderate", "serve_queue"]

CLICKED: web.AppKey[WeakKeyDictionary[Call, ClickToCall]] = web.AppKey("CLICKED")
"""What was clicked for each of the agents' calls: a page may hang up its own."""

_TO_ONE = ("mute", "unmute", "hold", "unhold", "kick")
_TO_ALL = ("announce", "end")


async def moderate(request: web.Request) -> web.Response:
    """``POST /lab/v1/conferences``: do something in a live conference; what it is like afterwards."""
    lab, may = _rights(request)
    fields = read_fields(await read_json(request), {"conference": "", "do": "", "call_sid": "", "what": ""})
    name, do = fields["conference"], fields["do"]
    if may is not None and (not name or may.conference != name):
        raise _not_allowed(f"moderate the conference {name}")
    if do not in (*_TO_ONE, *_TO_ALL):
        raise RequestError(f"do is {', '.join((*_TO_ONE, *_TO_ALL))}.", code=20001)
    room = lab.switchboard.rooms.conferences.find(lab.account_sid, name)
    if room is None or room.status == "completed":
        raise RequestError(f"There is nobody in a conference {name} now.", status=404, code=20404)
    if do in _TO_ONE:
        _to_one(_participant(room, fields["call_sid"]), room, do)
    elif do == "announce":
        room.announce(_announcement(lab, fields["what"], anything=may is None), "POST")
    else:
        for call in list(room.expected.values()):
            await call.hang_up("the conference was ended on its board", "canceled")
        room.end("conference-ended-via-api")
    return json_answer(conference_json(room.friendly_name, room))


def _participant(room: Conference, call_sid: str) -> Participant:
    participant = room.participants.get(call_sid)
    if participant is None:
        raise RequestError(
            f"The party of {call_sid or 'no call'} is not in {room.friendly_name}.", status=404, code=20404
        )
    return participant


def _to_one(who: Participant, room: Conference, do: str) -> None:
    if do in ("mute", "unmute"):
        room.mute(who, do == "mute")
    elif do in ("hold", "unhold"):
        room.put_on_hold(who, do == "hold")
    else:
        who.release("participant_updated_via_api")


def _announcement(lab: Lab, what: str, *, anything: bool) -> str:
    """What everybody hears: a document, an address or TwiML (of a kernel only); any other text is said."""
    what = what.strip()
    if not what:
        raise RequestError(
            "There is nothing to announce.", code=20001, cure="Give a text, or a document's name."
        )
    if what in lab.directory.documents:
        return lab.directory.document_url(what)
    if what.startswith(("<", "http://", "https://")):
        if not anything:
            raise _not_allowed("announce TwiML or an address: it announces a text, or a document by its name")
        return what
    return f"<Response><Say>{escape(what)}</Say></Response>"


async def serve_queue(request: web.Request) -> web.Response:
    """``POST /lab/v1/queues``: let somebody talk to the first who waits, or send one who waits elsewhere."""
    lab, may = _rights(request)
    fields = read_fields(
        await read_json(request), {"queue": "", "do": "", "by": "", "call_sid": "", "what": ""}
    )
    if may is not None and not may.queues:
        raise _not_allowed("serve the queues")
    queue = lab.switchboard.rooms.queues.find(lab.account_sid, fields["queue"])
    if queue is None:
        raise RequestError(f"There is no queue {fields['queue']}.", status=404, code=20404)
    if fields["do"] == "take":
        await _take(lab, queue, fields["by"], anybody=may is None)
    elif fields["do"] == "dequeue":
        if may is not None:
            _need_of_the_lab(lab, fields["what"])
        await _dequeue(lab, queue, fields["call_sid"], fields["what"])
    else:
        raise RequestError("do is take or dequeue.", code=20001)
    return json_answer(queue_json(queue))


async def _take(lab: Lab, queue: Queue, by: str, *, anybody: bool) -> None:
    """Ring ``by``; who answers is connected to the first in the queue. A page rings who is here, a kernel anybody."""
    if not queue.members:
        raise RequestError(f"Nobody waits in {queue.friendly_name}.", code=20001)
    taker = read_party(by, "Say who takes the caller: alice, or a number.")
    if not anybody and not _is_here(lab, taker):
        raise RequestError(
            f"{taker} is not here: a board rings phones that are open, and the lab's own numbers.",
            status=404,
            code=20404,
            cure=f"Open it first, as in lab.phone({taker.value!r})."
            if taker.kind == "client"
            else "A program with the account's credentials may ring anybody.",
        )
    twiml = f"<Response><Dial><Queue>{escape(queue.friendly_name)}</Queue></Dial></Response>"
    await lab.switchboard.place_call(
        account_sid=lab.account_sid,
        to=taker,
        from_=queue.members[0].call.record.from_,
        entry=Entry(twiml=twiml),
    )


def _is_here(lab: Lab, party: Address) -> bool:
    """Whether a call to the party rings something of this account."""
    return bool(lab.switchboard.devices_at(lab.account_sid, party)) or (
        party.kind == "number" and lab.directory.number(str(party)) is not None
    )


def _need_of_the_lab(lab: Lab, what: str) -> None:
    """Refuse for a page what the lab does not have already: TwiML, addresses, numbers and phones of others."""
    what = what.strip()
    party = parse_address(what)
    if party.kind == "unknown":
        party = Address("client", what)
        if not what or (what in lab.directory.documents and not what.startswith("<")):
            return  # nothing at all is refused, in words, where it is resolved
    if not what.startswith("app:") and not _is_here(lab, party):
        raise _not_allowed(
            "send a caller there: it names a document, app:NAME, a phone that is open, or a number of the lab"
        )


async def _dequeue(lab: Lab, queue: Queue, call_sid: str, what: str) -> None:
    """Let one who waits go on with a document; its Enqueue is told ``redirected``."""
    member = next((one for one in queue.members if one.call.sid == call_sid), None)
    if member is None:
        raise RequestError(
            f"{call_sid or 'Nobody'} does not wait in {queue.friendly_name}.", status=404, code=20404
        )
    await lab.switchboard.redirect(member.call.sid, lab.directory.resolve(what))


async def click_to_call(request: web.Request) -> web.Response:
    """``POST /lab/v1/click-to-call``: ring the agent, then the customer. A page's token says which call it is."""
    lab, may = _rights(request)
    fields = read_fields(await read_json(request), {"agent": "", "customer": "", "caller": ""})
    plan = ClickToCall(fields["agent"], fields["customer"], fields["caller"])
    if may is not None:
        if may.call is None:
            raise _not_allowed("place a call")
        plan = may.call
    agent = read_party(plan.agent, "Say whom to ring first: alice, or a number.")
    customer = read_party(plan.customer, "Say whom to call: a number, or client:NAME.")
    caller = plan.caller or lab.directory.calls_from
    noun = "Client" if customer.kind == "client" else "Number"
    callee = f"<{noun}>{escape(customer.value)}</{noun}>"
    call = await lab.switchboard.place_call(
        account_sid=lab.account_sid,
        to=agent,
        from_=caller,
        entry=Entry(twiml=f"<Response><Dial callerId={quoteattr(caller)}>{callee}</Dial></Response>"),
    )
    request.app[CLICKED][call] = plan
    return json_answer(record_to_json(call.record), status=201)


async def hang_up_clicked(request: web.Request) -> web.Response:
    """``POST /lab/v1/click-to-call/SID/hang-up``: end the agent's call, and the customer's with it."""
    lab, may = _rights(request)
    sid = request.match_info["sid"]
    call = lab.switchboard.calls.get(sid)
    plan = request.app[CLICKED].get(call) if call is not None else None
    if call is None or call.over or plan is None or call.account.sid != lab.account_sid:
        raise RequestError(f"There is no click-to-call {sid} now.", status=404, code=20404)
    if may is not None and may.call != plan:
        raise _not_allowed("hang up this call")
    await call.hang_up("it was hung up where it had been clicked", "canceled")
    return json_answer(record_to_json(call.record))


def _rights(request: web.Request) -> tuple[Lab, PageRights | None]:
    """The lab and a page's rights; None for who has the account's credentials, and may do all of it."""
    token = request.headers.get("X-Twilio-Token")
    if not token:
        return need_credentials(request), None
    lab, holder = request.app[LAB].holder(token)
    return lab, holder.may


def _not_allowed(what: str) -> RequestError:
    return RequestError(
        f"This page's token does not allow it to {what}.",
        status=403,
        code=20003,
        cure="Run the cell again that made the board.",
    )
