"""The requests that make a lab's application on a real account: shown first, sent only when told to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from voicelab.errors import LabError, RequestError

__all__ = ["TWILIO", "Step", "send"]

TWILIO = "https://api.twilio.com"
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Step:
    """One request: ``path`` may name ``{AccountSid}`` and what earlier steps found, ``{ApplicationSid}``.

    With ``look`` the collection at that path is asked first, filtered by it: what is there already is changed
    instead of made; with ``make`` false it must be there. ``gives`` names the SID that comes of it.
    """

    why: str
    collection: str
    form: Mapping[str, str]
    look: Mapping[str, str]
    gives: str
    make: bool = True

    @property
    def path(self) -> str:
        """The path below ``/2010-04-01/Accounts/{AccountSid}``, as shown."""
        return f"/{self.collection}.json" if self.make else f"/{self.collection}/{{{self.gives}}}.json"

    def lines(self) -> list[str]:
        """The request in words: method and path, then its form."""
        asked = urlencode(self.look)
        first = f"GET  {_base()}/{self.collection}.json?{asked}"
        lines = [f"# {self.why}", first, f"POST {_base()}{self.path}"]
        if self.make:
            lines.append(f"     (.../{self.collection}/{{{self.gives}}}.json when the first finds it)")
        return lines + [f"     {key} = {value}" for key, value in self.form.items()]

    def curl(self) -> str:
        """The request as a command of a shell, its credentials in the environment."""
        auth = '-u "${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}"'
        first = f"curl --fail-with-body -X POST {auth}"
        post = [first, *_fields(self.form), _shell(f"{TWILIO}{_base()}{self.path}")]
        if self.make:
            said = [f"# {self.why}; the sid in the answer is {self.gives} below", " \\\n  ".join(post)]
            return "\n".join(said)
        look = [f"curl -G {auth}", *_fields(self.look), _shell(f"{TWILIO}{_base()}/{self.collection}.json")]
        said = [f"# {self.why}; the sid in the first answer is {self.gives}"]
        return "\n".join([*said, " \\\n  ".join(look), " \\\n  ".join(post)])


@dataclass
class Sent:
    """What was made or changed: the SIDs by name, and each step's outcome in words."""

    sids: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return "\n".join(self.done)


def send(steps: Sequence[Step], account_sid: str, auth_token: str, base_url: str = TWILIO) -> Sent:
    """Send the requests in order to the account; RequestError, saying what was done before, when one is refused."""
    from twilio.base.exceptions import TwilioException
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    http = TwilioHttpClient(timeout=_SECONDS)
    http.session.trust_env = urlsplit(base_url).hostname == urlsplit(TWILIO).hostname
    client = Client(account_sid, auth_token, http_client=http, environment={"PATH": "-"})
    account = f"{base_url.rstrip('/')}/2010-04-01/Accounts/{account_sid}"
    sent = Sent()

    def ask(method: str, path: str, **given: Mapping[str, str]) -> dict[str, Any]:
        try:
            response = client.request(method, account + path, **given)
        except (TwilioException, OSError) as error:
            raise LabError(f"{base_url} cannot be reached: {error}.{_so_far(sent)}") from error
        data = _json(response.text)
        if response.status_code >= 400:
            raise RequestError(
                f"{method} {path} was refused: {data.get('message') or response.text[:200]}{_so_far(sent)}",
                status=response.status_code,
                code=data.get("code"),
            )
        return data

    for step in steps:
        form = {key: _filled(value, sent.sids) for key, value in step.form.items()}
        listed = ask("GET", f"/{step.collection}.json", params=step.look)
        rows = next((value for value in listed.values() if isinstance(value, list)), [])
        if not rows and not step.make:
            asked = " ".join(step.look.values())
            raise LabError(
                f"The account has no {asked}.{_so_far(sent)}", cure="Get the number first, or name another."
            )
        path = f"/{step.collection}/{rows[0]['sid']}.json" if rows else f"/{step.collection}.json"
        sid = str(ask("POST", path, data=form)["sid"])
        sent.sids[step.gives] = sid
        sent.done.append(f"{'changed' if rows else 'made'}  {step.gives} {sid}: {step.why}")
    return sent


def _base() -> str:
    return "/2010-04-01/Accounts/{AccountSid}"


def _fields(form: Mapping[str, str]) -> list[str]:
    return [f"--data-urlencode {_shell(f'{key}={value}')}" for key, value in form.items()]


def _shell(text: str) -> str:
    """The text for a shell, between double quotes, what is named in braces as variables."""
    quoted = re.sub(r'([\\"$`])', r"\\\1", text)
    variables = re.sub(r"\{(\w+)\}", r"${\1}", quoted).replace("${AccountSid}", "${TWILIO_ACCOUNT_SID}")
    return f'"{variables}"'


def _filled(value: str, sids: Mapping[str, str]) -> str:
    for name, sid in sids.items():
        value = value.replace(f"{{{name}}}", sid)
    return value


def _json(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _so_far(sent: Sent) -> str:
    return f" Done before: {'; '.join(sent.done)}." if sent.done else " Nothing was changed."
