"""Calls that a plain page makes with an official SDK, unmodified from npm, over TLS. Proved by sound."""

from collections.abc import Callable

import pytest
from parts import MICROPHONE, Lab, SdkPage, Site, strongest

pytestmark = [pytest.mark.browser, pytest.mark.media]
SDKS = pytest.mark.parametrize("sdk", ["2.x", "1.x"])
Open = Callable[..., SdkPage]


@pytest.fixture
def tone440(lab: Lab, site: Site) -> str:
    return lab.document("tone440", f"<Play>{site.url}/tone-440.wav</Play>")


@SDKS
def test_a_page_hears_play_and_is_heard(lab: Lab, tone440: str, sdk_page: Open, sdk: str) -> None:
    """Outgoing call: a Play tone at its frequency, the microphone at its, keys by RTP, parameters, hang up."""
    page = sdk_page(sdk)
    page.register(lab.token(name := SdkPage.new_identity()))
    assert lab.phones(name) == 1
    page.connect({"To": tone440, "colour": "light blue & = + ü"})
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
    lab.listens(sid)
    page.hang_up()
    page.take("disconnect")
    assert lab.ended(sid) == "completed"
    frequency, share = strongest(lab.client.audio(sid, "inbound"))
    assert abs(frequency - MICROPHONE) < 10 and share > 0.8
    assert not {"callError", "error"} & set(page.names())


@SDKS
def test_the_lab_hangs_up(lab: Lab, site: Site, sdk_page: Open, sdk: str) -> None:
    """``hangup {callsid}`` without an error is a plain disconnect."""
    lab.document("short", f"<Play>{site.url}/tone-440.wav?seconds=1</Play>")
    page = sdk_page(sdk)
    page.register(lab.token())
    sid = page.call({"To": "short"})
    page.hears(440)
    page.take("disconnect")
    assert lab.ended(sid) == "completed"
    assert not {"callError", "error"} & set(page.names())


@SDKS
def test_digits_go_by_signaling_where_rtp_cannot_carry_them(
    lab: Lab, site: Site, sdk_page: Open, sdk: str
) -> None:
    """``dtmf {callsid, dtmf}`` is sent only when RTCDTMFSender is unusable; they reach a Gather's action."""
    gather = f'<Gather numDigits="3" action="{site.url}/action"><Play>{site.url}/tone-440.wav</Play></Gather>'
    lab.document("gather", gather)
    page = sdk_page(sdk)
    page.do("Object.defineProperty(RTCDTMFSender.prototype, 'canInsertDTMF', { get: () => false })")
    page.register(lab.token())
    sid = page.call({"To": "gather"})
    page.hears(440)
    page.do("phone.call.sendDigits('1*3')")
    page.take("disconnect")
    assert lab.digits(sid) == [("1", "signaling"), ("*", "signaling"), ("3", "signaling")]
    asked = [form for form in site.asked if form["CallSid"] == sid]
    assert [form["Digits"] for form in asked] == ["1*3"]


@SDKS
def test_mute_is_silence_for_the_far_end(lab: Lab, sdk_page: Open, sdk: str) -> None:
    """An echo of the microphone falls silent with mute() and comes back without it."""
    lab.document("echo", "<Echo/>")
    page = sdk_page(sdk)
    page.register(lab.token())
    page.call({"To": "echo"})
    page.hears(MICROPHONE)
    page.do("phone.call.mute(true)")
    page.hears("silence")
    page.do("phone.call.mute(false)")
    page.hears(MICROPHONE)
    page.hang_up()


def test_a_capability_token_of_old_calls_too(lab: Lab, tone440: str, sdk_page: Open) -> None:
    page = sdk_page("1.x")
    page.register(lab.token(SdkPage.new_identity(), kind="capability"))
    sid = page.call({"To": tone440})
    page.hears(440)
    page.hang_up()
    assert lab.ended(sid) == "completed"


def test_opus_when_the_page_prefers_it(lab: Lab, tone440: str, sdk_page: Open) -> None:
    """``codecPreferences: ['opus', 'pcmu']``"""
    page = sdk_page("2.x", options={"codecPreferences": ["opus", "pcmu"]})
    page.register(lab.token())
    sid = page.call({"To": tone440})
    page.hears(440)
    page.take("sample")
    page.take("sample")
    assert page.do("phone.call.codec") == "opus"
    lab.listens(sid)
    page.hang_up()
    assert lab.ended(sid) == "completed"
    frequency, share = strongest(lab.client.audio(sid, "inbound"))
    assert abs(frequency - MICROPHONE) < 10 and share > 0.8


@SDKS
@pytest.mark.parametrize(("to", "code"), [("app:nobody", 31001), ("", 31404)])
def test_a_call_that_leads_nowhere_ends_with_a_sentence(
    lab: Lab, sdk_page: Open, sdk: str, to: str, code: int
) -> None:
    page = sdk_page(sdk)
    page.register(lab.token())
    page.connect({"To": to})
    error = page.take("callError")
    page.take("disconnect")
    assert code in (error["code"], error["original"])


@pytest.mark.parametrize(("reason", "code"), [("busy", 31486), ("rejected", 31603)])
def test_reject_with_the_precise_code(lab: Lab, sdk_page: Open, reason: str, code: int) -> None:
    """With ``enableImprovedSignalingErrorPrecision`` the SDK shows the code as it came."""
    lab.document("no", f'<Reject reason="{reason}"/>')
    page = sdk_page("2.x", options={"enableImprovedSignalingErrorPrecision": True})
    page.register(lab.token())
    page.connect({"To": "no"})
    assert page.take("callError")["code"] == code
    page.take("disconnect")
