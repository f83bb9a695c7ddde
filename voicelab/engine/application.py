"""The user's web application as one call sees it: TwiML fetched, callbacks posted, every exchange told.

Source: Twilio's "Webhooks: HTTP behaviour" and "TwiML". One object a call: it keeps the call's cookies.
"""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from aiohttp import CookieJar
from yarl import URL

from voicelab.calls.events import WebhookAnswered, WebhookStarted
from voicelab.calls.model import new_sid
from voicelab.calls.signature import sign, sign_body
from voicelab.clock import elapsed
from voicelab.engine.overrides import Overrides, split_overrides
from voicelab.engine.web import Web, WebAnswer, WebFailure, WebRequest
from voicelab.errors import ApplicationError, VoiceLabError

if TYPE_CHECKING:
    from voicelab.engine.call import Call

__all__ = ["Fetched", "WebApplication"]

REDIRECTS = (301, 302, 303, 307)
MOST_REDIRECTS = 10
BODY_LIMIT = 64 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._\-]{1,40})", re.IGNORECASE)
MEDIA_LIMIT = 40 * 1024 * 1024


def _said(answer: WebAnswer) -> tuple[str, str]:
    """What a failed answer says of itself in a line, and its cure: an error's JSON, or the first plain text."""
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    words, cure = answer.body[:BODY_LIMIT].decode("utf-8", "replace"), ""
    if kind == "application/json":
        try:
            said = json.loads(words)
            words, cure = (
                (str(said["message"]), str(said.get("cure") or "")) if isinstance(said, dict) else ("", "")
            )
        except (ValueError, KeyError, RecursionError):
            words = ""
    elif kind != "text/plain":
        words = ""
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    return f": {line[:300].rstrip('.')}" if line else "", cure[:300]


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer that can be used. ``url`` is where it came from in the end, after redirects."""

    url: str
    status: int
    content_type: str
    body: bytes
    charset: str = ""  # of the content type, when it names one
    chunked: bool = False  # sent in pieces, without saying how long it is


@dataclass(frozen=True, slots=True)
class _Errand:
    """A request that is to be made, until it has an answer that is no redirect."""

    address: str
    method: str
    parameters: Mapping[str, str]
    purpose: str
    overrides: Overrides
    limit: int
    as_json: bool = False  # the parameters are the body as they are, and the signature covers its hash


class WebApplication:
    """Requests on behalf of one call, signed with its account's AuthToken."""

    def __init__(self, call: Call, web: Web, auth_token: str) -> None:
        self._call = call
        self._web = web
        self._auth_token = auth_token
        self._cookies: CookieJar | None = None
        self._exchanges = 0

    async def fetch(
        self,
        url: str,
        method: str,
        parameters: Mapping[str, str],
        purpose: str,
        *,
        limit: int = BODY_LIMIT,
        as_json: bool = False,
    ) -> Fetched:
        """Request ``url`` and return a 2xx answer; ``as_json`` sends a POST's parameters as an object.

        Redirects are followed as the platform does: a POST becomes a GET and its parameters are lost.
        Raises ApplicationError with 11100, 11200, 11205, 11206, 11210, 11215, 11216, 11220, 11235-7, 11243 or 11750.
        """
        address, overrides = split_overrides(url)
        errand = _Errand(address, method, parameters, purpose, overrides, limit, as_json)
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._answer(errand)
            if 300 <= answer.status < 400:
                location = answer.headers.get("location")
                if not location or answer.status not in REDIRECTS:
                    raise ApplicationError(
                        f"{errand.address} redirects ({answer.status}) "
                        + ("in a way that is not followed." if location else "without saying where to."),
                        code=11216,
                        cure="Answer 302 or 303 with a Location header.",
                    )
                try:
                    target = urljoin(errand.address, location)
                except ValueError as error:
                    raise ApplicationError(
                        f"{errand.address} redirects to {location[:200]!r}, which is no URL: {error}.",
                        code=11216,
                    ) from error
                errand = replace(errand, address=target, method="GET", parameters={}, as_json=False)
                continue
            return self._usable(errand.address, answer, limit)
        raise ApplicationError(
            f"{url} redirects more than {MOST_REDIRECTS} times.",
            code=11215,
            cure="Look for two addresses that redirect to each other.",
        )

    async def callback(
        self, url: str, method: str, parameters: Mapping[str, str], purpose: str, *, as_json: bool = False
    ) -> None:
        """Tell ``url`` something; the answer is ignored and a failure is a warning (15003, 112xx)."""
        try:
            await self.fetch(url, method, parameters, purpose, as_json=as_json)
        except VoiceLabError as error:
            code = 15003 if error.code == 11200 else error.code
            self._call.notify(
                code, "warning", f"The {purpose} failed: {error.message}", cure=error.cure, url=url
            )

    def _usable(self, address: str, answer: WebAnswer, limit: int) -> Fetched:
        if not 200 <= answer.status < 300:
            words, cure = _said(answer)
            raise ApplicationError(
                f"{address} answered {answer.status}{words}.",
                code=11200,
                cure=cure or "Look at the application's own log for this request.",
            )
        content_type, _, more = answer.headers.get("content-type", "").partition(";")
        content_type, named = content_type.strip().lower(), _CHARSET.search(more)
        charset = named[1].lower() if named else ""
        sound = limit == BODY_LIMIT and content_type.startswith(
            "audio/"
        )  # in a document's place: played anew
        if len(answer.body) > limit and not sound:
            raise ApplicationError(
                f"The answer of {address} is larger than {limit // 1024} kB.", code=11750, cure="Send less."
            )
        chunked = "chunked" in answer.headers.get("transfer-encoding", "").lower()
        return Fetched(address, answer.status, content_type, answer.body, charset, chunked)

    async def _answer(self, errand: _Errand) -> WebAnswer:
        """The answer: a kept one, if it is still good, else what the application says now."""
        if errand.method != "GET":
            return await self._persist(errand)
        cache, account = self._call.equipment.cache, self._call.account.sid
        url = self._request(errand, "").url
        if secret := _credentials(errand.address):
            url = f"{secret}@{url}"  # what one password opened, another does not
        kept = cache.find(account, url)
        if kept is not None and kept.fresh:
            return kept.answer
        answer = await self._persist(errand, kept.conditions() if kept is not None else {})
        if answer.status == 304 and kept is not None:
            return cache.confirm(account, url, kept, answer)
        if len(answer.body) <= errand.limit:
            cache.keep(account, url, answer)
        return answer

    async def _persist(self, errand: _Errand, conditions: Mapping[str, str] | None = None) -> WebAnswer:
        token, overrides = new_sid(""), errand.overrides
        for attempt in range(overrides.retries + 1):
            last = attempt == overrides.retries
            try:
                answer = await self._exchange(errand, token, conditions or {})
            except WebFailure as failure:
                kind = "rt" if failure.code == 11200 else "ct"
                if last or not overrides.retries_on(kind):
                    raise ApplicationError(
                        failure.message, code=failure.code, cure=_CURES.get(failure.code, "")
                    ) from failure
                continue
            if last or not overrides.retries_on(f"{answer.status // 100}xx"):
                return answer
        raise AssertionError("the last attempt returns or raises")

    async def _exchange(self, errand: _Errand, token: str, conditions: Mapping[str, str]) -> WebAnswer:
        request = self._request(errand, token, conditions)
        self._exchanges += 1
        number, began = self._exchanges, elapsed()
        self._call.emit(
            WebhookStarted,
            exchange=number,
            method=errand.method,
            url=request.url,
            purpose=errand.purpose,
            parameters=dict(errand.parameters),
            signature=request.headers["X-Twilio-Signature"],
        )
        try:
            answer = await self._web.send(request)
            if answer.status == 401 and (credentials := _credentials(errand.address)):
                headers = {**request.headers, "Authorization": credentials}
                answer = await self._web.send(replace(request, headers=headers))
        except WebFailure as failure:
            self._answered(number, None, began, "", "", failure.code)
            raise
        except asyncio.CancelledError:
            self._answered(number, None, began, "", "abandoned", None)
            raise
        self._keep_cookies(request.url, answer)
        content_type = answer.headers.get("content-type", "")
        text = answer.body[:BODY_LIMIT].decode("utf-8", "replace") if _is_text(content_type) else ""
        code = None if 200 <= answer.status < 300 or answer.status in (*REDIRECTS, 304) else 11200
        self._answered(number, answer.status, began, content_type, text, code)
        return answer

    def _answered(
        self, number: int, status: int | None, began: float, kind: str, body: str, code: int | None
    ) -> None:
        self._call.emit(
            WebhookAnswered,
            exchange=number,
            status=status,
            duration=elapsed() - began,
            content_type=kind,
            body=body,
            error_code=code,
        )

    def _request(
        self, errand: _Errand, token: str, conditions: Mapping[str, str] | None = None
    ) -> WebRequest:
        method, parameters, overrides = errand.method, errand.parameters, errand.overrides
        try:
            parts = urlsplit(errand.address)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:  # a bracket without its other half, a port that is no number
            parts, sound = urlsplit(""), False
        if not sound:
            raise ApplicationError(
                f"{errand.address!r} is not an absolute http or https URL.",
                code=11100,
                cure="Write it whole, such as http://127.0.0.1:5000/voice, or relative to the document's own.",
            )
        body = b""
        if method == "GET" and parameters:
            query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *parameters.items()])
            parts = parts._replace(query=query)
        host = parts.netloc.rpartition("@")[2]
        url = urlunsplit(parts._replace(netloc=host, path=parts.path or "/", fragment=""))
        headers = {
            "User-Agent": "TwilioProxy/1.1 VoiceLab",
            "Accept": "*/*",
            "I-Twilio-Idempotency-Token": token,
            "X-Home-Region": "us1",
            **(conditions or {}),
        }
        if method == "POST" and errand.as_json:
            body = json.dumps(dict(parameters)).encode()
            headers["Content-Type"] = "application/json"
            url, signature = sign_body(self._auth_token, url, body)
        elif method == "POST":
            body = urlencode(dict(parameters)).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            signature = sign(self._auth_token, url, dict(parameters))
        else:
            signature = sign(self._auth_token, url)
        headers["X-Twilio-Signature"] = signature
        if cookie := self._cookie_header(url):
            headers["Cookie"] = cookie
        total = min(overrides.total_timeout, overrides.read_timeout + overrides.connect_timeout)
        return WebRequest(method, url, headers, body, overrides.connect_timeout, total, errand.limit)

    def _jar(self) -> CookieJar:
        if self._cookies is None:
            self._cookies = CookieJar(unsafe=True)  # unsafe: cookies of plain IP addresses count too
        return self._cookies

    def _cookie_header(self, url: str) -> str:
        if self._cookies is None:
            return ""
        cookies = self._cookies.filter_cookies(URL(url))
        return "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.items())

    def _keep_cookies(self, url: str, answer: WebAnswer) -> None:
        for line in filter(None, answer.headers.get("set-cookie", "").split("\n")):
            try:
                self._jar().update_cookies(SimpleCookie(line), URL(url))
            except CookieError as error:
                self._call.notify(11206, "warning", f"A cookie of {url} cannot be read: {error}", url=url)


_CURES = {
    11200: "An answer is due within 15 seconds. A busy notebook cell cannot answer.",
    11205: "Is the application running, and on this port?",
    11210: "Is the host's name right?",
    11220: "Does it speak TLS at all on this port? On this machine, plain http is fine.",
    11235: "The certificate is for another name than the address has.",
    11236: "Renew the certificate.",
    11237: "Is its certificate one this machine trusts? On this machine, plain http is fine.",
}


def _is_text(content_type: str) -> bool:
    kind = content_type.lower()
    return kind.startswith("text/") or "xml" in kind or "json" in kind


def _credentials(address: str) -> str:
    parts = urlsplit(address)
    if parts.username is None:
        return ""
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return f"Basic {b64encode(pair.encode()).decode()}"
