"""Real browsers against a real lab: fixtures that any browser test may use.

``lab`` is a running ``voicelab serve --tls``; ``site`` serves plain pages, the SDKs as npm has them, and sound
files; ``chromium`` is a browser whose microphone says 1000 Hz; ``sdk_page`` opens a page with a phone in it.
Every page is watched: a request that leaves the page's own origin and the lab fails the test.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from parts import MICROPHONE, Lab, Relay, SdkPage, Site, tone_wav
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

HERE = Path(__file__).parent
TWILIO = ("voice-js.roaming", "voice-js.ashburn", "chunderw-vpc-gll", "sdk", "eventgw", "eventgw.us1")


@pytest.fixture(scope="session")
def sdk_files() -> Path:
    """The folder that npm filled with the SDKs."""
    modules = HERE / "node_modules"
    if not (modules / "@twilio/voice-sdk/dist/twilio.min.js").exists():
        npm = shutil.which("npm")
        assert npm, "npm is not there: the browser tests need the SDKs from npm (make test fetches them)"
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    return modules


@pytest.fixture(scope="session")
def site(sdk_files: Path) -> Iterator[Site]:
    """Plain pages, the SDKs, tones: ``/tone-440.wav``."""
    with Site(HERE, sdk_files) as running:
        yield running


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A running lab with TLS."""
    with Lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def relay(lab: Lab) -> Iterator[Relay]:
    """A wire to the lab's TLS port that can be cut."""
    with Relay(lab.tls_port) as running:
        yield running


# For a module, not the session: while playwright's synchronous half runs, its loop counts as running in this
# thread, and no test of another module could say asyncio.run().
@pytest.fixture(scope="module")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium_executable() -> str:
    """Where Chromium is."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("Chromium is not on this machine: `make test` installs it where it may.")


@pytest.fixture(scope="module")
def launch(
    _playwright: Playwright, chromium_executable: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Browser]:
    """Start a Chromium with a fake microphone of 1000 Hz and further arguments."""
    microphone = tmp_path_factory.mktemp("microphone") / "microphone.wav"
    tone_wav(microphone, MICROPHONE, 10.0, rate=48000)

    def start(*arguments: str) -> Browser:
        return _playwright.chromium.launch(
            executable_path=chromium_executable,
            args=[
                "--no-sandbox",
                "--ignore-certificate-errors",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-audio-capture={microphone}",
                "--autoplay-policy=no-user-gesture-required",
                *arguments,
            ],
        )

    return start


@pytest.fixture(scope="module")
def chromium(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """One browser for the module; every page is a context of its own."""
    browser = launch("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1")
    yield browser
    browser.close()


@pytest.fixture
def sdk_page(lab: Lab, site: Site, chromium: Browser) -> Iterator[Callable[..., SdkPage]]:
    """Open a page with a phone: ``sdk_page("2.x", options={...}, at=address of the lab)``.

    ``at`` None leaves the SDK its own addresses, for a ``browser`` that maps them to the lab.
    """
    contexts: list[BrowserContext] = []
    strayed: list[str] = []
    homes = [site.url, lab.url, lab.tls_url, lab.tls_url.replace("https", "wss")]

    def watch(url: str) -> None:
        if not url.startswith(("data:", "blob:", *homes)):
            strayed.append(url)

    def open_page(
        kind: str = "2.x",
        *,
        at: str | None = "",
        options: dict[str, object] | None = None,
        browser: Browser | None = None,
    ) -> SdkPage:
        if at:
            homes.extend((at, at.replace("https", "wss")))
        if at is None:  # the SDK's own addresses, which this browser maps to the lab
            homes.extend(f"{scheme}://{name}.twilio.com/" for scheme in ("https", "wss") for name in TWILIO)
        context = (browser or chromium).new_context(ignore_https_errors=True)
        contexts.append(context)
        context.on("request", lambda request: watch(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: watch(socket.url))
        page.goto(f"{site.url}/page.html")
        address = None if at is None else at or lab.tls_url
        page.evaluate("([kind, lab, options]) => open(kind, lab, options)", [kind, address, options or {}])
        return SdkPage(page, kind, strayed)

    yield open_page
    faults = [fault for context in contexts for page in context.pages for fault in SdkPage.faults(page)]
    for context in contexts:
        context.close()
    assert strayed == [], "requests left the page's own origin and the lab"
    assert faults == [], "the page had errors that nobody caught"
