"""API keys and traversal tokens over the REST API. Quoted rows: Twilio's resources of these names."""

from __future__ import annotations

import pytest
from field_tables import check, check_page
from rest_caller import ask, basic
from twilio.base.exceptions import TwilioRestException
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from voicelab import clock
from voicelab.calls.credentials import Keyring, verify_token
from voicelab.errors import PeerError
from voicelab.testing import TestLab


@pytest.mark.parametrize("resource", ["keys", "signing_keys"])
def test_a_key_opens_the_door_until_it_is_deleted(voicelab: TestLab, resource: str) -> None:
    """Usable for auth and token signing at once"""
    account = voicelab.twilio.api.account
    create = account.new_keys.create if resource == "keys" else account.new_signing_keys.create
    made = create(friendly_name="ci")
    key = basic(made.sid, made.secret)
    assert ask(voicelab, "GET", "Calls.json", authorization=key)[0] == 200
    keys = getattr(account, resource)
    assert [one.friendly_name for one in keys.list()] == ["ci", "VoiceLab"]
    assert keys(made.sid).update(friendly_name="nightly").friendly_name == "nightly"
    assert keys(made.sid).delete()
    assert ask(voicelab, "GET", "Calls.json", authorization=key)[0] == 401
    with pytest.raises(TwilioRestException) as caught:
        keys(made.sid).fetch()
    assert caught.value.status == 404


def test_a_key_signs_tokens_at_once(voicelab: TestLab) -> None:
    made = voicelab.twilio.new_keys.create()
    tenant = voicelab.rest.tenant
    keyring = Keyring(tenant.sid, tenant.account.auth_token, tenant.account.keys)

    async def today() -> int:
        return int(clock.now().timestamp())

    epoch = voicelab.drive(today(), "the date is told", None, None)

    text = AccessToken(
        tenant.sid,
        made.sid,
        made.secret,
        identity="alice",
        grants=[VoiceGrant(incoming_allow=True)],
        nbf=epoch,
        valid_until=epoch + 600,
    ).to_jwt()

    async def verify() -> str:
        return verify_token(text, keyring).identity

    identity = voicelab.drive(verify(), "the token is verified", None, None)
    assert identity == "alice"
    voicelab.twilio.keys(made.sid).delete()
    with pytest.raises(PeerError):
        voicelab.drive(verify(), "the token is refused", None, None)


def test_a_secret_is_shown_once(voicelab: TestLab) -> None:
    """new_key: secret"""
    status, made = ask(voicelab, "POST", "Keys.json", {"FriendlyName": "ci"})
    assert status == 201 and len(check("new_key", made)["secret"]) >= 32
    _, page = ask(voicelab, "GET", "Keys.json")
    assert check_page("keys", "key", page)[0]["sid"] == made["sid"]
    _, page = ask(voicelab, "GET", "SigningKeys.json")
    check_page("signing_keys", "key", page)
    check("key", ask(voicelab, "GET", f"Keys/{made['sid']}.json")[1])


def test_the_labs_own_key_stays(voicelab: TestLab) -> None:
    own = voicelab.twilio.keys(voicelab.rest.tenant.account.own_key)
    assert own.fetch().friendly_name == "VoiceLab"
    with pytest.raises(TwilioRestException) as caught:
        own.delete()
    assert (caught.value.status, caught.value.code) == (403, 20006)


def test_a_key_may_not_make_keys(voicelab: TestLab) -> None:
    """Standard API keys may use neither Accounts nor Keys"""
    made = voicelab.twilio.new_keys.create()
    status, data = ask(voicelab, "POST", "Keys.json", authorization=basic(made.sid, made.secret))
    assert (status, data["code"]) == (401, 20003)
    assert ask(voicelab, "POST", "Keys.json", {"FriendlyName": "a" * 65})[1]["code"] == 20002


def test_a_traversal_token_names_no_servers(voicelab: TestLab) -> None:
    """Tokens: ttl is a string"""
    token = voicelab.twilio.tokens.create(ttl=60)
    assert (token.ttl, token.ice_servers) == ("60", [])
    status, data = ask(voicelab, "POST", "Tokens.json")
    assert status == 201 and check("token", data)["ttl"] == "86400"
    assert ask(voicelab, "POST", "Tokens.json", {"Ttl": "86401"})[0] == 400
