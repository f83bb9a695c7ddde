"""Signaling that is cut, and media that must find a new way, under a live call."""

from collections.abc import Callable

import pytest
from parts import Lab, Relay, SdkPage

pytestmark = [pytest.mark.browser, pytest.mark.media]
SDKS = pytest.mark.parametrize("sdk", ["2.x", "1.x"])
Open = Callable[..., SdkPage]


@pytest.fixture
def echo(lab: Lab) -> str:
    return lab.document("echo", "<Echo/>")


@pytest.mark.parametrize("direction", ["out", "in"])
def test_a_call_outlives_its_signaling(
    lab: Lab, relay: Relay, echo: str, sdk_page: Open, direction: str
) -> None:
    """Socket cut and reconnect by token, opted in by ``maxCallSignalingTimeoutMs``."""
    name = SdkPage.new_identity()
    page = sdk_page("2.x", at=relay.url, options={"maxCallSignalingTimeoutMs": 20000})
    page.register(lab.token(name))
    if direction == "out":
        sid = page.call({"To": echo})
    else:
        sid = lab.client.place_call(f"client:{name}", echo)["sid"]
        page.take("incoming")
        page.do("phone.call.accept()")
        page.accepted()
    page.hears(1000)
    relay.cut()
    page.take("reconnecting")
    page.take("reconnected")
    page.hears(1000)
    assert lab.status(sid) == "in-progress"
    lab.until(lambda: lab.phones(name) == 1, "the page's registration")
    page.do("phone.call._mediaHandler._dtmfSender = { canInsertDTMF: false }")
    page.do("phone.call.sendDigits('8')")  # by the new socket
    lab.until(lambda: lab.digits(sid) == [("8", "signaling")], "the key")
    page.hang_up()
    assert lab.ended(sid) == "completed"


def test_a_page_that_does_not_come_back_in_time(lab: Lab, relay: Relay, echo: str, sdk_page: Open) -> None:
    """The call is held for ``reconnectTimeout`` seconds, then it ends; the page learns it when it is back."""
    page = sdk_page("2.x", at=relay.url, options={"maxCallSignalingTimeoutMs": 1000})
    page.register(lab.token())
    sid = page.call({"To": echo})
    page.hears(1000)
    relay.cut(mend=False)
    page.take("reconnecting")
    assert lab.ended(sid) == "completed"
    relay.mend()
    page.take("disconnect", 30)


@SDKS
def test_without_the_option_a_call_ends_with_its_signaling(
    lab: Lab, relay: Relay, echo: str, sdk_page: Open, sdk: str
) -> None:
    """2.x: "This feature is opt-in"; 1.x has no reconnect tokens. The Device comes back by itself."""
    name = SdkPage.new_identity()
    page = sdk_page(sdk, at=relay.url)
    page.register(lab.token(name))
    sid = page.call({"To": echo})
    page.hears(1000)
    relay.cut()
    assert lab.ended(sid) == "completed"
    lab.until(lambda: lab.phones(name) == 1, "the page's registration")
    page.take("disconnect")
    again = page.call({"To": echo})
    page.hears(1000)
    page.hang_up()
    assert lab.ended(again) == "completed"


def test_a_closed_tab_ends_its_call(lab: Lab, echo: str, sdk_page: Open) -> None:
    """Even one that asked for its calls to be held: nobody will come back."""
    name = SdkPage.new_identity()
    page = sdk_page("2.x", options={"maxCallSignalingTimeoutMs": 30000})
    page.register(lab.token(name))
    sid = page.call({"To": echo})
    page.hears(1000)
    page.page.goto("about:blank")
    assert lab.ended(sid) == "completed"
    assert lab.phones(name) == 0


def test_a_refused_microphone(lab: Lab, echo: str, sdk_page: Open) -> None:
    """31401, made by the SDK before it says anything to the lab; the page stays registered and usable."""
    name = SdkPage.new_identity()
    page = sdk_page("2.x")
    page.do(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page.register(lab.token(name))
    page.connect({"To": echo})
    assert page.take("callError")["code"] == 31401
    assert lab.phones(name) == 1
    assert not [call for call in lab.client.calls() if call["from"] == f"client:{name}"]


@SDKS
def test_ice_restarts(lab: Lab, echo: str, sdk_page: Open, sdk: str) -> None:
    """``reinvite {callsid, sdp}`` -> ``answer {sdp}`` with new ICE credentials; the sound goes on."""
    page = sdk_page(sdk)
    page.register(lab.token())
    sid = page.call({"To": echo})
    page.hears(1000)
    before = page.do("phone.remoteUfrag()")
    page.do("phone.handler.iceRestart()")
    page.do(
        """await new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error('no new answer')), 15000);
            const look = () => {
                if (phone.remoteUfrag() !== argument && phone.pc.signalingState === 'stable'
                    && ['connected', 'completed'].includes(phone.pc.iceConnectionState)) {
                    clearTimeout(late);
                    resolve();
                } else setTimeout(look, 30);
            };
            look();
        })""",
        before,
    )
    sent = page.do("(await phone.stats('outbound-rtp'))[0].packetsSent")
    page.do("phone.call.mute(true)")
    page.hears("silence")
    page.do("phone.call.mute(false)")
    page.hears(1000)  # what is heard now came by the new way
    assert page.do("(await phone.stats('outbound-rtp'))[0].packetsSent") > sent
    assert lab.status(sid) == "in-progress"
    page.hang_up()
    assert lab.ended(sid) == "completed"
