"""Messages, preflight, the SDK's own addresses: what else an official SDK does with a lab."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from parts import MICROPHONE, Lab, OnThread, SdkPage, Site, strongest
from playwright.sync_api import Browser

from voicelab.home import credentials
from voicelab.server.app import Server
from voicelab.server.lab import Settings

pytestmark = [pytest.mark.browser, pytest.mark.media]
SDKS = pytest.mark.parametrize("sdk", ["2.x", "1.x"])
Open = Callable[..., SdkPage]
MESSAGE = {"content": {"text": "hällo", "n": [1, None]}, "messageType": "user-defined-message"}


def test_a_message_to_the_lab_is_acknowledged(lab: Lab, sdk_page: Open) -> None:
    """``message`` -> ``ack``: ``messageSent``; a wrong type is 31210 on the Call."""
    lab.document("echo", "<Echo/>")
    page = sdk_page("2.x")
    page.register(lab.token())
    sid = page.call({"To": "echo"})
    message_sid = page.do("phone.call.sendMessage(argument)", MESSAGE)
    assert page.take("messageSent")["voiceEventSid"] == message_sid
    (event,) = lab.events(sid, "message-received")
    assert event.content == MESSAGE["content"]  # type: ignore[attr-defined]
    page.do("phone.call.sendMessage({ content: 1, messageType: 'gossip' })")
    assert page.take("callError")["code"] == 31210
    page.do("phone.call.sendMessage({ content: 'x'.repeat(20000), messageType: 'user-defined-message' })")
    assert page.take("callError")["code"] == 31209
    page.hears(1000)  # the page has its answer before sound can pass; in progress from then on
    assert lab.status(sid) == "in-progress"
    page.hang_up()


class OwnLab(OnThread):
    """A lab in this process, for what no door offers yet: messages to a page."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    async def start(self) -> None:
        self.server = Server(Settings(tls=True), credentials(self.directory), self.directory)
        self.ready = await self.server.start()

    async def stop(self) -> None:
        await self.server.close(1.0)

    def send(self, sid: str, content: object) -> str:
        side = self.server.lab.switchboard.calls[sid].side
        assert side is not None
        work = side.line.send_message(content, "user-defined-message", "application/json")
        return str(asyncio.run_coroutine_threadsafe(work, self.loop).result(10))


def test_a_message_to_the_page(tmp_path: Path, sdk_page: Open) -> None:
    """``message {content, messagetype, voiceeventsid}`` -> ``messageReceived``"""
    with OwnLab(tmp_path) as own:
        held = own.server.lab.keyring
        there = Lab.__new__(Lab)
        there.keyring, there.own_application = held, own.server.lab.directory.own_application.sid
        own.server.lab.directory.documents["echo"] = "<Response><Echo/></Response>"
        page = sdk_page("2.x", at=own.ready.tls_url)
        page.register(there.token())
        sid = page.call({"To": "echo"})
        page.hears(MICROPHONE)
        message_sid = own.send(sid, {"from": "the lab ✓"})
        assert page.take("messageReceived") == {
            "content": {"from": "the lab ✓"},
            "contentType": "application/json",
            "messageType": "user-defined-message",
            "voiceEventSid": message_sid,
        }
        page.hang_up()
        page.take("disconnect")


@pytest.fixture
def preflight_token(lab: Lab, site: Site) -> str:
    """A token whose application plays three seconds and hangs up: what a preflight test wants."""
    lab.document("three_seconds", f"<Play>{site.url}/tone-440.wav?seconds=3</Play>")
    application = lab.client.put_application("preflight", voice_url="three_seconds")
    return lab.token(application_sid=application["sid"])


def test_preflight(lab: Lab, preflight_token: str, sdk_page: Open) -> None:
    """``Device.runPreflight``: registers, calls without parameters, waits for the far end to hang up."""
    page = sdk_page("2.x")
    report = page.do(
        """await new Promise((resolve, reject) => {
            const test = Twilio.Device.runPreflight(argument, { ...phone.options });
            test.on('completed', resolve);
            test.on('failed', (error) => reject(new Error(`${error.code} ${error.message}`)));
        })""",
        preflight_token,
    )
    assert lab.ended(report["callSid"]) == "completed"
    assert report["samples"] and report["networkTiming"]["ice"]
    assert lab.client.call(report["callSid"])["to"] == ""
    # its Device takes neither `sounds` nor `publishEvents`: it asks Twilio, in vain
    page.strays("https://sdk.twilio.com/js/client/sounds/", "https://eventgw.us1.twilio.com/v4/")


@pytest.fixture(scope="module")
def mapped(lab: Lab, launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser for which *.twilio.com is the lab."""
    browser = launch(f"--host-resolver-rules=MAP *.twilio.com 127.0.0.1:{lab.tls_port}")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def proxied(lab: Lab, launch: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser behind the lab's CONNECT door."""
    browser = launch(f"--proxy-server={lab.proxy_url}")
    yield browser
    browser.close()


@pytest.mark.parametrize(("sdk", "way"), [("2.x", "mapped"), ("1.x", "mapped"), ("2.x", "proxied")])
def test_no_option_at_all_when_twilio_com_is_mapped_to_the_lab(
    request: pytest.FixtureRequest,
    lab: Lab,
    site: Site,
    sdk_page: Open,
    preflight_token: str,
    sdk: str,
    way: str,
) -> None:
    """Signaling, ringtones and quality reports of an SDK without options: all come to the lab."""
    lab.document("tone440", f"<Play>{site.url}/tone-440.wav</Play>")
    page = sdk_page(sdk, at=None, browser=request.getfixturevalue(way), options={"sounds": {}})
    page.register(lab.token(name := SdkPage.new_identity()))
    assert lab.phones(name) == 1
    sid = page.call({"To": "tone440"})
    page.hears(440)
    page.take("sample")
    page.take("sample")
    lab.listens(sid)
    page.hang_up()
    assert lab.ended(sid) == "completed"
    # a sample from before the first RTCP report has no jitter yet
    jitters = lab.until(
        lambda: [one.jitter for one in lab.events(sid, "quality-sampled") if one.jitter is not None],
        "a quality report with jitter",
    )
    assert all(0 <= jitter < 1000 for jitter in jitters)
    frequency, share = strongest(lab.client.audio(sid, "inbound"))
    assert abs(frequency - MICROPHONE) < 10 and share > 0.8
    if sdk == "1.x":  # which has no other way to a lab for its preflight test
        report = page.do(
            """await new Promise((resolve, reject) => {
                const test = Twilio.Device.runPreflight(argument);
                test.on('completed', resolve);
                test.on('failed', (error) => reject(new Error(`${error.code} ${error.message}`)));
            })""",
            preflight_token,
        )
        assert report["callSid"] and report["samples"]


def test_the_ringtone_comes_at_once(lab: Lab, sdk_page: Open) -> None:
    """If ``incoming`` cannot load or decode, the event is delayed by 2 s: ours is decoded."""
    name = SdkPage.new_identity()
    lab.document("echo", "<Echo/>")
    page = sdk_page("2.x")
    page.register(lab.token(name))
    names = page.do(
        """await Promise.all(Object.values(phone.options.sounds).map(async (url) => {
            const answer = await fetch(url);
            const sound = await new AudioContext().decodeAudioData(await answer.arrayBuffer());
            return [url.split('/').pop(), sound.duration];
        }))"""
    )
    assert len(names) == 15 and all(0.05 < seconds < 6 for _, seconds in names)
    page.do("void (window.began = performance.now())")
    sid = lab.client.place_call(f"client:{name}", "echo")["sid"]
    page.take("incoming")
    assert page.do("performance.now() - began") < 1900
    page.do("phone.call.reject()")
    lab.ended(sid)


def test_a_page_of_a_foreign_origin_is_not_let_in(
    lab: Lab, site: Site, launch: Callable[..., Browser]
) -> None:
    """Origin: absent, loopback, equal to Host, or given by --allow-origin; else 403."""
    browser = launch("--host-resolver-rules=MAP evil.example 127.0.0.1")
    try:
        page = browser.new_page()
        page.goto(site.url.replace("127.0.0.1", "evil.example") + "/page.html")
        outcome = page.evaluate(
            """(url) => new Promise((resolve) => {
                const socket = new WebSocket(url);
                socket.onopen = () => resolve('open');
                socket.onclose = (event) => resolve(event.code);
            })""",
            lab.tls_url.replace("https", "wss") + "/signal",
        )
        assert outcome == 1006
    finally:
        browser.close()
