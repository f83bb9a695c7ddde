"""Any request at all: unknown, repeated, oversized and malformed parameters on every operation.

Every answer is a success that the operation's page documents, with all of the resource's fields and no others, or a
refusal in Twilio's shape with a status below 500. The requests are drawn without chance: the same in every run.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from field_tables import check, check_page
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_caller import ask

import voicelab.rest
from voicelab.rest.routes import Route
from voicelab.rest.table import ACCOUNTS, ROUTES
from voicelab.testing import TestLab

LIVE = "<Response><Say>hello</Say><Pause length='3000'/></Response>"
ROOM = "<Response><Dial><Conference>room</Conference></Dial></Response>"
LINE = "<Response><Enqueue>line</Enqueue></Response>"

SHOWN = {
    "": "account",
    "Balance": "balance",
    "Calls": "call",
    "Calls/*/Events": "event",
    "Calls/*/Notifications": "notification",
    "Notifications": "notification",
    "Calls/*/Notifications/*": "notification-instance",
    "Notifications/*": "notification-instance",
    "Calls/*/Recordings": "call_recording",
    "Conferences/*/Recordings": "conference_recording",
    "Recordings": "recording",
    "Conferences": "conference",
    "Conferences/*/Participants": "participant",
    "Queues": "queue",
    "Queues/*/Members": "member",
    "Applications": "application",
    "IncomingPhoneNumbers": "number",
    "IncomingPhoneNumbers/Local": "incoming_phone_number",
    "IncomingPhoneNumbers/Mobile": "incoming_phone_number",
    "IncomingPhoneNumbers/TollFree": "incoming_phone_number",
    "AvailablePhoneNumbers": "country",
    "AvailablePhoneNumbers/*": "country",
    "AvailablePhoneNumbers/*/*": "available_number",
    "POST OutgoingCallerIds": "validation",
    "OutgoingCallerIds": "caller_id",
    "POST Keys": "new_key",
    "POST SigningKeys": "new_key",
    "Keys": "key",
    "SigningKeys": "key",
    "Tokens": "token",
    "Calls/*/Streams": "stream",
    "Calls/*/Siprec": "siprec",
    "Calls/*/Payments": "payment",
    "Calls/*/Transcriptions": "live_transcription",
    "Transcriptions": "transcription",
    "Recordings/*/Transcriptions": "transcription",
    "Calls/*/UserDefinedMessages": "message",
    "Calls/*/UserDefinedMessageSubscriptions": "subscription",
}
"""Which table of fields an operation's answer follows, by its path."""

EXAMPLES = 12  # requests for each operation
SUCCESS = {"GET": {200}, "POST": {200, 201, 202}, "DELETE": {204}}
REFUSALS = {400, 401, 403, 404, 405, 409, 413, 414, 415, 429}

SOURCES = "".join(file.read_text() for file in Path(voicelab.rest.__file__).parent.glob("*.py"))
NAMES = [*sorted(set(re.findall(r'"([A-Z][A-Za-z]{2,40}[<>]?)"', SOURCES))), "Parameter1.Name", "Nothing", ""]
USEFUL = [
    "true",
    "false",
    "completed",
    "stopped",
    "paused",
    "in-progress",
    "canceled",
    "cancel",
    "10",
    "0",
    "-1",
    "+15005550002",
    "client:alice",
    "client:alice?a=1",
    "sip:a@b",
    "http://app.test/x",
    "wss://bot.test/x",
    "GET",
    "2024-01-01",
    "{}",
    "<Response/>",
    "payment-card-number",
    "both",
    "dual",
    "Front",
]
WILD = st.one_of(
    st.sampled_from(USEFUL),
    st.text(max_size=40),
    st.sampled_from(["x" * 70, "x" * 5000, "9" * 400, "\x00", "http://[", "http://a.test:99999/", "é" * 200]),
)
REQUESTS = st.tuples(
    st.integers(0, 10**6),  # which of the things that are there a path names
    st.booleans(),  # or one that is not there
    st.lists(st.tuples(st.sampled_from(NAMES), WILD), max_size=8),
    WILD,
)


class World:
    """A lab with something of every kind in it, and the SIDs of all that it has shown."""

    def __init__(self, voicelab: TestLab) -> None:
        self.voicelab = voicelab
        self.sids: dict[str, list[str]] = defaultdict(list)
        self.asked = 0
        self.seen: Counter[int] = Counter()
        for who in ("+15005550002", "client:alice"):
            voicelab.callee(who)

    def furnish(self) -> None:
        """Calls, a conference, a queue with somebody in it, and what else can be made."""
        voicelab = self.voicelab
        for twiml in (LIVE, ROOM, ROOM, LINE):
            self.make("Calls", To="client:alice", From="+15005550001", Twiml=twiml)
        voicelab.waits(5)
        live = self.sids["CA"][-4]
        self.make("Keys")
        self.make("Applications", FriendlyName="a")
        self.make("Queues", FriendlyName=f"queue {self.asked}")
        self.make("IncomingPhoneNumbers", PhoneNumber=f"+1500556{self.asked:04d}")
        self.make(f"Calls/{live}/Recordings")
        self.make(f"Calls/{live}/Siprec")
        self.make(f"Calls/{live}/Payments", IdempotencyKey="k", StatusCallback="http://app.test/pay")
        self.make(f"Calls/{live}/UserDefinedMessageSubscriptions", Callback="http://app.test/messages")
        for resource in ("Conferences", "Queues", "Notifications", "Recordings"):
            self.remember(ask(voicelab, "GET", f"{resource}.json")[1])

    def make(self, path: str, **form: str) -> None:
        status, data = ask(self.voicelab, "POST", f"{path}.json", form)
        assert status in (200, 201), data
        self.remember(data)

    def remember(self, data: Any) -> None:
        """Keep every SID in an answer."""
        if isinstance(data, str) and re.fullmatch("[A-Z]{2}[0-9a-f]{32}", data):
            if data not in self.sids[data[:2]]:
                self.sids[data[:2]].append(data)
        elif isinstance(data, dict | list):
            for item in data.values() if isinstance(data, dict) else data:
                self.remember(item)

    def path(self, route: Route, which: int, stranger: bool, wild: str) -> str:
        """The route's path with names of things that are there, or are not."""
        kinds = {
            "Calls": "CA",
            "Participants": "CA",
            "Members": "CA",
            "Recordings": "RE",
            "Conferences": "CF",
        }
        kinds |= {"Queues": "QU", "Applications": "AP", "IncomingPhoneNumbers": "PN", "Keys": "SK"}
        kinds |= {"SigningKeys": "SK", "Notifications": "NO", "Siprec": "SR", "Payments": "PK"}
        kinds |= {"UserDefinedMessageSubscriptions": "ZY", "Streams": "MZ", "Transcriptions": "GT"}
        parts = route.path.split("/")
        names = []
        for before, part in zip(["", *parts], parts, strict=False):
            known = self.sids[kinds.get(before, "")][-6:]
            if not part.startswith("{"):
                names.append(part)
            elif known and not stranger:
                names.append(known[which % len(known)])
            else:
                names.append(quote(wild[:100] or "x", safe=""))
        return "/".join(names)


def verify(route: Route, status: int, data: Any) -> None:
    """The answer is a documented success or a refusal in Twilio's shape."""
    said = f"{route.method} {route.path}: {status} {data}"
    if status not in SUCCESS[route.method]:
        assert status in REFUSALS and {"code", "message", "more_info", "status"} <= set(data), said
        assert data["status"] == status and isinstance(data["code"], int), said
        return
    if status == 204:
        assert data is None, said
        return
    parts = route.path.split("/")
    shape = "/".join("*" if part.startswith("{") else part for part in parts)
    resource = SHOWN.get(f"{route.method} {shape}") or SHOWN.get(shape) or SHOWN[shape.removesuffix("/*")]
    listed = [name for name in data if isinstance(data[name], list)] if "first_page_uri" in data else []
    if route.path == "AvailablePhoneNumbers":  # a list without pages
        assert set(data) == {"countries", "uri"} and all(check("country", one) for one in data["countries"])
    elif listed:
        check_page(listed[0], resource, data)
    else:
        check(resource, data)


def try_out(world: World, route: Route) -> None:
    """A dozen requests for one operation."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(REQUESTS)
    def requests(drawn: tuple[int, bool, list[tuple[str, str]], str]) -> None:
        which, stranger, fields, wild = drawn
        world.asked += 1
        path = world.path(route, which, stranger, wild)
        encoded = urlencode(fields, errors="replace")
        said: dict[str, Any] = {"body": encoded.encode()} if route.method == "POST" else {"query": encoded}
        status, data = ask(world.voicelab, route.method, f"{path}.json", **said)
        verify(route, status, data)
        world.remember(data)
        world.seen[status] += 1

    requests()


def test_any_request_has_an_answer_that_is_documented(voicelab: TestLab) -> None:
    """Issue 5: no 5xx and no undocumented answer. One test: what each operation finds is the same in every run."""
    world = World(voicelab)
    for route in ROUTES:
        if sum(not call.over for call in voicelab.lab.switchboard.calls.values()) < 4:
            world.furnish()
        try_out(world, route)
    assert sum(world.seen.values()) >= len(ROUTES) * EXAMPLES * 0.9
    assert all(world.seen[status] > 3 for status in (200, 201, 204, 400, 404))


@pytest.mark.parametrize("route", ACCOUNTS, ids=lambda route: route.method)
def test_the_accounts_themselves(voicelab: TestLab, route: Route) -> None:
    path = "/2010-04-01/Accounts.json"
    for form in (
        {},
        {"FriendlyName": "a" * 65},
        {"FriendlyName": "\x00"},
        {"Status": "gone", "PageSize": "x"},
    ):
        encoded = urlencode(form)
        said: dict[str, Any] = {"body": encoded.encode()} if route.method == "POST" else {"query": encoded}
        verify(Route(route.method, "", route.handler), *ask(voicelab, route.method, path, **said))
