"""Who may ask, for what, and how refusals look. Quoted rows: Twilio's "REST API" pages."""

from __future__ import annotations

from typing import Any

import pytest
from field_tables import check, check_page
from rest_caller import ask, basic
from twilio.base.exceptions import TwilioRestException

from voicelab.testing import TestLab
from voicelab.testing.rest import bound_client

WRONG = [
    "",
    "Basic",
    "Basic !!!",
    "Bearer abc",
    basic("AC" + "0" * 31 + "1", "wrong"),
    basic("", ""),
    basic("SK" + "0" * 32, ""),
    "Basic " + "\u00e9",
]


@pytest.mark.parametrize("authorization", WRONG)
def test_wrong_credentials_are_401_20003(voicelab: TestLab, authorization: str) -> None:
    """Bad -> 401 body code 20003"""
    status, data = ask(voicelab, "GET", "Calls.json", authorization=authorization)
    assert (status, data["code"], data["status"]) == (401, 20003, 401)
    assert data["more_info"] == "https://www.twilio.com/docs/errors/20003"


def test_the_helper_shows_an_error_as_twilios(voicelab: TestLab) -> None:
    """{"code":20404,"message":"...","more_info":"https://www.twilio.com/docs/errors/20404","status":404}"""
    with pytest.raises(TwilioRestException) as caught:
        voicelab.twilio.calls("CA" + "0" * 32).fetch()
    assert (caught.value.status, caught.value.code) == (404, 20404)
    assert "There is no call" in caught.value.msg


def test_another_account_in_the_path_is_not_there(voicelab: TestLab) -> None:
    """Wrong account in the path: 404 20404"""
    status, data = ask(voicelab, "GET", f"/2010-04-01/Accounts/AC{'9' * 32}/Calls.json")
    assert (status, data["code"]) == (404, 20404)


def test_an_api_key_opens_the_door_but_not_to_accounts(voicelab: TestLab) -> None:
    """Accounts/{Sid}.json refuses standard API keys"""
    tenant = voicelab.rest.tenant
    key = basic(*next(iter(tenant.account.keys.items())))
    assert ask(voicelab, "GET", "Calls.json", authorization=key)[0] == 200
    status, data = ask(voicelab, "GET", f"/2010-04-01/Accounts/{tenant.sid}.json", authorization=key)
    assert (status, data["code"]) == (401, 20003)


@pytest.mark.parametrize("path", ["Calls", "Calls/", "Calls.xml", "", "Calls/CA1.csv"])
def test_without_json_the_lab_says_so(voicelab: TestLab, path: str) -> None:
    """Without .json the platform answers XML; this lab says that it does not"""
    status, data = ask(voicelab, "GET", path)
    assert (status, data["code"]) == (404, 20404)
    assert ".json" in data["message"]


@pytest.mark.parametrize(
    "path",
    ["Messages.json", "Usage/Records.json", "SIP/Domains.json", "Nothing.json", "calls.json"],
)
def test_what_the_lab_does_not_have_says_so(voicelab: TestLab, path: str) -> None:
    """The other 2010-04-01 operations answer with a clear "not in this lab" error"""
    for method in ("GET", "POST"):
        status, data = ask(voicelab, method, path, {"To": "x"} if method == "POST" else None)
        assert (status, data["code"]) == (404, 20404) and "not in this lab" in data["message"]


@pytest.mark.parametrize(
    "path", ["/", "/2010-04-01", "/2010-04-01/Accounts", "/2010-04-01.json", "/v1/Rooms.json"]
)
def test_other_addresses_are_not_there(voicelab: TestLab, path: str) -> None:
    assert ask(voicelab, "GET", path)[0] == 404


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "Calls.json"), ("DELETE", "Calls.json"), ("BREW", "Calls.json")]
)
def test_a_method_that_an_address_does_not_take_is_405(voicelab: TestLab, method: str, path: str) -> None:
    """20004 Method not allowed"""
    status, data = ask(voicelab, method, path)
    assert (status, data["code"]) == (405, 20004)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"To=%ff", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(1001)), "application/x-www-form-urlencoded", 400),
        (b"a" * (256 * 1024 + 1), "application/x-www-form-urlencoded", 413),
        (b'{"To": "x"}', "application/json", 415),
        (b"To=" + b"x" * 5000, "application/x-www-form-urlencoded", 400),
        (b"", "", 400),
        (b"=&&;;=", "application/x-www-form-urlencoded; charset=utf-8", 400),
        (b"To=%00&From=%0d%0a", "", 400),
    ],
)
def test_forms_that_make_no_sense_are_refused(
    voicelab: TestLab, body: bytes, content_type: str, status: int
) -> None:
    got, data = ask(voicelab, "POST", "Calls.json", body=body, content_type=content_type)
    assert got == status and data["status"] == status and isinstance(data["code"], int)


def test_paths_and_queries_have_a_bound(voicelab: TestLab) -> None:
    assert ask(voicelab, "GET", "Calls/" + "a" * 3000 + ".json")[0] == 414
    assert ask(voicelab, "GET", "Calls.json", query="a=" + "b" * 20000)[0] == 414
    assert ask(voicelab, "GET", "Calls/%ff.json")[0] == 400


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("PageSize=1001", 20007),
        ("PageSize=0", 20001),
        ("PageSize=-1", 20001),
        ("PageSize=many", 20001),
        ("Page=x", 20001),
        ("Status=over", 20001),
        ("StartTime=yesterday", 20001),
        ("StartTime%3C=9999-12-31", 20001),
        ("StartTime%3E=0000-00-00", 20001),
    ],
)
def test_bad_filters_are_refused(voicelab: TestLab, query: str, code: int) -> None:
    status, data = ask(voicelab, "GET", "Calls.json", query=query)
    assert (status, data["code"]) == (400, code)


def test_unknown_parameters_are_ignored(voicelab: TestLab) -> None:
    """Unknown names ignored"""
    assert ask(voicelab, "GET", "Calls.json", query="Colour=green&Colour=red&PageSize=")[0] == 200


def test_past_the_end_a_page_is_empty(voicelab: TestLab) -> None:
    """Paging past the end"""
    status, data = ask(voicelab, "GET", "Calls.json", query="Page=7&PageSize=5&PageToken=PACA1")
    assert status == 200 and check_page("calls", "call", data) == []
    assert data["next_page_uri"] is None and data["page"] == 7 and data["page_size"] == 5


def test_the_account_shows_itself(voicelab: TestLab) -> None:
    """GET /2010-04-01/Accounts/{Sid}.json"""
    sid = voicelab.rest.tenant.sid
    status, data = ask(voicelab, "GET", f"/2010-04-01/Accounts/{sid}.json")
    assert status == 200 and check("account", data)["status"] == "active"
    client: Any = voicelab.twilio
    assert client.api.accounts(sid).fetch().sid == sid
    assert [account.sid for account in client.api.accounts.list()] == [sid]
    assert client.api.accounts.list(friendly_name="other") == []


def test_a_mistake_of_the_lab_is_a_500_that_says_little(
    voicelab: TestLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20500 Internal Server Error"""

    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(voicelab.rest.tenant.ledger, "page", broken, raising=False)
    status, data = ask(voicelab, "GET", "Calls.json")
    assert (status, data["code"]) == (500, 20500) and "secret" not in str(data)


def test_a_client_with_a_key_uses_the_account_in_the_path(voicelab: TestLab) -> None:
    """Client(api_key, api_secret, account_sid) puts account_sid in the path"""
    face = voicelab.rest
    key = face.tenant.account.own_key
    loop = voicelab.lab.loop
    client = bound_client(
        face, loop, lambda work: voicelab.drive(work, "", None, None), key, face.tenant.account.keys[key]
    )
    assert client.calls.list() == []
