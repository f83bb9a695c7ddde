"""Session descriptions that cannot carry a call: the call ends with a code and a sentence, nothing else does."""

from pathlib import Path

import pytest
from scripted_page import Exchange, with_exchange

OFFER = (
    "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\n"
    "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\n"
    "a=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\n{maps}"
)
FAULTS = {
    "no SDP": "hello",
    "no codec in common": OFFER.format(formats="9", maps="a=rtpmap:9 G722/8000\r\n"),
    "no fingerprint": OFFER.format(formats="0", maps="").replace("a=fingerprint", "a=finger"),
    "no ICE": OFFER.format(formats="0", maps="").replace("a=ice-", "a=nice-"),
    "video only": OFFER.format(formats="96", maps="a=rtpmap:96 VP8/90000\r\n").replace("m=audio", "m=video"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_offer_that_cannot_carry_a_call(tmp_path: Path, fault: str) -> None:
    """53402 / 53404: a hangup with the code, and a record that says failed."""

    async def story(lab: Exchange) -> None:
        page = await lab.page(register=False)
        lab.lab.directory.documents["here"] = "<Response><Echo/></Response>"
        await page.call(params="To=here", sdp=FAULTS[fault])
        sid = (await page.hears("ringing"))["callsid"]
        hangup = await page.hears("hangup")
        assert hangup["callsid"] == sid
        assert hangup["error"]["code"] in (53402, 53404) and len(hangup["error"]["message"]) > 20
        assert await lab.ended(lab.lab.switchboard.calls[sid]) == "failed"
        await page.register()

    with_exchange(tmp_path, story, webrtc=True)


def test_an_answer_that_cannot_carry_a_call(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page()
        call = await lab.ring()
        invite = await page.hears("invite")
        assert "m=audio" in invite["sdp"]
        await page.say("answer", callsid=call.sid, sdp="nonsense")
        assert (await page.hears("hangup"))["error"]["code"] == 53402
        assert await lab.ended(call) == "failed"

    with_exchange(tmp_path, story, webrtc=True)


def test_an_ice_restart_that_makes_no_sense_ends_the_call(tmp_path: Path) -> None:
    async def story(lab: Exchange) -> None:
        page = await lab.page(register=False)
        lab.lab.directory.documents["here"] = "<Response><Echo/></Response>"
        await page.call(params="To=here", sdp=OFFER.format(formats="0", maps=""))
        sid = (await page.hears("answer"))["callsid"]
        await page.say("reinvite", callsid=sid, sdp="nonsense")
        assert (await page.hears("hangup"))["error"]["code"] == 53402
        await lab.ended(lab.lab.switchboard.calls[sid])

    with_exchange(tmp_path, story, webrtc=True)
