"""Who is speaking: access and capability tokens, and the lab's own observe tokens.

Tokens are verified as the platform does: HS256 only, an Access Token by the secret of the API key that issued
it, a capability token by the account's AuthToken. Both SDKs hand the token on unread, so everything here is
the server's business. Dates are :func:`voicelab.clock.now`'s.

Every failure is a :class:`~voicelab.errors.PeerError` with one of two codes, because these are the
ones that ``@twilio/voice-sdk`` turns into a telling class without its precision flag: 31204
(``AccessTokenInvalid``) and 31205 (``AccessTokenExpired``). ``twilio-client`` 1.x shows them as they are.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Any, Literal, TypeGuard
from urllib.parse import parse_qsl, urlencode

import jwt

from voicelab import clock
from voicelab.calls.model import parse_address
from voicelab.calls.page_rights import NO_RIGHTS, PageRights
from voicelab.errors import PeerError, RequestError

__all__ = [
    "EXPIRED",
    "INVALID",
    "Identity",
    "Keyring",
    "TokenKind",
    "mint_access_token",
    "mint_capability_token",
    "mint_observe_token",
    "renew_token",
    "verify_token",
]

TokenKind = Literal["access", "capability", "observe"]

INVALID = 31204
EXPIRED = 31205

MAX_TTL = 24 * 3600  # seconds: the platform's longest token
MAX_TOKEN = 16 * 1024  # characters
MAX_IDENTITY = 121  # characters
CLOCK_DIFFERENCE = 10  # seconds a token may seem to come from the future

_ACCESS_CONTENT_TYPE = "twilio-fpa;v=1"
_OBSERVE_CLAIM = "voicelab"
_CALLER_CLAIM = "voicelab_caller"


@dataclass(frozen=True, slots=True)
class Keyring:
    """The secrets of one account: its AuthToken, and API keys as SID to secret. Its repr shows no secret."""

    account_sid: str
    auth_token: str = field(repr=False)
    api_keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a token says of its holder, after verification."""

    account_sid: str
    identity: str  # empty for a holder without a name: then nobody can call it
    incoming: bool
    outgoing: bool
    application_sid: str | None
    params: Mapping[str, str]  # parameters that the token's maker adds to every outgoing call
    expires: datetime
    kind: TokenKind
    caller: str = ""  # the number that its calls come from, in a token of the lab's own making
    may: PageRights = NO_RIGHTS  # what an observe token allows besides watching

    @property
    def address(self) -> str:
        """What its calls show as From."""
        return self.caller or f"client:{self.identity or 'Anonymous'}"

    @property
    def ttl(self) -> float:
        """Seconds until the token expires; negative afterwards."""
        return (self.expires - clock.now()).total_seconds()


# --- verifying ----------------------------------------------------------------------------------------------
def verify_token(token: str, *keyrings: Keyring) -> Identity:
    """Verify a token of any kind against the accounts of the lab and return what it says.

    Checks algorithm, signature, issuer and subject, ``nbf``, ``exp`` (at most 24 h ahead), and the grant.
    Raises PeerError: 31205 for a token whose time is over, 31204 for every other fault.
    """
    if not token:
        raise _invalid("There is no token.", "Create the Device with a token made for this lab.")
    if len(token) > MAX_TOKEN:
        raise _invalid(f"The token is longer than {MAX_TOKEN} characters.")
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise _invalid("The token is not a JWT.", "Pass the string that the helper library made.") from None
    kind, keyring, secret = _signer(header, claims, keyrings)
    try:
        jwt.decode(token, secret, algorithms=["HS256"], options=_BY_OUR_CLOCK)
    except (jwt.PyJWTError, ValueError):
        whose = "AuthToken" if kind != "access" else "API key's secret"
        raise _invalid(
            "The token's signature is wrong.", f"Sign it (HS256) with this lab's {whose}."
        ) from None
    expires = _check_dates(claims)
    if kind == "access":
        return _read_access(claims, keyring, expires)
    if kind == "capability":
        return _read_capability(claims, keyring, expires)
    name, may = _name(claims.get("identity", "")), PageRights.read(claims.get("may"))
    return Identity(keyring.account_sid, name, False, False, None, _NOTHING, expires, "observe", may=may)


_NOTHING: Mapping[str, str] = MappingProxyType({})
_BY_OUR_CLOCK: Any = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_sub": False,
    "verify_jti": False,
}


def _invalid(message: str, cure: str = "") -> PeerError:
    return PeerError(message, code=INVALID, cure=cure)


def _signer(
    header: Mapping[str, Any], claims: Mapping[str, Any], keyrings: Sequence[Keyring]
) -> tuple[TokenKind, Keyring, str]:
    """Which kind of token this claims to be, whose it is, and the secret that must have signed it."""
    if header.get("alg") != "HS256":
        raise _invalid("The token is not signed with HS256.", "Use HS256, as the helper libraries do.")
    issuer, subject = claims.get("iss"), claims.get("sub")
    if header.get("cty") == _ACCESS_CONTENT_TYPE:
        for keyring in keyrings:
            if isinstance(issuer, str) and issuer in keyring.api_keys:
                if subject != keyring.account_sid:
                    raise _invalid(
                        "The token is for another account.", "Make it with this lab's AccountSid as subject."
                    )
                return "access", keyring, keyring.api_keys[issuer]
        raise _invalid(
            "The token's issuer is not an API key of this lab.", "Make it with this lab's API key."
        )
    for keyring in keyrings:
        if issuer == keyring.account_sid:
            kind: TokenKind = "observe" if claims.get(_OBSERVE_CLAIM) == "observe" else "capability"
            return kind, keyring, keyring.auth_token
    raise _invalid(
        "The token is for another account.",
        "An Access Token needs the header cty 'twilio-fpa;v=1', a capability token the AccountSid as issuer.",
    )


def _check_dates(claims: Mapping[str, Any]) -> datetime:
    now = clock.now().timestamp()
    exp, nbf = claims.get("exp"), claims.get("nbf", 0)
    if not _is_number(exp) or not _is_number(nbf):
        raise _invalid("The token's exp or nbf is not a number.")
    if exp <= now:
        raise PeerError(
            "The token has expired.",
            code=EXPIRED,
            cure="Fetch a new one and pass it to updateToken(), best on tokenWillExpire.",
        )
    if nbf > now + CLOCK_DIFFERENCE:
        raise _invalid("The token is not valid yet.", "Check the clock of the machine that made it.")
    if exp > now + MAX_TTL + CLOCK_DIFFERENCE:
        raise _invalid(
            "The token is valid for more than 24 hours.", "Give it a ttl of at most 86400 seconds."
        )
    return datetime.fromtimestamp(exp, UTC)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e11


def _name(value: object) -> str:
    if value is None or value == "":
        return ""
    if not isinstance(value, str) or len(value) > MAX_IDENTITY or not value.isprintable():
        raise _invalid(
            f"The token's identity is not a name of 1 to {MAX_IDENTITY} printable characters.",
            "Letters, digits and underscores are safe.",
        )
    return value


def _read_access(claims: Mapping[str, Any], keyring: Keyring, expires: datetime) -> Identity:
    grants = claims.get("grants")
    voice = grants.get("voice") if isinstance(grants, dict) else None
    if not isinstance(grants, dict) or not isinstance(voice, dict):
        raise _invalid("The token has no VoiceGrant.", "Add a VoiceGrant to it before to_jwt().")
    incoming = voice.get("incoming")
    outgoing = voice.get("outgoing")
    allowed = isinstance(incoming, dict) and incoming.get("allow") is True
    application, params = None, _NOTHING
    if isinstance(outgoing, dict):
        sid = outgoing.get("application_sid")
        application = sid if isinstance(sid, str) and sid else None
        params = _params(outgoing.get("params"))
    name = _name(grants.get("identity"))
    return Identity(
        keyring.account_sid,
        name,
        allowed and bool(name),
        application is not None,
        application,
        params,
        expires,
        "access",
        _caller(claims, keyring),
    )


def _caller(claims: Mapping[str, Any], keyring: Keyring) -> str:
    """The number that the holder calls from. Only the account's first key, the lab's own, may say it."""
    claim = claims.get(_CALLER_CLAIM)
    if claim is None or claims.get("iss") != next(iter(keyring.api_keys)):
        return ""
    caller = parse_address(claim) if isinstance(claim, str) else None
    if caller is None or caller.kind != "number":
        raise _invalid("The token's caller is not an E.164 number.")
    return caller.value


def _params(value: object) -> Mapping[str, str]:
    """Outgoing parameters of a VoiceGrant: an object, or (older helpers) a query string."""
    if isinstance(value, dict):
        return MappingProxyType({str(key): _text(item) for key, item in value.items()})
    if isinstance(value, str):
        return MappingProxyType(dict(parse_qsl(value, keep_blank_values=True)))
    return _NOTHING


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read_capability(claims: Mapping[str, Any], keyring: Keyring, expires: datetime) -> Identity:
    """Read scopes: ``scope:client:outgoing?appSid=...``, ``scope:client:incoming?clientName=...``."""
    scope = claims.get("scope", "")
    incoming, outgoing, name = False, False, ""
    application, params = None, _NOTHING
    for uri in scope.split() if isinstance(scope, str) else ():
        privilege, _, query = uri.partition("?")
        arguments = dict(parse_qsl(query))
        if privilege == "scope:client:incoming":
            name = _name(arguments.get("clientName", ""))
            incoming = bool(name)
        elif privilege == "scope:client:outgoing":
            application = arguments.get("appSid") or None
            outgoing = application is not None
            params = _params(arguments.get("appParams"))
            name = name or _name(arguments.get("clientName", ""))
    if not incoming and not outgoing:
        raise _invalid(
            "The token allows neither incoming nor outgoing calls.",
            "Add allow_client_outgoing(...) or allow_client_incoming(...).",
        )
    return Identity(keyring.account_sid, name, incoming, outgoing, application, params, expires, "capability")


# --- minting ------------------------------------------------------------------------------------------------
def mint_access_token(
    keyring: Keyring,
    identity: str,
    *,
    ttl: int = 3600,
    incoming: bool = True,
    application_sid: str | None = None,
    params: Mapping[str, str] | None = None,
    caller: str = "",
) -> str:
    """An Access Token with a VoiceGrant, as ``twilio.jwt.access_token.AccessToken`` makes it.

    ``ttl`` is seconds, at most 24 hours. ``caller``, an E.164 number, is what its calls show as From: the
    lab's own claim, for a phone without a browser. Raises RequestError for a ttl or identity that no token may have,
    and when the account has no API key.
    """
    _check_request(identity, ttl)
    if not keyring.api_keys:
        raise RequestError("The account has no API key to sign an Access Token with.", status=400, code=20103)
    key, secret = next(iter(keyring.api_keys.items()))
    voice: dict[str, Any] = {}
    if incoming:
        voice["incoming"] = {"allow": True}
    if application_sid:
        voice["outgoing"] = {"application_sid": application_sid}
        if params:
            voice["outgoing"]["params"] = dict(params)
    now = int(clock.now().timestamp())
    payload = {
        "jti": f"{key}-{now}-{secrets.token_hex(4)}",
        "iss": key,
        "sub": keyring.account_sid,
        "nbf": now,
        "exp": now + ttl,
        "grants": {"identity": identity, "voice": voice},
    } | ({_CALLER_CLAIM: caller} if caller else {})
    return jwt.encode(payload, secret, "HS256", headers={"cty": _ACCESS_CONTENT_TYPE})


def mint_capability_token(
    keyring: Keyring,
    identity: str,
    *,
    ttl: int = 3600,
    incoming: bool = True,
    application_sid: str | None = None,
    params: Mapping[str, str] | None = None,
) -> str:
    """A capability token, as ``twilio.jwt.client.ClientCapabilityToken`` makes it.

    ``ttl`` and errors are as in :func:`mint_access_token`.
    """
    _check_request(identity, ttl)
    scopes = []
    if application_sid:
        arguments = {"appSid": application_sid}
        if params:
            arguments["appParams"] = urlencode(dict(params))
        if incoming and identity:
            arguments["clientName"] = identity
        scopes.append("scope:client:outgoing?" + urlencode(sorted(arguments.items())))
    if incoming and identity:
        scopes.append("scope:client:incoming?" + urlencode({"clientName": identity}))
    now = int(clock.now().timestamp())
    payload = {"iss": keyring.account_sid, "nbf": now, "exp": now + ttl, "scope": " ".join(scopes)}
    return jwt.encode(payload, keyring.auth_token, "HS256")


def mint_observe_token(
    keyring: Keyring, *, identity: str = "", ttl: int = 600, may: PageRights = NO_RIGHTS
) -> str:
    """A short token of the lab's own that lets a page watch calls, and do what ``may`` says."""
    _check_request(identity, ttl)
    now = int(clock.now().timestamp())
    payload = {
        "iss": keyring.account_sid,
        "nbf": now,
        "exp": now + ttl,
        _OBSERVE_CLAIM: "observe",
        "identity": identity,
    } | ({"may": may.to_json()} if may != NO_RIGHTS else {})
    return jwt.encode(payload, keyring.auth_token, "HS256")


def renew_token(token: str, *keyrings: Keyring, ttl: int = 3600) -> tuple[str, Identity]:
    """A new token of the same kind, identity and permissions for one that is still valid.

    Raises PeerError as :func:`verify_token` does.
    """
    old = verify_token(token, *keyrings)
    keyring = next(ring for ring in keyrings if ring.account_sid == old.account_sid)
    if old.kind == "observe":
        new = mint_observe_token(keyring, identity=old.identity, ttl=ttl, may=old.may)
    else:
        access = partial(mint_access_token, caller=old.caller)
        mint = access if old.kind == "access" else mint_capability_token
        new = mint(
            keyring,
            old.identity,
            ttl=ttl,
            incoming=old.incoming,
            application_sid=old.application_sid,
            params=old.params,
        )
    return new, verify_token(new, keyring)


def _check_request(identity: str, ttl: int) -> None:
    if not 0 < ttl <= MAX_TTL:
        raise RequestError(
            f"A token's ttl is 1 to {MAX_TTL} seconds, not {ttl}.",
            status=400,
            code=20157,
            cure="Ask for less.",
        )
    if len(identity) > MAX_IDENTITY or not identity.isprintable():
        raise RequestError(
            f"An identity has at most {MAX_IDENTITY} printable characters.", status=400, code=31105
        )
