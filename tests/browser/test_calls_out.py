"""Calls that a plain page makes with an official SDK, unmodified from npm, over TLS. Proved by sound."""

import pytest
from conftest import MICROPHONE
from parts import Lab, SdkPage, Site, strongest

pytestmark = [pytest.mark.browser, pytest.mark.media]
SDKS = pytest.mark.parametrize("sdk", ["2.x", "1.x"])


@SDKS
def test_a_page_hears_play_and_is_heard(lab: Lab, site: Site, sdk_page, sdk: str) -> None:
    """Outgoing call: a Play tone at its frequency, the microphone at its, keys by RTP, mute, hang up."""
    lab.document("tone440", f"<Play>{site.url}/tone-440.wav</Play>")
    page: SdkPage = sdk_page(sdk)
    page.register(lab.token(name := SdkPage.new_identity()))
    assert lab.phones(name) == 1
    page.connect({"To": "tone440", "colour": "light blue & = + ü"})
    page.take("ringing")
    sid = page.accepted()
    assert sid.startswith("CA")
    assert abs(page.hears(440)["frequency"] - 440) < 10
    page.do("phone.call.sendDigits('12#')")
    lab.until(lambda: len(lab.digits(sid)) == 3, "three keys")
    assert lab.digits(sid) == [("1", "rtp"), ("2", "rtp"), ("#", "rtp")]
    record = lab.client.call(sid)
    assert (record["from"], record["to"], record["status"]) == (f"client:{name}", "tone440", "in-progress")
    assert record["parameters"]["colour"] == "light blue & = + ü"
    page.hang_up()
    page.take("disconnect")
    assert lab.ended(sid) == "completed"
    frequency, share = strongest(lab.client.audio(sid, "inbound"))
    assert abs(frequency - MICROPHONE) < 10 and share > 0.8
    assert not {"callError", "error"} & set(page.names())
