"""Subaccounts: a lab of their own each. Rows are quoted from Twilio's "Subaccounts" and "Account resource"."""

from __future__ import annotations

from typing import Any

import pytest
from field_tables import check, check_page
from placed import CALLEE, CALLER, HELLO, LAB, LONG
from rest_caller import ask, basic
from twilio.base.exceptions import TwilioRestException

from voicelab.calls.credentials import mint_access_token, verify_token
from voicelab.engine.account import Account, Quota
from voicelab.errors import PeerError
from voicelab.testing import TestLab
from voicelab.testing.rest import bound_client

CALL = "CA" + "0" * 32


def subaccount(voicelab: TestLab, name: str = "student") -> Account:
    """A subaccount, made with the official library."""
    made = voicelab.twilio.api.accounts.create(friendly_name=name)
    account = voicelab.rest.tenant.accounts.find(made.sid)
    assert account is not None
    return account


def client_of(voicelab: TestLab, username: str, password: str, account_sid: str) -> Any:
    """The official library with these credentials, about this account."""
    return bound_client(
        voicelab.rest,
        voicelab.lab.loop,
        lambda work: voicelab.drive(work, "the answer", None, None),
        username,
        password,
        account_sid,
    )


def own_client(voicelab: TestLab, account: Account) -> Any:
    return client_of(voicelab, account.sid, account.auth_token, account.sid)


def refusal(caught: pytest.ExceptionInfo[TwilioRestException]) -> tuple[int, int | None]:
    return caught.value.status, caught.value.code


def test_a_subaccount_is_made_listed_renamed_suspended_and_closed(voicelab: TestLab) -> None:
    accounts = voicelab.twilio.api.accounts
    made = accounts.create(friendly_name="student")
    assert made.status == "active" and made.owner_account_sid == voicelab.rest.tenant.sid
    assert made.auth_token != voicelab.rest.tenant.account.auth_token
    assert [one.friendly_name for one in accounts.list()] == ["student", "VoiceLab"]
    assert [one.sid for one in accounts.list(friendly_name="student")] == [made.sid]
    assert accounts(made.sid).update(friendly_name="Ada").friendly_name == "Ada"
    assert accounts(made.sid).update(status="suspended").status == "suspended"
    assert [one.sid for one in accounts.list(status="suspended")] == [made.sid]
    assert accounts(made.sid).update(status="active").status == "active"
    assert accounts(made.sid).update(status="closed").status == "closed"
    with pytest.raises(TwilioRestException, match="stays closed"):
        accounts(made.sid).update(status="active")
    check("account", ask(voicelab, "GET", f"/2010-04-01/Accounts/{made.sid}.json")[1])
    check_page("accounts", "account", ask(voicelab, "GET", "/2010-04-01/Accounts.json")[1])


def test_the_owners_token_opens_a_subaccount_and_nothing_else_does(voicelab: TestLab) -> None:
    """You can not use a subaccount's credentials to access your main account or any other subaccounts"""
    one, other, main = subaccount(voicelab), subaccount(voicelab), voicelab.rest.tenant.account
    queue = client_of(voicelab, main.sid, main.auth_token, one.sid).queues.create(friendly_name="desk")
    assert own_client(voicelab, one).queues(queue.sid).fetch().account_sid == one.sid
    key = next(iter(main.keys.items()))
    for name, secret in ((other.sid, other.auth_token), key, (one.sid, main.auth_token)):
        with pytest.raises(TwilioRestException) as caught:
            client_of(voicelab, name, secret, one.sid).queues(queue.sid).fetch()
        assert refusal(caught) in ((404, 20404), (401, 20003))
    for owner in (main, other):
        with pytest.raises(TwilioRestException) as caught:
            own_client(voicelab, one).api.accounts(owner.sid).calls(CALL).fetch()
        assert refusal(caught) == (404, 20404)
    assert [account.sid for account in own_client(voicelab, one).api.accounts.list()] == [one.sid]
    with pytest.raises(TwilioRestException) as caught:
        own_client(voicelab, one).api.accounts.create(friendly_name="deeper")
    assert refusal(caught) == (403, 20006)


def test_names_of_one_account_mean_nothing_in_another(voicelab: TestLab) -> None:
    """Isolated from each other (names, numbers, recordings, tokens)"""
    one, other = subaccount(voicelab), subaccount(voicelab)
    first, second = own_client(voicelab, one), own_client(voicelab, other)
    number = first.incoming_phone_numbers.create(phone_number=LAB, voice_url="http://one.test/voice")
    again = second.incoming_phone_numbers.create(phone_number=LAB, voice_url="http://two.test/voice")
    app = first.applications.create(friendly_name="menu", voice_url="http://one.test/voice")
    queue, key = first.queues.create(friendly_name="desk"), first.new_keys.create(friendly_name="ci")
    assert number.sid != again.sid
    for missing in (
        second.incoming_phone_numbers(number.sid),
        second.applications(app.sid),
        second.queues(queue.sid),
        second.keys(key.sid),
    ):
        with pytest.raises(TwilioRestException) as caught:
            missing.fetch()
        assert refusal(caught) == (404, 20404)
    for kind in ("applications", "queues", "conferences", "recordings", "calls", "notifications"):
        assert getattr(second, kind).list() == []
    with pytest.raises(TwilioRestException) as caught:
        second.calls.create(to=CALLEE, from_=CALLER, application_sid=app.sid)
    assert refusal(caught) == (400, 21218)


def test_calls_of_one_account_are_nobodys_elses(voicelab: TestLab) -> None:
    one, other = subaccount(voicelab), subaccount(voicelab)
    first, second = own_client(voicelab, one), own_client(voicelab, other)
    voicelab.callee("client:ada")  # she is registered with the main account
    lost = first.calls.create(to="client:ada", from_=CALLER, twiml=HELLO)
    voicelab.waits(5)
    assert first.calls(lost.sid).fetch().status == "no-answer"
    for doing in (
        lambda: second.calls(lost.sid).fetch(),
        lambda: second.calls(lost.sid).update(status="completed"),
        lambda: second.calls(lost.sid).delete(),
        lambda: second.calls(lost.sid).recordings.create(),
        lambda: second.calls(lost.sid).user_defined_messages.create("{}"),
    ):
        with pytest.raises(TwilioRestException) as caught:
            doing()
        assert refusal(caught) == (404, 20404)


def test_webhooks_are_signed_with_the_accounts_own_token(voicelab: TestLab) -> None:
    from twilio.request_validator import RequestValidator

    account, asked = subaccount(voicelab), []

    def app(environ: Any, start_response: Any) -> list[bytes]:
        from urllib.parse import parse_qsl

        size = int(environ.get("CONTENT_LENGTH") or 0)
        form = dict(parse_qsl(environ["wsgi.input"].read(size).decode(), keep_blank_values=True))
        asked.append((form, environ["HTTP_X_TWILIO_SIGNATURE"]))
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [b"<Response/>"]

    url = voicelab.lab.publish(app)
    own_client(voicelab, account).incoming_phone_numbers.create(phone_number=LAB, voice_url=url)
    own_client(voicelab, account).calls.create(to=LAB, from_=CALLER, twiml=LONG)
    voicelab.waits(5)
    ((form, signature),) = asked
    assert form["AccountSid"] == account.sid
    assert RequestValidator(account.auth_token).validate(url, form, signature)
    assert not RequestValidator(voicelab.rest.tenant.account.auth_token).validate(url, form, signature)


def test_a_suspended_account_makes_and_takes_no_calls(voicelab: TestLab) -> None:
    """While an account is suspended it cannot make or receive phone calls; calls in progress do not end"""
    account = subaccount(voicelab)
    client, accounts = own_client(voicelab, account), voicelab.twilio.api.accounts
    client.incoming_phone_numbers.create(phone_number=LAB, voice_url="http://one.test/voice")
    live = client.calls.create(to=LAB, from_=CALLER, twiml=LONG)
    everyone = voicelab.rest.tenant.accounts

    async def enter() -> str:
        token = mint_access_token(account.keyring, "ada")
        return verify_token(token, *everyone.keyrings()).account_sid

    assert voicelab.drive(enter(), "the token is read", None, None) == account.sid
    accounts(account.sid).update(status="suspended")
    with pytest.raises(PeerError):
        voicelab.drive(enter(), "the token is read", None, None)
    with pytest.raises(TwilioRestException) as caught:
        client.calls(CALL).fetch()
    assert refusal(caught) == (403, 20005)
    with pytest.raises(TwilioRestException) as caught:
        accounts(account.sid).calls.create(to=LAB, from_=CALLER, twiml=LONG)
    assert refusal(caught) == (403, 10001)
    assert accounts(account.sid).calls(live.sid).fetch().status not in ("canceled", "completed")
    accounts(account.sid).update(status="closed")
    assert accounts(account.sid).calls(live.sid).fetch().status in ("canceled", "completed")
    assert accounts(account.sid).incoming_phone_numbers.list() == []


def test_only_the_owner_suspends_and_never_itself(voicelab: TestLab) -> None:
    """You must use your main account's credentials to suspend a subaccount; you cannot suspend your main account"""
    account = subaccount(voicelab)
    for client, sid in (
        (own_client(voicelab, account), account.sid),
        (voicelab.twilio, voicelab.rest.tenant.sid),
    ):
        with pytest.raises(TwilioRestException) as caught:
            client.api.accounts(sid).update(status="suspended")
        assert refusal(caught) == (403, 20006)
    assert (
        own_client(voicelab, account).api.accounts(account.sid).update(friendly_name="me").friendly_name
        == "me"
    )


def test_too_many_live_calls_are_10004(voicelab: TestLab) -> None:
    """10004 Call concurrency limit exceeded"""
    account = subaccount(voicelab)
    account.quota = Quota(calls=2)
    client = own_client(voicelab, account)
    client.incoming_phone_numbers.create(phone_number=LAB, voice_url=voicelab.lab.publish(LONG))
    first = client.calls.create(to=LAB, from_=CALLER, twiml=LONG)  # and the number's own call
    voicelab.waits(2)
    with pytest.raises(TwilioRestException) as caught:
        client.calls.create(to=LAB, from_=CALLER, twiml=LONG)
    assert refusal(caught) == (429, 10004)
    client.calls(first.sid).update(status="completed")
    voicelab.waits(2)
    assert client.calls.create(to=LAB, from_=CALLER, twiml=LONG).status == "queued"
    assert voicelab.twilio.calls.create(to=CALLEE, from_=CALLER, twiml=HELLO).status == "queued"


def test_a_dial_beyond_the_limit_fails_and_the_call_goes_on(voicelab: TestLab) -> None:
    voicelab.rest.tenant.account.quota = Quota(calls=1)
    voicelab.callee(CALLEE)
    call = voicelab.dial(f"<Response><Dial>{CALLEE}</Dial><Say>still here</Say></Response>")
    call.hears("still here")
    assert call.ended("completed")
    assert [notice.code for notice in call.notifications] == [10004]


def test_too_many_calls_a_second_are_20429(voicelab: TestLab) -> None:
    """20429 Too Many Requests"""
    voicelab.rest.tenant.account.quota = Quota(calls_per_second=2)

    def place() -> Any:
        return voicelab.twilio.calls.create(to="client:nobody", from_=CALLER, twiml=HELLO)

    place(), place()
    with pytest.raises(TwilioRestException) as caught:
        place()
    assert refusal(caught) == (429, 20429)
    voicelab.waits(1.5)
    assert place().status == "queued"


def test_recordings_beyond_the_accounts_room_are_20429(voicelab: TestLab) -> None:
    voicelab.render = True
    account = voicelab.rest.tenant.account
    call = voicelab.dial(LONG)
    call.hears("please wait")
    recording = voicelab.twilio.calls(call.sid).recordings.create()
    voicelab.waits(3)
    voicelab.twilio.calls(call.sid).recordings(recording.sid).update(status="stopped")
    assert account.stored > 40_000
    account.quota = Quota(recordings=40_000)
    with pytest.raises(TwilioRestException) as caught:
        voicelab.twilio.calls(call.sid).recordings.create()
    assert refusal(caught) == (429, 20429)
    voicelab.twilio.recordings(recording.sid).delete()
    assert account.stored == 0
    assert voicelab.twilio.calls(call.sid).recordings.create().status == "in-progress"


def test_a_key_opens_no_accounts_and_the_balance_is_nothing(voicelab: TestLab) -> None:
    key = basic(*next(iter(voicelab.rest.tenant.account.keys.items())))
    status, data = ask(voicelab, "GET", "/2010-04-01/Accounts.json", authorization=key)
    assert (status, data["code"]) == (401, 20003)
    assert voicelab.twilio.api.account.balance.fetch().balance == "0"


def test_a_number_moves_to_another_account(voicelab: TestLab) -> None:
    """AccountSid: the SID of the account to which the number is to be moved"""
    account = subaccount(voicelab)
    number = voicelab.twilio.incoming_phone_numbers.create(
        phone_number=LAB, voice_url="http://one.test/voice"
    )
    moved = number.update(account_sid=account.sid)
    assert (moved.account_sid, moved.sid) == (account.sid, number.sid)
    assert own_client(voicelab, account).incoming_phone_numbers(number.sid).fetch().phone_number == LAB
    assert voicelab.twilio.incoming_phone_numbers.list() == []
    with pytest.raises(TwilioRestException) as caught:
        own_client(voicelab, account).incoming_phone_numbers(number.sid).update(
            account_sid=voicelab.rest.tenant.sid
        )
    assert refusal(caught) == (404, 20404)
