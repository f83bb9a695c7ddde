"""Tokens: what the helper library makes, what the lab makes, and what is refused."""

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VideoGrant, VoiceGrant
from twilio.jwt.client import ClientCapabilityToken

from voicelab import clock
from voicelab.calls import credentials
from voicelab.calls.credentials import EXPIRED, INVALID, Identity, Keyring
from voicelab.errors import PeerError, RequestError

ACCOUNT = "AC" + "1" * 32
KEY = "SK" + "2" * 32
SECRET = "the-secret-of-the-api-key-32-chars"
TOKEN = "an-auth-token-of-thirty-two-chars"
RING = Keyring(ACCOUNT, TOKEN, {KEY: SECRET})
APP = "AP" + "3" * 32


def on_loop(work: Callable[[], Any]) -> Any:
    async def run() -> Any:
        return work()

    return asyncio.run(run())


def verify(token: str, *rings: Keyring) -> Identity:
    return on_loop(lambda: credentials.verify_token(token, *(rings or (RING,))))


def refused(token: str) -> PeerError:
    with pytest.raises(PeerError) as caught:
        verify(token)
    return caught.value


def access(identity: str | None = "alice", grant: Any = None, **changes: Any) -> str:
    fields = {"account_sid": ACCOUNT, "signing_key_sid": KEY, "secret": SECRET} | changes
    token = AccessToken(**fields, identity=identity)
    token.add_grant(grant or VoiceGrant(incoming_allow=True, outgoing_application_sid=APP))
    return str(token.to_jwt())


def today() -> int:
    """The real date, which the helper library's tokens carry, in seconds."""
    return int(jwt.decode(access(), options={"verify_signature": False})["exp"]) - 3600


def raw(claims: dict[str, Any], secret: str = SECRET, **headers: Any) -> str:
    now = today()
    full = {
        "iss": KEY,
        "sub": ACCOUNT,
        "nbf": now,
        "exp": now + 600,
        "grants": {"identity": "alice", "voice": {"incoming": {"allow": True}}},
    } | claims
    return jwt.encode(full, secret, "HS256", headers={"cty": "twilio-fpa;v=1"} | headers)


# --- what the helper library makes ------------------------------------------------------------------------
def test_an_access_token_of_the_helper_library_says_who_and_what() -> None:
    """Payload: iss SKsid, sub ACsid, grants {identity, voice: {incoming.allow, outgoing.application_sid}}."""
    grant = VoiceGrant(
        incoming_allow=True,
        outgoing_application_sid=APP,
        outgoing_application_params={"plan": "gold", "n": 3},
    )
    who = verify(access(grant=grant))
    assert (who.account_sid, who.identity, who.kind) == (ACCOUNT, "alice", "access")
    assert who.incoming and who.outgoing
    assert who.application_sid == APP
    assert dict(who.params) == {"plan": "gold", "n": "3"}


def test_an_access_token_allows_only_the_directions_it_names() -> None:
    """``incoming`` appears only when allowed; absent parts are omitted."""
    only_out = verify(access(grant=VoiceGrant(outgoing_application_sid=APP)))
    assert (only_out.incoming, only_out.outgoing) == (False, True)
    only_in = verify(access(grant=VoiceGrant(incoming_allow=True)))
    assert (only_in.incoming, only_in.outgoing, only_in.application_sid) == (True, False, None)


def test_incoming_without_an_identity_is_nobody() -> None:
    who = verify(access(identity=None))
    assert (who.identity, who.incoming, who.outgoing) == ("", False, True)


def test_a_capability_token_of_the_helper_library_says_who_and_what() -> None:
    """Scope: space-joined URIs such as ``scope:client:outgoing?appSid=AP..&appParams=<urlencoded>``."""
    made = ClientCapabilityToken(ACCOUNT, TOKEN)
    made.allow_client_outgoing(APP, plan="gold & blue")
    made.allow_client_incoming("bob")
    who = verify(str(made.to_jwt()))
    assert (who.account_sid, who.identity, who.kind) == (ACCOUNT, "bob", "capability")
    assert who.incoming and who.outgoing
    assert (who.application_sid, dict(who.params)) == (APP, {"plan": "gold & blue"})


@pytest.mark.parametrize("direction", ["incoming", "outgoing"])
def test_a_capability_token_allows_only_the_directions_it_names(direction: str) -> None:
    made = ClientCapabilityToken(ACCOUNT, TOKEN)
    if direction == "incoming":
        made.allow_client_incoming("bob")
    else:
        made.allow_client_outgoing(APP)
    who = verify(str(made.to_jwt()))
    assert (who.incoming, who.outgoing) == (direction == "incoming", direction == "outgoing")


# --- what is refused --------------------------------------------------------------------------------------
def tampered() -> str:
    head, _, tail = access().split(".")
    body = base64.urlsafe_b64encode(
        json.dumps({"iss": KEY, "sub": ACCOUNT, "nbf": 0, "exp": 2**31, "grants": {"voice": {}}}).encode()
    )
    return f"{head}.{body.decode().rstrip('=')}.{tail}"


FORGED: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "not a JWT": lambda: "certainly.not.a-jwt",
    "binary rubbish": lambda: "\x00\ud800é" * 40,
    "endless": lambda: "a" * 100_000,
    "wrong secret": lambda: access(secret="another-secret-with-thirty-two-chars"),
    "payload changed": tampered,
    "unknown API key": lambda: access(signing_key_sid="SK" + "9" * 32),
    "another account": lambda: access(account_sid="AC" + "9" * 32),
    "no VoiceGrant": lambda: access(grant=VideoGrant(room="x")),
    "grants not an object": lambda: raw({"grants": ["voice"]}),
    "unsigned": lambda: jwt.encode(
        {"iss": KEY, "sub": ACCOUNT}, "", "none", headers={"cty": "twilio-fpa;v=1"}
    ),
    "another algorithm": lambda: jwt.encode({"iss": ACCOUNT}, "x" * 64, "HS512"),
    "no content type": lambda: raw({}, cty="JWT"),
    "signed with the AuthToken": lambda: raw({}, secret=TOKEN),
    "not yet valid": lambda: raw({"nbf": today() + 3600}),
    "no expiry": lambda: raw({"exp": None}),
    "expiry in words": lambda: raw({"exp": "tomorrow"}),
    "valid for a week": lambda: raw({"exp": today() + 7 * 86400}),
    "identity of 122 characters": lambda: access(identity="a" * 122),
    "identity with a control character": lambda: access(identity="al\x1bice"),
    "capability without scopes": lambda: str(ClientCapabilityToken(ACCOUNT, TOKEN).to_jwt()),
    "capability signed with an API key": lambda: str(ClientCapabilityToken(ACCOUNT, SECRET).to_jwt()),
}


@pytest.mark.parametrize("fault", FORGED)
def test_a_faulty_token_is_31204(fault: str) -> None:
    """31204 is what @twilio/voice-sdk turns into AccessTokenInvalid (20101)."""
    error = refused(FORGED[fault]())
    assert error.code == INVALID == 31204
    assert error.message


def test_an_expired_token_is_31205() -> None:
    """31205 is what @twilio/voice-sdk turns into AccessTokenExpired (20104)."""
    assert refused(raw({"exp": today() - 1})).code == EXPIRED == 31205


def test_an_expired_token_with_a_wrong_signature_is_a_forgery() -> None:
    assert refused(raw({"exp": 1}, secret="x" * 40)).code == INVALID


def test_each_account_verifies_its_own_tokens() -> None:
    other = Keyring("AC" + "7" * 32, "another-auth-token-of-32-characters", {"SK" + "7" * 32: "s" * 40})
    mine = on_loop(lambda: credentials.mint_access_token(RING, "alice"))
    theirs = on_loop(lambda: credentials.mint_capability_token(other, "bob"))
    assert verify(mine, other, RING).account_sid == ACCOUNT
    assert verify(theirs, other, RING).account_sid == other.account_sid
    assert refused(theirs).code == INVALID


def test_a_keyring_shows_no_secret() -> None:
    assert SECRET not in repr(RING) and TOKEN not in repr(RING)


# --- what the lab makes -----------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["access", "capability"])
def test_minted_tokens_verify(kind: str) -> None:
    mint = credentials.mint_access_token if kind == "access" else credentials.mint_capability_token

    def work() -> Identity:
        token = mint(RING, "alice", ttl=60, application_sid=APP, params={"a": "1 & 2"})
        who = credentials.verify_token(token, RING)
        assert 55 < who.ttl <= 60
        return who

    who = on_loop(work)
    assert (who.identity, who.kind, who.application_sid) == ("alice", kind, APP)
    assert who.incoming and who.outgoing and dict(who.params) == {"a": "1 & 2"}


def test_an_observe_token_may_watch_and_nothing_else() -> None:
    who = verify(on_loop(lambda: credentials.mint_observe_token(RING)))
    assert (who.kind, who.incoming, who.outgoing) == ("observe", False, False)


@pytest.mark.parametrize("kind", ["access", "capability", "observe"])
def test_a_valid_token_is_renewed_with_the_same_permissions(kind: str) -> None:
    def work() -> tuple[Identity, Identity, bool]:
        if kind == "observe":
            old = credentials.mint_observe_token(RING, identity="alice", ttl=5)
        else:
            mint = credentials.mint_access_token if kind == "access" else credentials.mint_capability_token
            old = mint(RING, "alice", ttl=5, application_sid=APP, params={"a": "b"})
        new, who = credentials.renew_token(old, RING, ttl=900)
        return credentials.verify_token(old, RING), who, new != old

    before, after, changed = on_loop(work)
    assert changed and after.expires > before.expires
    for name in ("account_sid", "identity", "incoming", "outgoing", "application_sid", "params", "kind"):
        assert getattr(after, name) == getattr(before, name)


def test_an_expired_token_is_not_renewed() -> None:
    with pytest.raises(PeerError) as caught:
        on_loop(lambda: credentials.renew_token(raw({"exp": 1}), RING))
    assert caught.value.code == EXPIRED


@pytest.mark.parametrize("ttl", [0, -1, 86401])
def test_a_ttl_that_no_token_may_have_is_a_request_error(ttl: int) -> None:
    """24 h is the platform's maximum."""
    with pytest.raises(RequestError):
        on_loop(lambda: credentials.mint_access_token(RING, "alice", ttl=ttl))


def test_minted_dates_are_call_time() -> None:
    def work() -> bool:
        before = today()
        token = credentials.mint_access_token(RING, "alice", ttl=100)
        claims = jwt.decode(token, options={"verify_signature": False})
        return before <= claims["nbf"] <= clock.now().timestamp()

    assert on_loop(work)


def test_the_labs_own_key_may_name_the_number_that_calls() -> None:
    """A phone without a browser may call from a number; no other key of the account may say so."""
    token = on_loop(
        lambda: credentials.mint_access_token(RING, "x", application_sid=APP, caller="+15005550001")
    )
    assert verify(token).address == "+15005550001"
    assert on_loop(lambda: credentials.renew_token(token, RING))[1].caller == "+15005550001"
    other = Keyring(ACCOUNT, TOKEN, {"SK" + "9" * 32: "another-secret-of-32-characters-", KEY: SECRET})
    assert verify(token, other).address == "client:x"
    assert refused(raw({"voicelab_caller": "client:bob"})).code == INVALID
    assert verify(access()).address == "client:alice"
