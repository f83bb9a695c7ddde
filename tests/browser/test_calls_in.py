"""Calls that a plain page gets: custom parameters, accept, reject, ignore, cancel, several pages."""

from collections.abc import Callable

import pytest
from parts import MICROPHONE, Lab, SdkPage, Site, strongest

pytestmark = [pytest.mark.browser, pytest.mark.media]
SDKS = pytest.mark.parametrize("sdk", ["2.x", "1.x"])
Open = Callable[..., SdkPage]


@SDKS
def test_a_page_is_called_by_another_page(lab: Lab, sdk_page: Open, sdk: str) -> None:
    """Incoming call with custom parameters; both hear each other; the called page hangs up."""
    alice, bob = SdkPage.new_identity("alice"), SdkPage.new_identity("bob")
    parameters = {"order id": "a=b & c", "umlaut": "ü✓", "plus": "1 + 1"}
    nouns = "".join(
        f'<Parameter name="{name}" value="{value.replace("&", "&amp;")}"/>'
        for name, value in parameters.items()
    )
    lab.document(f"to_{alice}", f"<Dial><Client><Identity>{alice}</Identity>{nouns}</Client></Dial>")
    called, caller = sdk_page(sdk), sdk_page("2.x")
    called.register(lab.token(alice))
    caller.register(lab.token(bob))
    caller.connect({"To": f"to_{alice}"})
    incoming = called.take("incoming")
    assert incoming["custom"] == parameters
    assert incoming["parameters"]["From"] == f"client:{bob}"
    assert incoming["parameters"]["To"] == f"client:{alice}"
    called.do("phone.call.accept()")
    child = called.accepted()
    parent = caller.accepted()
    assert incoming["parameters"]["CallSid"] == child != parent
    called.hears(MICROPHONE)
    caller.hears(MICROPHONE)
    called.do("phone.call.sendDigits('5')")
    lab.until(lambda: lab.digits(child) == [("5", "rtp")], "the called page's key")
    called.hang_up()
    caller.take("disconnect")
    assert lab.ended(child) == lab.ended(parent) == "completed"


@pytest.mark.parametrize(("sdk", "codec"), [("2.x", "pcmu"), ("2.x", "opus"), ("1.x", "pcmu")])
def test_click_to_call_reaches_a_page(lab: Lab, site: Site, sdk_page: Open, sdk: str, codec: str) -> None:
    """Incoming with codec preference: the page's first choice is what is spoken."""
    name = SdkPage.new_identity()
    lab.document("tone880", f"<Play>{site.url}/tone-880.wav</Play>")
    others = [other for other in ("pcmu", "opus") if other != codec]
    page = sdk_page(sdk, options={"codecPreferences": [codec, *others]})
    page.register(lab.token(name))
    sid = lab.client.place_call(f"client:{name}", "tone880")["sid"]
    page.take("incoming")
    page.do("phone.call.accept()")
    assert page.accepted() == sid
    page.hears(880)
    page.take("sample")
    page.take("sample")  # one a second
    assert page.do("phone.call.codec") == codec.replace("pcmu", "PCMU")
    lab.listens(sid)
    lab.client.update_call(sid, status="completed")
    page.take("disconnect")
    assert lab.ended(sid) == "completed"
    frequency, share = strongest(lab.client.audio(sid, "inbound"))
    assert abs(frequency - MICROPHONE) < 10 and share > 0.8


@SDKS
def test_reject(lab: Lab, sdk_page: Open, sdk: str) -> None:
    """``reject {callsid}``: busy for the caller."""
    name = SdkPage.new_identity()
    page = sdk_page(sdk)
    page.register(lab.token(name))
    lab.document("echo", "<Echo/>")
    sid = lab.client.place_call(f"client:{name}", "echo")["sid"]
    page.take("incoming")
    page.do("phone.call.reject()")
    assert lab.ended(sid) == "busy"


def test_ignored_and_busy_pages_ring_until_the_timeout(lab: Lab, site: Site, sdk_page: Open) -> None:
    """``ignore()`` sends NOTHING, and a busy Device drops the invite: the Dial's timeout (5 s at least) ends it."""
    name = SdkPage.new_identity()
    lab.document("echo", "<Echo/>")
    dial = f'<Dial timeout="5" action="{site.url}/action"><Client>{name}</Client></Dial>'
    lab.document(f"to_{name}", dial)
    new, old, busy, caller = sdk_page("2.x"), sdk_page("1.x"), sdk_page("2.x"), sdk_page("2.x")
    for page in (new, old, busy):
        page.register(lab.token(name))
    other = busy.call({"To": "echo"})
    caller.register(lab.token())
    caller.connect({"To": f"to_{name}"})
    for page in (new, old):
        page.take("incoming")
        page.do("phone.call.ignore()")
    caller.take("disconnect")
    (asked,) = [form for form in site.asked if form.get("To") == f"to_{name}"]
    assert asked["DialCallStatus"] == "no-answer"
    assert lab.ended(asked["DialCallSid"]) == "no-answer"
    busy.hears(MICROPHONE)
    assert "incoming" not in busy.names()
    busy.hang_up()
    assert lab.ended(other) == "completed"


@SDKS
def test_the_caller_gives_up(lab: Lab, sdk_page: Open, sdk: str) -> None:
    """``cancel {callsid}``: the caller hung up before anybody answered."""
    name = SdkPage.new_identity()
    lab.document(f"to_{name}", f"<Dial><Client>{name}</Client></Dial>")
    page, caller = sdk_page(sdk), sdk_page("2.x")
    page.register(lab.token(name))
    caller.register(lab.token())
    caller.connect({"To": f"to_{name}"})
    child = page.take("incoming")["parameters"]["CallSid"]
    caller.hang_up()
    page.take("cancel")
    assert lab.ended(child) == "canceled"


@SDKS
def test_all_pages_of_an_identity_ring_and_one_answers(lab: Lab, sdk_page: Open, sdk: str) -> None:
    """One identity on several pages: all ring, the first answer wins, the rest get ``cancel``."""
    name = SdkPage.new_identity()
    lab.document("echo", "<Echo/>")
    pages = [sdk_page(sdk), sdk_page("2.x")]
    for page in pages:
        page.register(lab.token(name))
    assert lab.phones(name) == 2
    sid = lab.client.place_call(f"client:{name}", "echo")["sid"]
    for page in pages:
        page.take("incoming")
    pages[1].do("phone.call.accept()")
    assert pages[1].accepted() == sid
    pages[0].take("cancel")
    pages[1].hears(MICROPHONE)
    pages[1].hang_up()
    assert lab.ended(sid) == "completed"


def test_an_unregistered_page_is_not_called(lab: Lab, sdk_page: Open) -> None:
    """``register {audio: false}`` -> ``offline``: ``device.unregister()`` resolves."""
    name = SdkPage.new_identity()
    lab.document("echo", "<Echo/>")
    page = sdk_page("2.x")
    page.register(lab.token(name))
    page.do("await phone.device.unregister()")
    assert lab.phones(name) == 0
    assert lab.ended(lab.client.place_call(f"client:{name}", "echo")["sid"]) == "no-answer"


def test_a_pending_call_moves_to_another_page_by_its_connect_token(
    lab: Lab, site: Site, sdk_page: Open
) -> None:
    """``device.connect({connectToken})``: a NEW offer for a pending inbound CallSid."""
    name = SdkPage.new_identity()
    lab.document("tone660", f"<Play>{site.url}/tone-660.wav</Play>")
    first, second = sdk_page("2.x"), sdk_page("2.x")
    first.register(lab.token(name))
    second.set_up(lab.token(name))
    sid = lab.client.place_call(f"client:{name}", "tone660")["sid"]
    first.take("incoming")
    token = first.do("phone.call.connectToken")
    second.do("await phone.connect(undefined, { connectToken: argument })", token)
    assert second.accepted() == sid
    first.take("cancel")
    second.hears(660)
    second.hang_up()
    assert lab.ended(sid) == "completed"
