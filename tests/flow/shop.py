"""A shop's menus, three deep, and a call through them."""

from __future__ import annotations

from voicelab.calls.events import DocumentStarted, Event, VerbEnded, VerbStarted, WebhookStarted
from voicelab.flow.chart import Box, Way
from voicelab.flow.reading import Reader

BASE = "http://127.0.0.1:5000"
SID = "CA1"
DOCUMENTS = {
    "welcome": """<Response>
  <Gather numDigits="1" action="chosen">
    <Say>Welcome to the shop. Press 1 for sales, 2 for support, 3 for opening hours.</Say>
  </Gather>
  <Say>We did not hear you.</Say>
  <Redirect/>
</Response>""",
    "chosen": "<Response><Redirect>menu-{{Digits}}</Redirect></Response>",
    "menu-1": """<Response>
  <Say>Sales.</Say>
  <Dial timeout="10" action="after-dial"><Number>+15005550010</Number><Client>bob</Client></Dial>
</Response>""",
    "menu-2": """<Response>
  <Gather input="speech dtmf" numDigits="1" action="/webhooks/ivr">
    <Say>Say what is broken, or press 1 for the queue.</Say>
  </Gather>
  <Redirect>welcome</Redirect>
</Response>""",
    "menu-3": "<Response><Say>We are open from nine to five.</Say><Redirect>welcome</Redirect></Response>",
    "after-dial": '<Response><Say>Leave a message.</Say><Record maxLength="30" action="thanks"/></Response>',
    "thanks": "<Response><Say>Thank you. Goodbye.</Say></Response>",
    "lost": "<Response><Redirect>nowhere</Redirect></Response>",
}
QUEUE = '<Response><Say>You wait.</Say><Enqueue waitUrl="/twiml/thanks">support</Enqueue></Response>'


def reader() -> Reader:
    """The shop's documents, with a webhook function that nobody has asked yet."""
    return Reader(BASE, DOCUMENTS, {"/ivr": "function ivr, not asked yet."})


def call() -> list[Event]:
    """Two, then one: through the menu into the webhook's queue."""
    menu, chosen, second = (f"{BASE}/twiml/{name}" for name in ("welcome", "chosen", "menu-2"))
    ivr = f"{BASE}/webhooks/ivr"
    return [
        WebhookStarted(SID, 0.0, 1, "POST", menu, "document", {"CallSid": SID}, ""),
        DocumentStarted(SID, 0.1, 1, menu, DOCUMENTS["welcome"]),
        VerbStarted(SID, 0.2, 1, "Gather", {}, "", 2, 3, 1),
        VerbStarted(SID, 0.3, 2, "Say", {}, "", 3, 5, 1, 1),
        VerbEnded(SID, 1.0, 2, "continue"),
        VerbEnded(SID, 2.0, 1, f"go to {chosen}"),
        WebhookStarted(SID, 2.0, 2, "POST", chosen, "action", {"Digits": "2"}, ""),
        DocumentStarted(SID, 2.1, 2, chosen, DOCUMENTS["chosen"].replace("{{Digits}}", "2")),
        VerbStarted(SID, 2.1, 3, "Redirect", {}, "menu-2", 1, 11, 2),
        VerbEnded(SID, 2.1, 3, f"go to {second}"),
        WebhookStarted(SID, 2.1, 3, "POST", second, "action", {}, ""),
        DocumentStarted(SID, 2.2, 3, second, DOCUMENTS["menu-2"]),
        VerbStarted(SID, 2.2, 4, "Gather", {}, "", 2, 3, 3),
        VerbEnded(SID, 4.0, 4, f"go to {ivr}"),
        WebhookStarted(SID, 4.0, 4, "POST", ivr, "action", {"Digits": "1"}, ""),
        DocumentStarted(SID, 4.1, 4, ivr, QUEUE),
        VerbStarted(SID, 4.2, 5, "Say", {}, "", 1, 11, 4),
        VerbEnded(SID, 5.0, 5, "continue"),
        VerbStarted(SID, 5.1, 6, "Enqueue", {}, "", 1, 35, 4),
    ]


def named(reader: Reader, title: str) -> Box:
    """The one box of this title."""
    (box,) = [box for box in reader.chart.boxes.values() if box.title == title]
    return box


def ways(reader: Reader, start: str) -> set[tuple[str, str, str]]:
    """The ways that leave a box: verb, label, end."""
    return {_told(way) for way in reader.chart.ways if way.start.title == start}


def _told(way: Way) -> tuple[str, str, str]:
    return way.step.verb if way.step else "", way.label, way.end.title
