"""Tokens as real SDKs see them: forged, expired, renewed; which class and code each failure becomes."""

import dataclasses
from collections.abc import Callable

import pytest
from parts import Lab, SdkPage

pytestmark = [pytest.mark.browser, pytest.mark.media]
SDKS = pytest.mark.parametrize("sdk", ["2.x", "1.x"])
Open = Callable[..., SdkPage]


@SDKS
def test_a_forged_token(lab: Lab, sdk_page: Open, sdk: str) -> None:
    """31204 becomes AccessTokenInvalid (20101) in 2.x; 1.x shows 31204 and the class beside it."""
    keys = dict.fromkeys(lab.keyring.api_keys, "not-the-secret-of-this-key-at-all")
    good, lab.keyring = lab.keyring, dataclasses.replace(lab.keyring, api_keys=keys)
    try:
        forged = lab.token()
    finally:
        lab.keyring = good
    page = sdk_page(sdk)
    page.set_up(forged)
    if sdk == "2.x":
        page.do("void phone.device.register()")
    error = page.take("error")
    if sdk == "2.x":
        assert (error["code"], error["original"], error["name"]) == (20101, 31204, "AccessTokenInvalid")
    else:
        assert (error["code"], error["twilio"]) == (31204, 20101)


def test_a_call_without_permission(lab: Lab, sdk_page: Open) -> None:
    """20151, AuthenticationFailed, on the call."""
    page = sdk_page("2.x")
    page.register(lab.token(application_sid=None))
    page.connect({"To": "echo"})
    error = page.take("callError")
    assert (error["code"], error["name"]) == (20151, "AuthenticationFailed")
    page.take("disconnect")


@SDKS
def test_an_expired_token(lab: Lab, sdk_page: Open, sdk: str) -> None:
    """31205 becomes AccessTokenExpired (20104): no new calls, a live one goes on; updateToken heals it."""
    lab.document("echo", "<Echo/>")
    name = SdkPage.new_identity()
    page = sdk_page(sdk)
    page.register(lab.token(name, ttl=5))
    sid = page.call({"To": "echo"})
    error = page.take("error")
    if sdk == "2.x":
        assert (error["code"], error["original"], error["name"]) == (20104, 31205, "AccessTokenExpired")
    else:
        assert (error["code"], error["twilio"]) == (31205, 20104)
    page.take("unregistered" if sdk == "2.x" else "offline")
    assert lab.phones(name) == 0
    page.hears(1000)
    assert lab.status(sid) == "in-progress"
    page.hang_up()
    page.take("disconnect")
    assert lab.ended(sid) == "completed"
    page.connect({"To": "echo"})
    refused = page.take("callError")
    assert 20104 in (refused["code"], refused["twilio"])
    page.take("disconnect")
    fresh = lab.token(name)
    if sdk == "2.x":
        page.do("phone.device.updateToken(argument)", fresh)
        page.take("registered")
        page.take("registered")
    else:
        page.do("phone.device.setup(argument, phone.options)", fresh)
        page.take("ready")
    assert lab.phones(name) == 1
    again = page.call({"To": "echo"})
    page.hears(1000)
    page.hang_up()
    assert lab.ended(again) == "completed"


def test_a_token_is_renewed_in_time(lab: Lab, sdk_page: Open) -> None:
    """``tokenWillExpire`` at ttl - tokenRefreshMs; ``updateToken`` is another ``listen``; nothing is lost."""
    name = SdkPage.new_identity()
    lab.document("echo", "<Echo/>")
    page = sdk_page("2.x", options={"tokenRefreshMs": 1000})
    page.register(lab.token(name, ttl=3))
    sid = page.call({"To": "echo"})
    page.hears(1000)
    page.take("tokenWillExpire")
    page.do("phone.device.updateToken(argument)", lab.token(name, ttl=4))
    page.take("tokenWillExpire")  # the new one's: the first one's time is over by now
    page.do("phone.device.updateToken(argument)", lab.token(name))
    page.hears(1000)
    assert page.do("phone.device.state") == "registered"
    assert page.do("phone.device.identity") == name
    assert lab.phones(name) == 1 and lab.status(sid) == "in-progress"
    page.hang_up()
    assert lab.ended(sid) == "completed"
    assert "error" not in page.names()


def test_update_token_to_another_identity(lab: Lab, sdk_page: Open) -> None:
    """A registered token's identity change unregisters the old one."""
    alice, bob = SdkPage.new_identity("alice"), SdkPage.new_identity("bob")
    lab.document("echo", "<Echo/>")
    page = sdk_page("2.x")
    page.register(lab.token(alice))
    page.do("phone.device.updateToken(argument)", lab.token(bob))
    lab.until(lambda: lab.phones(bob) == 1, "bob's phone")
    assert lab.phones(alice) == 0
    sid = lab.client.place_call(f"client:{bob}", "echo")["sid"]
    assert page.take("incoming")["parameters"]["To"] == f"client:{bob}"
    page.do("phone.call.reject()")
    assert lab.ended(sid) == "busy"
