"""Applications, numbers, caller ids over the REST API. Quoted rows: Twilio's resources of these names."""

from __future__ import annotations

from typing import Any

import pytest
from field_tables import FIELDS, check, check_page
from rest_caller import ask
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab
from voicelab.testing.party import Party

NUMBER = "+15005550006"
HELLO = "<Response><Say>hello there</Say></Response>"


# --- applications -------------------------------------------------------------------------------------------
def test_an_application_is_made_and_answers_calls(voicelab: TestLab) -> None:
    """VoiceUrl, VoiceMethod, VoiceFallbackUrl, StatusCallback"""
    told: list[tuple[str, str]] = []

    def app(request: Any) -> str:
        told.append((request.path, request.method))
        return HELLO

    voicelab.serve("http://app.test", app)
    apps = voicelab.twilio.applications
    made = apps.create(
        friendly_name="support",
        voice_url="http://app.test/voice",
        voice_method="GET",
        status_callback="http://app.test/over",
        sms_url="http://app.test/sms",
    )
    assert (made.voice_method, made.voice_fallback_method, made.sms_url) == (
        "GET",
        "POST",
        "http://app.test/sms",
    )
    call = voicelab.dial(to="app:support")
    call.hears("hello there")
    call.ended()
    assert told == [("/voice", "GET"), ("/over", "POST")]
    assert [one.sid for one in apps.list(friendly_name="support")] == [made.sid]
    assert apps.list(friendly_name="sales") == []


def test_an_application_is_changed_and_forgotten(voicelab: TestLab) -> None:
    apps = voicelab.twilio.applications
    made = apps.create(friendly_name="support", voice_url="http://app.test/voice")
    changed = made.update(voice_url="", friendly_name="sales", message_status_callback="http://app.test/m")
    assert (changed.voice_url, changed.friendly_name, changed.message_status_callback) == (
        None,
        "sales",
        "http://app.test/m",
    )
    assert made.delete() and apps.list() == []
    for attempt in (made.fetch, made.delete, lambda: made.update(friendly_name="x")):
        with pytest.raises(TwilioRestException) as caught:
            attempt()
        assert caught.value.status == 404


def test_an_application_shows_every_field(voicelab: TestLab) -> None:
    status, data = ask(voicelab, "POST", "Applications.json")
    assert status == 201 and check("application", data)["friendly_name"] == data["sid"]
    _, page = ask(voicelab, "GET", "Applications.json")
    assert check_page("applications", "application", page) == [data]


def test_a_document_is_shown_as_its_address(voicelab: TestLab) -> None:
    voicelab.document("welcome", HELLO)
    sid = voicelab.app("support", "welcome").sid
    assert voicelab.twilio.applications(sid).fetch().voice_url.endswith("/twiml/welcome")


def test_the_labs_own_application_cannot_be_changed(voicelab: TestLab) -> None:
    own = voicelab.lab.directory.own_application.sid
    mine = voicelab.twilio.applications(own)
    assert mine.fetch().friendly_name == "VoiceLab"
    for attempt in (mine.delete, lambda: mine.update(friendly_name="x")):
        with pytest.raises(TwilioRestException) as caught:
            attempt()
        assert (caught.value.status, caught.value.code) == (403, 20006)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"VoiceUrl": "nowhere"}, 21402),
        ({"VoiceUrl": "javascript:alert(1)"}, 21402),
        ({"VoiceFallbackUrl": "//example.com"}, 21402),
        ({"StatusCallback": "http://"}, 21402),
        ({"SmsUrl": "x"}, 21402),
        ({"VoiceMethod": "PUT"}, 21403),
        ({"SmsMethod": "PUT"}, 21403),
        ({"FriendlyName": "a" * 65}, 20002),
        ({"FriendlyName": "a\n"}, 20002),
        ({"VoiceCallerIdLookup": "si"}, 20001),
    ],
)
def test_bad_settings_are_refused_whole(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    """21402 url; 21403 method"""
    for path in ("Applications", "IncomingPhoneNumbers"):
        whole = {"PhoneNumber": NUMBER, "VoiceUrl": "http://app.test/"} | form
        status, data = ask(voicelab, "POST", f"{path}.json", whole)
        assert (status, data["code"]) == (400, code)
    assert not voicelab.lab.directory.applications and not voicelab.lab.directory.numbers


# --- numbers ------------------------------------------------------------------------------------------------
def test_a_number_is_taken_and_answers_calls(voicelab: TestLab) -> None:
    """VoiceUrl, VoiceMethod, VoiceFallbackUrl, StatusCallback"""
    voicelab.serve("http://app.test", lambda request: HELLO)
    numbers = voicelab.twilio.incoming_phone_numbers
    made = numbers.create(phone_number="(500) 555-0006", voice_url="http://app.test/")
    assert (made.phone_number, made.friendly_name, made.status) == (NUMBER, "(500) 555-0006", "in-use")
    assert made.capabilities["voice"] is True and made.capabilities["sms"] is False
    voicelab.dial(to=NUMBER).hears("hello there")
    with pytest.raises(TwilioRestException) as caught:
        numbers.create(phone_number=NUMBER)
    assert caught.value.code == 21422


def test_an_application_goes_before_the_voice_url(voicelab: TestLab) -> None:
    """VoiceApplicationSid (set -> VoiceUrl ignored)"""
    voicelab.serve("http://app.test", lambda request: "<Response><Say>the url</Say></Response>")
    sid = voicelab.app("greeter", HELLO).sid
    made = voicelab.twilio.incoming_phone_numbers.create(
        phone_number=NUMBER, voice_url="http://app.test/", voice_application_sid=sid
    )
    assert made.voice_application_sid == sid
    voicelab.dial(to=NUMBER).hears("hello there")
    made.update(voice_application_sid="")
    voicelab.dial(to=NUMBER).hears("the url")


def test_a_number_can_be_had_by_area_code(voicelab: TestLab) -> None:
    """AreaCode"""
    numbers = voicelab.twilio.incoming_phone_numbers
    one, other = numbers.create(area_code="415"), numbers.create(area_code="415")
    assert one.phone_number == "+14155550100" and other.phone_number == "+14155550101"
    with pytest.raises(TwilioRestException) as caught:
        numbers.create(area_code="999")
    assert caught.value.code == 21452


def test_numbers_are_listed_by_kind_and_pattern(voicelab: TestLab) -> None:
    """Beta, FriendlyName, PhoneNumber, Origin"""
    numbers = voicelab.twilio.incoming_phone_numbers
    for number in ("+14155550100", "+18005550100", "+447700900123"):
        numbers.create(phone_number=number, friendly_name=f"n{number[-3:]}")
    assert [one.phone_number for one in numbers.local.list()] == ["+14155550100"]
    assert [one.phone_number for one in numbers.toll_free.list()] == ["+18005550100"]
    assert [one.phone_number for one in numbers.mobile.list()] == ["+447700900123"]
    assert [one.phone_number for one in numbers.list(phone_number="+1415*55")] == ["+14155550100"]
    assert len(numbers.list(phone_number="5550100")) == 2
    assert [one.phone_number for one in numbers.list(friendly_name="n123")] == ["+447700900123"]
    assert numbers.list(beta=True) == [] and numbers.list(origin="hosted") == []
    assert numbers.local.create(phone_number="+14155550111").phone_number == "+14155550111"


def test_a_number_shows_every_field(voicelab: TestLab) -> None:
    status, data = ask(voicelab, "POST", "IncomingPhoneNumbers.json", {"PhoneNumber": NUMBER})
    assert status == 201 and data.pop("type") == "local"
    check("incoming_phone_number", data)
    _, page = ask(voicelab, "GET", "IncomingPhoneNumbers/Local.json")
    assert check_page("incoming_phone_numbers", "incoming_phone_number", page) == [data]


def test_a_number_is_changed_and_given_back(voicelab: TestLab) -> None:
    numbers = voicelab.twilio.incoming_phone_numbers
    made = numbers.create(phone_number=NUMBER)
    assert (
        made.update(friendly_name="front desk", status_callback="http://app.test/").friendly_name
        == "front desk"
    )
    assert made.delete() and numbers.list() == []
    with pytest.raises(TwilioRestException) as caught:
        made.update(friendly_name="x")
    assert caught.value.status == 404


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 21421),
        ({"PhoneNumber": "12"}, 21421),
        ({"AreaCode": "abc"}, 21451),
        ({"PhoneNumber": NUMBER, "VoiceApplicationSid": "AP" + "0" * 32}, 21420),
        ({"PhoneNumber": NUMBER, "TrunkSid": "TK" + "0" * 32}, 20001),
        ({"PhoneNumber": NUMBER, "VoiceReceiveMode": "fax"}, 20001),
    ],
)
def test_a_bad_number_is_refused(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    status, data = ask(voicelab, "POST", "IncomingPhoneNumbers.json", form)
    assert (status, data["code"]) == (400, code)


# --- the inventory ------------------------------------------------------------------------------------------
def test_there_are_pretend_numbers_to_be_had(voicelab: TestLab) -> None:
    """AvailablePhoneNumbers (pretend inventory)"""
    available = voicelab.twilio.available_phone_numbers
    assert [country.country_code for country in available.list()] == ["US", "CA", "GB"]
    found = available("US").local.list(area_code=415, limit=3)
    assert [one.phone_number for one in found] == ["+14155550100", "+14155550101", "+14155550102"]
    assert all("pretend" in one.locality for one in found)
    made = voicelab.twilio.incoming_phone_numbers.create(phone_number=found[0].phone_number)
    assert available("US").local.list(area_code=415, limit=1)[0].phone_number == "+14155550101"
    made.delete()
    assert available("US").local.list(contains="415***0199", limit=5)[0].phone_number == "+14155550199"
    assert available("US").local.list(in_region="NY", limit=1)[0].phone_number == "+12125550100"
    assert available("US").toll_free.list(limit=1)[0].phone_number == "+18005550100"
    assert available("GB").mobile.list(limit=1)[0].phone_number == "+447700900000"
    assert available("US").mobile.list() == [] and available("US").local.list(sms_enabled=True) == []


def test_the_inventory_shows_every_field(voicelab: TestLab) -> None:
    _, page = ask(voicelab, "GET", "AvailablePhoneNumbers/GB/TollFree.json", query="PageSize=2")
    assert len(check_page("available_phone_numbers", "available_number", page)) == 2
    _, page = ask(voicelab, "GET", "AvailablePhoneNumbers.json")
    countries = [check("country", country) for country in page["countries"]]
    assert ask(voicelab, "GET", "AvailablePhoneNumbers/US.json")[1] == countries[0]
    for path in ("XX", "XX/Local", "US/Satellite"):
        assert ask(voicelab, "GET", f"AvailablePhoneNumbers/{path}.json")[0] == 404
    assert ask(voicelab, "GET", "AvailablePhoneNumbers/US/Local.json", query="AreaCode=x")[0] == 400


# --- caller ids ---------------------------------------------------------------------------------------------
def test_a_caller_id_is_verified_by_a_call(voicelab: TestLab) -> None:
    """validation_code; the number is called and the code keyed in"""
    told: list[dict[str, str]] = []
    codes: list[str] = []

    def app(request: Any) -> str:
        told.append(dict(request))
        return ""

    async def types(party: Party) -> None:
        await party.hear("validation code")
        await party.press(codes[0])

    voicelab.serve("http://app.test", app)
    callee = voicelab.callee("+14155550123", script=types)
    client = voicelab.twilio
    asked = client.validation_requests.create(
        phone_number="+14155550123", friendly_name="my phone", status_callback="http://app.test/"
    )
    codes.append(asked.validation_code)
    voicelab.waits(30)
    (mine,) = client.outgoing_caller_ids.list(phone_number="+14155550123")
    assert mine.friendly_name == "my phone" and callee.calls[0].heard[-1].text.startswith("Thank you")
    assert (told[0]["VerificationStatus"], told[0]["OutgoingCallerIdSid"]) == ("success", mine.sid)
    with pytest.raises(TwilioRestException) as caught:
        client.validation_requests.create(phone_number="+14155550123")
    assert caught.value.code == 21450
    assert mine.update(friendly_name="desk").friendly_name == "desk"
    _, page = ask(voicelab, "GET", "OutgoingCallerIds.json")
    check_page("outgoing_caller_ids", "caller_id", page)
    assert mine.delete() and client.outgoing_caller_ids.list() == []
    with pytest.raises(TwilioRestException) as caught:
        mine.fetch()
    assert caught.value.status == 404


def test_a_wrong_code_verifies_nothing(voicelab: TestLab) -> None:
    voicelab.callee("+14155550123", script=lambda party: party.press("111"))
    status, data = ask(voicelab, "POST", "OutgoingCallerIds.json", {"PhoneNumber": "+14155550123"})
    assert status == 200 and set(check("validation", data)) == set(FIELDS["validation"])
    voicelab.waits(60)
    assert voicelab.twilio.outgoing_caller_ids.list() == []


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, 21401),
        ({"PhoneNumber": "12"}, 21401),
        ({"PhoneNumber": NUMBER, "CallDelay": "61"}, 21454),
        ({"PhoneNumber": NUMBER, "StatusCallback": "x"}, 21456),
        ({"PhoneNumber": NUMBER, "FriendlyName": "a" * 65}, 20002),
    ],
)
def test_a_bad_validation_is_refused(voicelab: TestLab, form: dict[str, str], code: int) -> None:
    status, data = ask(voicelab, "POST", "OutgoingCallerIds.json", form)
    assert (status, data["code"]) == (400, code)
