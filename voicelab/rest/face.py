"""The door of the REST API: who asks, for which account, for what; every failure in Twilio's shape.

Source: Twilio's "REST API": Basic auth with AccountSid and AuthToken or an API key and its secret, paths below
``/2010-04-01/Accounts/{AccountSid}``, JSON for paths that end in ``.json``.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from urllib.parse import unquote

from voicelab.errors import RequestError, VoiceLabError
from voicelab.rest.absent import not_in_this_lab
from voicelab.rest.asking import Asker, who_asks
from voicelab.rest.fields import INVALID, Fields
from voicelab.rest.message import RestRequest, RestResponse, error_response
from voicelab.rest.routes import Ask, find
from voicelab.rest.table import ACCOUNTS, ROUTES, WITHOUT_KEYS
from voicelab.rest.tenant import Tenant

__all__ = ["RestFace"]

log = logging.getLogger("voicelab.rest")

_BODY = 256 * 1024  # bytes
_QUERY = 16 * 1024  # characters
_PATH = 2 * 1024
_FORM = "application/x-www-form-urlencoded"
_METHODS = ("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS")


class RestFace:
    """Twilio's REST API of a lab. ``tenant`` is its main account."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant

    async def handle(self, request: RestRequest) -> RestResponse:
        """Answer one request; it never raises."""
        try:
            return await self._answer(request)
        except RequestError as error:
            return error_response(error)
        except VoiceLabError as error:
            status = 500 if error.fault == "lab" else 400
            return error_response(
                RequestError(error.message, status=status, code=error.code, cure=error.cure)
            )
        except Exception as error:
            log.error("A request failed: %s %s", request.method, request.path, exc_info=error)
            return error_response(
                RequestError(
                    "The lab made a mistake.",
                    status=500,
                    code=20500,
                    cure="Please report it: its log says more.",
                )
            )

    async def _answer(self, request: RestRequest) -> RestResponse:
        asker = self._asker(request.authorization)
        segments = _segments(request)
        tenant, rest = self._tenant(asker, segments), segments[1:]
        found = find(ROUTES if segments else ACCOUNTS, request.method, rest)
        if found is None:
            raise not_in_this_lab(request.method, rest)
        route, names = found
        if asker.key and route.path.split("/")[0] in WITHOUT_KEYS:
            raise RequestError(
                "A standard API key may not use this resource.",
                status=401,
                code=20003,
                cure="Use the AccountSid and the AuthToken.",
            )
        ask = Ask(tenant, asker, request.path, names, _fields(request))
        return await route.handler(ask)

    def _asker(self, authorization: str) -> Asker:
        """Who asks; RequestError 20003 (401) for nobody that is known."""
        asker = who_asks(self.tenant.accounts, authorization)
        if asker is None:
            raise RequestError(
                "The credentials are missing or wrong.",
                status=401,
                code=20003,
                cure="Use Basic auth with an AccountSid and its AuthToken, or an API key and its secret.",
            )
        return asker

    def _tenant(self, asker: Asker, segments: Sequence[str]) -> Tenant:
        """The account that the path names, who asks without one; RequestError 20404 for somebody else's."""
        account = self.tenant.accounts.find(segments[0]) if segments else asker.account
        if account is None or not asker.may_use(account):
            raise RequestError(
                f"There is no account {segments[0][:100]!r} that these credentials may use.",
                status=404,
                code=20404,
                cure="Put the AccountSid of the credentials in the path.",
            )
        return self.tenant.of(account)


def _segments(request: RestRequest) -> list[str]:
    """The path below ``/2010-04-01/Accounts``, decoded, without ``.json``."""
    if request.method not in _METHODS:
        raise RequestError(f"There is no method {request.method[:20]!r}.", status=405, code=20004)
    if len(request.path) > _PATH or len(request.query) > _QUERY:
        raise RequestError("The request's address is too long.", status=414, code=INVALID)
    try:
        segments = [unquote(part, errors="strict") for part in request.path.strip("/").split("/")]
    except UnicodeDecodeError:
        raise RequestError("The request's path is not UTF-8.", code=INVALID) from None
    if segments[0] != "2010-04-01" or segments[1:2] not in (["Accounts"], ["Accounts.json"]):
        raise not_in_this_lab(request.method, segments)
    if not segments[-1].endswith(".json"):
        raise RequestError(
            "This lab answers in JSON only.",
            status=404,
            code=20404,
            cure="Let the path end in .json, as the helper libraries do; Twilio answers with XML here.",
        )
    segments[-1] = segments[-1].removesuffix(".json")
    return segments[2:]


def _fields(request: RestRequest) -> Fields:
    if request.method != "POST":
        return Fields(request.query)
    if len(request.body) > _BODY:
        raise RequestError(f"The form is larger than {_BODY // 1024} kB.", status=413, code=INVALID)
    kind = request.content_type.partition(";")[0].strip().lower()
    if request.body and kind not in (_FORM, ""):
        raise RequestError(
            f"A body of type {kind[:100]!r} cannot be read here.",
            status=415,
            code=INVALID,
            cure=f"Send {_FORM}.",
        )
    try:
        return Fields(request.body.decode())
    except UnicodeDecodeError:
        raise RequestError("The form is not UTF-8.", code=INVALID) from None
