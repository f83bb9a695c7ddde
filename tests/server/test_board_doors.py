"""The doors of boards: what a page's token allows, and what it does not (docs/wire.md)."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lab_child import LabChild, Visitor, start_lab

ROOM = "<Response><Dial><Conference waitUrl=''>{}</Conference></Dial></Response>"


async def page_token(visitor: Visitor, **may: Any) -> str:
    status, data = await visitor.ask("POST", "/lab/v1/tokens", json={"kind": "observe", "may": may})
    assert status == 201, data
    return str(data["token"])


async def act(visitor: Visitor, token: str, door: str, **fields: Any) -> tuple[int, Any]:
    headers = {"X-Twilio-Token": token}
    return await visitor.ask("POST", f"/lab/v1/{door}", auth=False, headers=headers, json=fields)


async def room_with_one(visitor: Visitor, name: str) -> str:
    """A room with a scripted caller in it; the SID of its call."""
    async with visitor.socket("/observe") as observer:
        await observer.send_json({"token": await visitor.token("observe"), "calls": "all"})
        body = {"from": "client:ann", "to": ROOM.format(name)}
        status, call = await visitor.ask("POST", "/lab/v1/callers", json=body)
        assert status == 201, call
        while True:
            event = await observer.receive_json()
            if event["event"] == "conference-joined" and event["call_sid"] == call["sid"]:
                return str(call["sid"])


def test_a_token_moderates_the_one_conference_it_names(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        sid = await room_with_one(visitor, "one")
        token = await page_token(visitor, conference="one")
        status, room = await act(visitor, token, "conferences", conference="one", do="mute", call_sid=sid)
        assert status == 200 and room["participants"][0]["muted"] is True
        other = await page_token(visitor, conference="two")
        for wrong in (other, await page_token(visitor), await page_token(visitor, queues=True)):
            status, data = await act(visitor, wrong, "conferences", conference="one", do="kick", call_sid=sid)
            assert (status, data["code"]) == (403, 20003), data
        status, data = await act(visitor, "nonsense", "conferences", conference="one", do="end")
        assert status == 401
        # renewed, it still may; and it opens no other door
        status, fresh = await visitor.ask("POST", "/lab/v1/tokens/renew", auth=False, json={"token": token})
        assert status == 201
        status, room = await act(visitor, fresh["token"], "conferences", conference="one", do="end")
        assert (status, room["status"]) == (200, "none")
        for door in ("queues", "click-to-call", "calls", "documents"):
            assert (await act(visitor, token, door))[0] in (401, 403, 405)

    lab.run(story)


def test_the_state_of_a_room_is_watched_and_levels_with_it(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/observe") as observer:

            async def first(name: str) -> dict[str, Any]:
                while True:
                    event: dict[str, Any] = await observer.receive_json()
                    if event["event"] == name:
                        return event

            watch = {"calls": [], "conferences": ["watched"], "queues": True}
            await observer.send_json({"token": await visitor.token("observe"), **watch})
            nobody = {"conference": "watched", "conference_sid": None, "status": "none", "participants": []}
            assert await first("conference") == {"event": "conference", **nobody}
            assert (await first("queues"))["queues"] == []
            sid = await room_with_one(visitor, "watched")
            room = await first("conference")
            assert room["status"] == "init" and room["conference_sid"].startswith("CF")
            person = {"call_sid": sid, "address": "client:ann", "status": "connected", "muted": False}
            assert room["participants"] == [{**person, "hold": False}]
            assert (await first("levels"))["levels"] == {sid: 0.0}
            said = asyncio.create_task(
                visitor.ask("POST", f"/lab/v1/calls/{sid}/say", json={"text": "Is anybody there?"})
            )
            while (await first("levels"))["levels"][sid] < 0.05:
                pass
            await said

    lab.run(story)


def test_a_phones_own_token_watches_no_room(lab: LabChild) -> None:
    """Who is in a room is for those with a token that was made for watching."""

    async def story(visitor: Visitor) -> None:
        async with visitor.socket("/observe") as observer:
            token = await visitor.token("access", "ann")
            await observer.send_json({"token": token, "conferences": ["private"], "envelope": True})
            assert (await observer.receive_json())["event"] == "refused"

    lab.run(story)


@pytest.mark.parametrize(
    ("door", "fields", "status", "code"),
    [
        ("conferences", {"conference": "nowhere", "do": "end"}, 404, 20404),
        ("conferences", {"conference": "nowhere", "do": "dance"}, 400, 20001),
        ("conferences", {"room": "nowhere"}, 400, 20001),
        ("queues", {"queue": "nowhere", "do": "take", "by": "alice"}, 404, 20404),
        ("click-to-call", {"customer": "+15005550001"}, 400, 21201),
        ("click-to-call", {"agent": "alice"}, 400, 21201),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    lab: LabChild, door: str, fields: dict[str, str], status: int, code: int
) -> None:
    async def story(visitor: Visitor) -> None:
        answer, data = await visitor.ask("POST", f"/lab/v1/{door}", json=fields)
        assert (answer, data["code"]) == (status, code) and data["message"]

    lab.run(story)


@pytest.mark.parametrize(
    "may", ["all", {"conference": 7}, {"rooms": ["a"]}, {"queues": "yes"}, {"call": {"agent": "alice"}}]
)
def test_rights_that_are_none_are_refused(lab: LabChild, may: Any) -> None:
    async def story(visitor: Visitor) -> None:
        body = {"kind": "observe", "may": may}
        assert (await visitor.ask("POST", "/lab/v1/tokens", json=body))[0] == 400
        body = {"kind": "access", "identity": "alice", "may": {"queues": True}}
        assert (await visitor.ask("POST", "/lab/v1/tokens", json=body))[0] == 400

    lab.run(story)


@pytest.mark.parametrize(
    "what", ["<Response><Hangup/></Response>", "https://example.org/x", "http://127.0.0.1/"]
)
def test_a_page_announces_words_and_documents_and_no_twiml_of_its_own(lab: LabChild, what: str) -> None:
    async def story(visitor: Visitor) -> None:
        await room_with_one(visitor, "loud")
        token = await page_token(visitor, conference="loud")
        status, data = await act(visitor, token, "conferences", conference="loud", do="announce", what=what)
        assert (status, data["code"]) == (403, 20003) and "TwiML" in data["message"], data
        status, data = await act(
            visitor, token, "conferences", conference="loud", do="announce", what="Hello"
        )
        assert status == 200, data
        body = {"conference": "loud", "do": "announce", "what": "<Response><Say>Hi</Say></Response>"}
        assert (await visitor.ask("POST", "/lab/v1/conferences", json=body))[0] == 200  # a kernel may
        await act(visitor, token, "conferences", conference="loud", do="end")

    lab.run(story)


async def one_who_waits(visitor: Visitor, queue: str) -> str:
    """A scripted caller in a queue; the SID of its call."""
    async with visitor.socket("/observe") as observer:
        watch = {"token": await visitor.token("observe"), "calls": [], "queues": True}
        await observer.send_json(watch)
        body = {"from": "client:ann", "to": f"<Response><Enqueue waitUrl=''>{queue}</Enqueue></Response>"}
        status, call = await visitor.ask("POST", "/lab/v1/callers", json=body)
        assert status == 201, call
        while True:
            event = await observer.receive_json()
            if event["event"] == "queues" and any(
                one["queue"] == queue and one["members"] for one in event["queues"]
            ):
                return str(call["sid"])


def test_a_page_serves_queues_with_what_the_lab_has_and_rings_nobody_else(tmp_path: Path) -> None:
    async def story(visitor: Visitor) -> None:
        sid = await one_who_waits(visitor, "narrow")
        token = await page_token(visitor, queues=True)
        for by in ("+15005550199", "client:stranger", "stranger"):
            status, data = await act(visitor, token, "queues", queue="narrow", do="take", by=by)
            assert (status, data["code"]) == (404, 20404) and data["cure"], data
        for what in ("<Response/>", "https://example.org/", "+15005550199", "client:stranger", "stranger"):
            fields = {"queue": "narrow", "do": "dequeue", "call_sid": sid, "what": what}
            status, data = await act(visitor, token, "queues", **fields)
            assert (status, data["code"]) == (403, 20003), (what, data)
        source = "<Response><Hangup/></Response>"
        await visitor.ask("PUT", "/lab/v1/documents/goodbye", json={"source": source})
        await visitor.ask("PUT", "/lab/v1/numbers/+15005550177", json={"voice_url": "goodbye"})
        status, data = await act(visitor, token, "queues", queue="narrow", do="take", by="+15005550177")
        assert status == 200, data  # the lab's own number
        fields = {"queue": "narrow", "do": "dequeue", "call_sid": sid, "what": "goodbye"}
        status, data = await act(visitor, token, "queues", **fields)
        assert status == 200 or data["code"] == 20404, data  # the number may have been quicker

    lab = start_lab(tmp_path / "lab")
    try:
        lab.run(story)
    finally:
        assert lab.end() == 0


def test_a_page_hangs_up_the_call_that_it_placed_and_no_other(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        mine = await page_token(visitor, call={"agent": "+15005550091", "customer": "+15005550092"})
        other = await page_token(visitor, call={"agent": "+15005550091", "customer": "+15005550093"})
        document = "<Response><Pause length='60'/></Response>"
        assert (await visitor.ask("PUT", "/lab/v1/documents/patient", json={"source": document}))[0] == 200
        for number in ("+15005550091", "+15005550092"):
            body = {"voice_url": "patient"}
            assert (await visitor.ask("PUT", f"/lab/v1/numbers/{number}", json=body))[0] == 200
        status, call = await act(visitor, mine, "click-to-call")
        assert status == 201, call
        door = f"click-to-call/{call['sid']}/hang-up"
        for wrong in (other, await page_token(visitor)):
            status, data = await act(visitor, wrong, door)
            assert (status, data["code"]) == (403, 20003), data
        async with visitor.socket("/observe") as observer:
            watch = {"token": await visitor.token("observe"), "calls": [call["sid"]], "history": True}
            await observer.send_json(watch)
            status, _ = await act(visitor, mine, door)
            assert status == 200
            while (event := await observer.receive_json())["event"] != "call-ended":
                pass
            assert event["status"] in ("completed", "canceled")
        # it is over; and what nobody clicked is no click-to-call
        somebody = await room_with_one(visitor, "not clicked")
        for sid in (call["sid"], somebody):
            status, data = await act(visitor, mine, f"click-to-call/{sid}/hang-up")
            assert (status, data["code"]) == (404, 20404), data

    lab.run(story)


def test_a_room_that_is_over_says_who_had_been_there(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        await room_with_one(visitor, "over")
        token = await page_token(visitor, conference="over")
        status, room = await act(visitor, token, "conferences", conference="over", do="end")
        assert (status, room["status"], room["participants"]) == (200, "none", [])
        last = room["last"]
        assert (last["participants"], last["reason"]) == (["client:ann"], "conference-ended-via-api")
        assert datetime.fromisoformat(last["ended"]).tzinfo is not None
        async with visitor.socket("/observe") as observer:
            watch = {"token": token, "calls": [], "conferences": ["over"], "queues": True}
            await observer.send_json(watch)
            while (event := await observer.receive_json())["event"] != "conference":
                pass
            assert event["last"] == last

    lab.run(story)
