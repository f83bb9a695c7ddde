"""``lab.export``: what changes when something that runs here is to run on a real account, and the requests for it.

Nothing is sent by looking at it. Source: Twilio's "Application resource" and "IncomingPhoneNumber resource".
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from voicelab.client import Json
from voicelab.errors import LabError, WrongValue
from voicelab.kernel import html
from voicelab.kernel.export_steps import TWILIO, Sent, Step, send
from voicelab.twiml.addresses import Address
from voicelab.twiml.check import examine
from voicelab.twiml.document import Element

__all__ = ["Export", "Source", "make_export", "routes_of"]

_DOCUMENTS, _FUNCTIONS = "/twiml/", "/webhooks/"
_ROUTES = {
    "voice_url": "VoiceUrl",
    "voice_method": "VoiceMethod",
    "voice_fallback_url": "VoiceFallbackUrl",
    "status_callback": "StatusCallback",
}
_PRETEND = re.compile(r"\+1500555\d{4}")
_VOICE = "Say: on Twilio the voice is another, and so are its length and its reading of names"


@dataclass(frozen=True, slots=True)
class Source:
    """What an export needs of a lab: its address, its documents, the names of its webhook functions by path."""

    url: str
    documents: Mapping[str, str]
    functions: Mapping[str, str]


@dataclass
class Export:
    """What goes live: ``changes``, the ``steps``, what ``stops`` them, ``warnings``. It shows itself as a dry run."""

    name: str
    documents: dict[str, str] = field(default_factory=dict)
    """The documents by the path at which your server is to answer with them."""
    changes: list[tuple[str, str]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def curl(self) -> str:
        """The requests as commands of a shell."""
        return "\n\n".join(step.curl() for step in self.steps)

    @property
    def python(self) -> str:
        """The requests, and a token for a browser phone, with the official Python library."""
        lines = [
            "import os",
            "",
            "from twilio.jwt.access_token import AccessToken",
            "from twilio.jwt.access_token.grants import VoiceGrant",
            "from twilio.rest import Client",
            "",
            'account_sid = os.environ["TWILIO_ACCOUNT_SID"]',
            'client = Client(account_sid, os.environ["TWILIO_AUTH_TOKEN"])',
        ]
        for step in self.steps:
            lines += ["", f"# {step.why}", *_python(step)]
        lines += [
            "",
            "# A page's token: an API key of the account signs it (Console, or client.new_keys.create())",
            "token = AccessToken(",
            "    account_sid,",
            '    os.environ["TWILIO_API_KEY"],',
            '    os.environ["TWILIO_API_SECRET"],',
            '    identity="alice",',
            ")",
            "token.add_grant(VoiceGrant(outgoing_application_sid=application.sid, incoming_allow=True))",
            "print(token.to_jwt())",
        ]
        return "\n".join(lines) + "\n"

    def push(
        self, *, account_sid: str, auth_token: str, confirm: bool = False, base_url: str = TWILIO
    ) -> Sent:
        """Send the requests to that account, and nothing else; with ``confirm=True`` alone.

        LabError, with nothing sent, without ``confirm`` or while something ``stops`` it; RequestError in Twilio's
        words when the account refuses. ``base_url`` is for another lab in the place of the real account.
        """
        if not account_sid or not auth_token:
            raise LabError("Nothing was sent: the account's SID and auth token are missing.")
        if self.stops:
            raise LabError("Nothing was sent: " + " ".join(self.stops))
        if confirm is not True:
            raise LabError(
                f"Nothing was sent: these are {len(self.steps)} changes to {account_sid}.",
                cure="Look at the dry run, then say push(..., confirm=True).",
            )
        return send(self.steps, account_sid, auth_token, base_url)

    def __repr__(self) -> str:
        lines = [f"Going live with {self.name}: a dry run, nothing has been sent", "", "What changes"]
        width = max(len(what) for what, _ in self.changes)
        lines += [f"  {what:<{width}}  {how}" for what, how in self.changes]
        lines += ["", f"Requests to {TWILIO}"]
        lines += [f"  {line}" for step in self.steps for line in step.lines()]
        lines += [line for each in self.stops for line in ("", f"STOP  {each}")]
        lines += ["", *(f"note  {each}" for each in self.warnings)] if self.warnings else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        changes = html.table(
            ["what changes", ""], [(html.escape(what), html.escape(how)) for what, how in self.changes]
        )
        requests = "\n".join(line for step in self.steps for line in step.lines())
        notes = "".join(f'<div class="vl-bad">{html.escape(each)}</div>' for each in self.stops)
        notes += "".join(f"<div>{html.muted(each)}</div>" for each in self.warnings)
        body = f"{changes}{html.block(requests, 8)}{notes}"
        title = f"Going live with {self.name}"
        return html.card(title, "a dry run: nothing has been sent", body, alive=not self.stops)


def make_export(
    source: Source, name: str, routes: Mapping[str, str], public_url: str | None, number: str | None
) -> Export:
    """The export of an application ``name`` whose calls go where ``routes`` (a lab's record) says."""
    if public_url is not None and urlsplit(public_url).scheme not in ("http", "https"):
        raise WrongValue(f"{public_url!r} is not an address: https://your-server.example")
    base = (public_url or source.url).rstrip("/")
    export = Export(name)
    export.changes.append(("account", "the real account's SID and auth token in place of the lab's"))
    form = {"FriendlyName": name}
    for route, parameter in _ROUTES.items():
        if value := routes.get(route, ""):
            form[parameter] = value if route == "voice_method" else _public(value, source, base)
    reached = _Reached(source, base, export)
    for route in _ROUTES:
        if route != "voice_method" and routes.get(route):
            reached.visit(_local(routes[route], source), f"the application's {_ROUTES[route]}")
    reached.finish()
    export.steps.append(
        Step("the application", "Applications", form, {"FriendlyName": name}, "ApplicationSid")
    )
    export.changes.append(("application", f"{name}: its calls go to {form.get('VoiceUrl', '')}"))
    if number:
        export.steps.append(
            Step(
                f"{number} leads to it",
                "IncomingPhoneNumbers",
                {"VoiceApplicationSid": "{ApplicationSid}"},
                {"PhoneNumber": number},
                "PhoneNumberSid",
                make=False,
            )
        )
        export.changes.append(("number", f"{number}, which the account must have, leads to the application"))
        if _PRETEND.fullmatch(number):
            export.stops.append(f"{number} is a pretend number: name one of the account's, number=...")
    else:
        export.changes.append(("number", "none yet: lab.export(..., number=) names one of the account's"))
    export.changes.append(
        ("token", "a page's token is signed by an API key of the account and names the application")
    )
    export.warnings.append(
        "From and callerId must be numbers the account has or has verified; a lab takes any."
    )
    return export


class _Reached:
    """Follows addresses from document to document, and notes what each finds."""

    def __init__(self, source: Source, base: str, export: Export) -> None:
        self._source, self._base, self._export = source, base, export
        self._seen: set[str] = set()
        self._notes: dict[str, None] = {}
        self._moved: dict[str, str] = {}

    def visit(self, address: str, where: str) -> None:
        """One address: a path of this lab, or an address elsewhere."""
        if address in self._seen:
            return
        self._seen.add(address)
        path = address.partition("?")[0].partition("#")[0]
        if path.startswith(_DOCUMENTS):
            self._document(path, where)
        elif path.startswith(_FUNCTIONS):
            function = self._source.functions.get("/" + path.removeprefix(_FUNCTIONS))
            if function is None:
                self._export.stops.append(f"Nothing answers at {path} ({where}).")
            self._moved[path] = f"the function {function or '?'} must answer at {self._base}{path}"
        elif "://" in address:
            if reason := _unreachable(address):
                self._export.stops.append(f"Twilio cannot reach {address} ({where}): {reason}.")
        else:
            self._export.stops.append(f"The lab has nothing at {address} ({where}).")

    def finish(self) -> None:
        """Write down what moves, and what is different there."""
        if self._moved:
            if reason := _unreachable(self._base):
                self._export.stops.append(
                    f"Twilio cannot reach {self._base}: {reason}. Say where your server is: "
                    f"lab.export({self._export.name!r}, public_url='https://...')."
                )
            elif self._base.startswith("http://"):
                self._export.warnings.append(
                    "Use https: without it anybody on the way can read the requests."
                )
        self._export.changes += [(path, words) for path, words in self._moved.items()]
        self._export.warnings += list(self._notes)

    def _document(self, path: str, where: str) -> None:
        name = path.removeprefix(_DOCUMENTS)
        text = self._source.documents.get(name)
        if text is None:
            self._export.stops.append(f"The lab has no document {name} ({where}).")
            return
        self._moved[path] = f"your server answers with the document at {self._base}{path}"
        self._export.documents[path] = text.replace(self._source.url, self._base)
        if "{{" in text:
            self._notes[
                f"{name}: {{{{...}}}} is filled by a lab and by TwiML Bins; your server must do it."
            ] = None
        examined = examine(text)
        if examined.document is None:
            self._export.stops.append(f"{name} is not well-formed: voicelab check says where.")
            return
        for element in examined.document.root.walk():
            self._note(element)
            for place, address in _addresses(element):
                below = f"{name}, <{element.name}> {place}"
                self.visit(_local(urljoin(self._source.url + path, address), self._source), below)

    def _note(self, element: Element) -> None:
        spec = element.spec
        if element.name == "Say":
            self._notes[f"{_VOICE}."] = None
        elif element.name == "Gather" and "speech" in element.attributes.get("input", ""):
            self._notes["Gather: on Twilio another recogniser listens, and knows other words."] = None
        elif element.name == "Client":
            self._notes[f"Client {element.plain_text}: a page with a token of the account must be there."] = (
                None
            )
        elif element.name == "Number" and _PRETEND.fullmatch(element.text):
            self._notes[f"Number {element.text} is a pretend one."] = None
        if spec is not None and spec.support != "real":
            words = spec.says or "the lab only checks it"
            self._notes[f"{element.name} is {spec.support} in a lab: {words}"] = None


def routes_of(record: Json) -> dict[str, str]:
    """The routes of an application's or a number's record."""
    return {route: str(record.get(route) or "") for route in _ROUTES}


def _addresses(element: Element) -> Iterator[tuple[str, str]]:
    """The addresses that an element names, each with where: an attribute, or its text."""
    spec = element.spec
    if spec is None:
        return
    for name, value in element.attributes.items():
        attribute = spec.attributes.get(name)
        if attribute is not None and isinstance(attribute.kind, Address) and value.strip():
            yield name, value.strip()
    if spec.text is not None and isinstance(spec.text.kind, Address) and element.text:
        yield "text", element.text


def _local(address: str, source: Source) -> str:
    """A path for what this lab serves, the address itself for everything else."""
    if address.startswith(source.url + "/"):
        return address.removeprefix(source.url)
    if "://" in address or address.startswith("/"):
        return address
    return _DOCUMENTS + address  # a document's name


def _public(address: str, source: Source, base: str) -> str:
    local = _local(address, source)
    return local if "://" in local else base + local


def _unreachable(address: str) -> str:
    """Why nobody outside reaches an address; empty when it may be reached."""
    host = (urlsplit(address).hostname or "").rstrip(".").lower()
    try:
        if not ipaddress.ip_address(host).is_global:
            return "it is an address of this machine or of a private network"
    except ValueError:
        if (
            host == "localhost"
            or "." not in host
            or host.endswith((".localhost", ".local", ".internal", ".test"))
        ):
            return "it is a name that is known here alone"
    return ""


def _python(step: Step) -> Sequence[str]:
    names = {"Applications": "applications", "IncomingPhoneNumbers": "incoming_phone_numbers"}
    kind = names[step.collection]
    one = {"Applications": "application", "IncomingPhoneNumbers": "number"}[step.collection]
    look = ", ".join(f"{_snake(key)}={json.dumps(value)}" for key, value in step.look.items())
    form = ", ".join(
        f"{_snake(key)}={'application.sid' if value == '{ApplicationSid}' else json.dumps(value)}"
        for key, value in step.form.items()
    )
    found = f"client.{kind}.list({look}, limit=1)"
    if not step.make:
        return [f"{one} = {found}[0].update({form})"]
    return [
        f"there = {found}",
        f"make = there[0].update if there else client.{kind}.create",
        f"{one} = make({form})",
    ]


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
