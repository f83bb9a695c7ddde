"""What answers calls in a notebook's lab: webhook functions, applications, pretend numbers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from voicelab.calls.webhook_function import WebhookFunction
from voicelab.client import Client, Json
from voicelab.errors import LabError, NoSuchName, WrongType, WrongValue
from voicelab.kernel.connection import Connection
from voicelab.kernel.records import Application, Number
from voicelab.kernel.unserved import nobody_yet
from voicelab.kernel.webhooks import show_in_notebook

__all__ = ["Answering"]

F = TypeVar("F", bound=WebhookFunction)


class Answering:
    """The half of a lab that says what answers a call: see :class:`voicelab.kernel.lab.Lab`."""

    _connection: Connection
    _client: Client

    def webhook(self, path: str) -> Callable[[F], F]:
        """A decorator: serve a Python function as a webhook at ``path`` of this lab, such as ``/ivr``.

        The function is given the request's parameters (``parameters["Digits"]``) and returns TwiML: a str, a
        ``VoiceResponse``, an lxml element, or ``(body, status)``. It runs on a thread of this kernel. ValueError
        for a path that is none.
        """
        if callable(path):
            raise WrongType('A webhook needs a path: @lab.webhook("/ivr").')
        path = _webhook_path(path)

        def serve(function: F) -> F:
            self._connection.check()
            if not self._connection.tunnel.serve(path, function):
                trouble = self._connection.tunnel.trouble
                raise LabError(f"The lab does not take webhook functions just now ({trouble}).")
            return function

        return serve

    def webhook_url(self, path: str | WebhookFunction) -> str:
        """The address of a webhook function, given its path or the function itself.

        A function that is not served yet is served from now on, under its name. KeyError for an unknown path.
        """
        functions = self._connection.tunnel.functions
        if not isinstance(path, str) and not callable(path):
            raise WrongType(f"A webhook function, or its path, is asked for, not {path!r}.")
        if callable(path):
            for known, function in functions.items():
                if function is path:
                    return self._webhook_address(known)
            name = _own_path(path, functions)
            self.webhook(name)(path)
            return self._webhook_address(name)
        path = _webhook_path(path)
        if path not in functions:
            served = ", ".join(sorted(functions)) or "none yet"
            raise NoSuchName(
                f"No webhook function is served at {path}; served: {served}.",
                cure=f'Write one: @lab.webhook("{path}") above def name(parameters): return "<Response/>".',
            )
        return self._webhook_address(path)

    def app(
        self,
        name: str,
        voice_url: str | WebhookFunction | None = None,
        *,
        voice_method: str | None = None,
        voice_fallback_url: str | WebhookFunction | None = None,
        status_callback: str | WebhookFunction | None = None,
    ) -> Application:
        """A TwiML application: made, changed, or (with the name alone) looked up.

        ``voice_url`` is an address, a document's name, or a webhook function; one that nobody serves yet is kept,
        with a remark. Call it as ``app:NAME``.
        """
        fields = self._routes(voice_url, voice_method, voice_fallback_url, status_callback)
        if fields:
            record = self._client.put_application(name, **fields)
            return Application(self._connection, record, self._remark_unserved(fields))
        known = self._client.applications()
        return Application(self._connection, _named(known, "friendly_name", name, "application"))

    def number(
        self,
        number: str,
        voice_url: str | WebhookFunction | None = None,
        *,
        app: str | Application | None = None,
        voice_method: str | None = None,
        voice_fallback_url: str | WebhookFunction | None = None,
        status_callback: str | WebhookFunction | None = None,
    ) -> Number:
        """A pretend phone number (E.164): made, changed, or (with the number alone) looked up.

        Its calls go to ``voice_url``, as for :meth:`app`, or to an application.
        """
        fields = self._routes(voice_url, voice_method, voice_fallback_url, status_callback)
        if app is not None:
            fields["voice_application_sid"] = (self.app(app) if isinstance(app, str) else app).sid
        if fields:
            record = self._client.put_number(number, **fields)
            return Number(self._connection, record, self._remark_unserved(fields))
        known = self._client.numbers()
        return Number(self._connection, _named(known, "phone_number", number, "number"))

    @property
    def webhooks(self) -> list[str]:
        """The paths of the webhook functions that this kernel serves."""
        return sorted(self._connection.tunnel.functions)

    @property
    def addresses(self) -> list[str]:
        """Whom one may call, besides documents: open phones, pretend numbers, applications."""
        phones = [f"client:{each['identity']}" for each in self._client.about().get("phones") or []]
        numbers = [str(each["phone_number"]) for each in self._client.numbers()]
        return [*phones, *numbers, *(f"app:{each['friendly_name']}" for each in self._client.applications())]

    def map_host(self, host: str, address: str | None) -> None:
        """Send what is for ``host`` to ``address`` (``http://127.0.0.1:5000``): webhooks, media and streams.

        For applications that know a public name, or build ``wss://HOST/...`` from their Host header. ``host`` may
        have a port; ``None`` as the address maps it no more; a map is kept, as numbers are. RequestError for a host or
        address that is none.
        """
        if address is None:
            self._client.unmap_host(host)
        else:
            self._client.map_host(host, address)

    @property
    def hosts(self) -> dict[str, str]:
        """The mapped hosts and where they are."""
        return {each["host"]: each["address"] for each in self._client.hosts()}

    def _webhook_address(self, path: str) -> str:
        return f"{self._connection.url}/webhooks{path}"

    def _address(self, target: str) -> str:
        """A path of a webhook function as its address; anything else as it is."""
        return self._webhook_address(target) if target in self._connection.tunnel.functions else target

    def _remark_unserved(self, fields: Json) -> str:
        """Say in the notebook which of the addresses lead to nobody at present, and return it: they may come later."""
        functions = self._connection.tunnel.functions if self._connection.child else None
        documents = [str(each["name"]) for each in self._client.documents()]
        targets = [fields.get(field, "") for field in ("voice_url", "voice_fallback_url", "status_callback")]
        said = [nobody_yet(target, self._connection.url, documents, functions) for target in targets]
        for sentence in filter(None, said):
            show_in_notebook(sentence)
        return " ".join(filter(None, said))

    def _routes(
        self,
        voice_url: str | WebhookFunction | None,
        voice_method: str | None,
        voice_fallback_url: str | WebhookFunction | None,
        status_callback: str | WebhookFunction | None,
    ) -> dict[str, str]:
        given = {
            "voice_url": voice_url,
            "voice_fallback_url": voice_fallback_url,
            "status_callback": status_callback,
        }
        fields = {
            name: self._address(value) if isinstance(value, str) else self.webhook_url(value)
            for name, value in given.items()
            if value is not None
        }
        return fields | ({"voice_method": voice_method} if voice_method else {})


def _own_path(function: WebhookFunction, served: Mapping[str, WebhookFunction]) -> str:
    """The path of a function that has none. One that was written anew takes the place of the one before it.

    Functions made in a function, and lambdas, are told apart: several of one name are several.
    """
    name = "/" + (re.sub(r"\W", "", getattr(function, "__name__", "")) or "webhook")
    if "<" not in getattr(function, "__qualname__", "<"):
        return name
    names = itertools.chain((name,), (f"{name}-{number}" for number in itertools.count(2)))
    return next(each for each in names if each not in served)


def _webhook_path(path: str) -> str:
    path = path if path.startswith("/") else f"/{path}"
    if not re.fullmatch(r"/[\w.~/-]+", path) or "//" in path or ".." in path:
        raise WrongValue(f"{path!r} is not a webhook's path: letters, digits, - _ . ~ and / may stand in it.")
    return path


def _named(records: list[Json], field: str, name: str, kind: str) -> Json:
    for record in records:
        if record.get(field) == name:
            return record
    known = ", ".join(str(record.get(field)) for record in records) or "none"
    raise NoSuchName(
        f"The lab has no {kind} {name}; it has: {known}.",
        cure=f'Make it: lab.{"app" if kind == "application" else kind}("{name}", voice_url="welcome").',
    )
