"""A notebook with every widget in it, and the page that shows it: what is done there is looked up in the lab."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
from ears import Sound, tone_seconds
from jupyter_page import MICROPHONE_HZ, JupyterLab
from playwright.sync_api import Locator, Page, expect

import voicelab
from voicelab.calls.events import ConferenceLeft, Event, PromptStarted
from voicelab.errors import RequestError
from voicelab.kernel.call import Call
from voicelab.kernel.sound import read_wav

__all__ = [
    "CUSTOMER",
    "NAME",
    "Everything",
    "button",
    "extension_folder",
    "leaves",
    "prompt",
    "write_notebook",
]

NAME = "every-widget.ipynb"
CUSTOMER = "+15005550088"

CELLS = [
    "%load_ext voicelab",
    "%%twiml room\n<Response>\n  <Dial><Conference beep='false'>room</Conference></Dial>\n"
    "  <Say>Bye</Say>\n</Response>",
    "lab.twiml['line'] = \"<Response><Enqueue>line</Enqueue></Response>\"\n"
    "lab.twiml['bye'] = '<Response><Say>Good bye.</Say></Response>'\n"
    "lab.twiml['customer'] = '<Response><Say>Hello, who is it?</Say><Pause length=\"60\"/></Response>'\n"
    "lab.twiml['channel'] = '<Response><Dial><Conference beep=\"false\" waitUrl=\"\">channel-7</Conference>'\\\n"
    "    '</Dial></Response>'\n"
    "lab.twiml['long'] = '<Response><Say>One moment.</Say><Pause length=\"600\"/></Response>'\n"
    f"lab.number('{CUSTOMER}', voice_url='customer')\n"
    "print('the lab is at', lab.url)",
    "phone = lab.phone('alice', to='room')\nphone",
    "lab.conference('room')",
    "lab.queues",
    "lab.walkie_talkie('carol', channel='7')",
    f"lab.click_to_call('{CUSTOMER}', agent='alice')",
    "caller = lab.caller('client:dora')\nawait caller.dial('bye')\ncaller.call.wait()\ncaller.call.timeline",
    "caller.call.scope",
    "print('all', 'cells', 'ran')",
]
LIVE = ["hal = lab.caller('client:hal')\nawait hal.dial('long')\nhal.call.timeline", "lab.flow"]
"""What has something to show while it goes on only."""


def write_notebook(folder: Path, live: bool = False) -> Path:
    """The notebook, as somebody wrote it and has not run it yet; with ``live`` there are the cells of LIVE too."""
    cells = [*CELLS[:-1], *LIVE, CELLS[-1]] if live else CELLS
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / NAME
    nbformat.write(notebook, path)
    return path


def extension_folder(folder: Path) -> Path:
    """The checkout's own extension of JupyterLab and Notebook, laid out as an installation lays it out."""
    root = Path(voicelab.__file__).parents[1]
    home = folder / "labextensions" / "voicelab"
    (home / "static").mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "widgets/labextension/package.json", home)
    shutil.copy(root / "voicelab/widgets/static/lab_plugin.js", home / "static")
    return home.parent


class Everything:
    """The notebook in a page, all its cells run."""

    def __init__(self, page: Page, jupyter: JupyterLab, artefacts: Path, where: str) -> None:
        self.page = page
        self.listens = True
        """Whether what is heard is waited for, too: once is enough for what REST and the events tell as well."""
        self._artefacts = artefacts
        self._where = where
        said = page.get_by_text(re.compile(r"the lab is at http://\S+")).last
        expect(said).to_be_visible(timeout=180_000)
        expect(page.get_by_text("all cells ran").last).to_be_attached(timeout=180_000)
        kept = json.loads((jupyter.data_directory / "credentials.json").read_text())
        found = re.search(r"the lab is at (http://\S+)", said.inner_text())
        assert found
        self.lab = voicelab.Lab(found.group(1), kept["account_sid"], kept["auth_token"])

    def widget(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name, exact=True)

    def look(self, name: str) -> Locator:
        """A widget, with its picture kept."""
        widget = self.widget(name)
        widget.scroll_into_view_if_needed()
        expect(widget).to_be_visible()
        file = re.sub(r"[^\w-]+", "-", name.split(" CA")[0].lower()).strip("-")
        widget.screenshot(path=self._artefacts / f"{self._where}-{file}.png")
        return widget

    def person(self, name: str) -> Locator:
        return self.page.get_by_role("listitem").get_by_role("group", name=name, exact=True)

    # -- what others do, and what they hear ------------------------------------------------------------------

    def dials(self, who: str, to: str) -> Call:
        """A scripted caller dials; its call, once it is answered."""
        call = self.lab.calls[str(self.lab._client.dial(f"client:{who}", to)["sid"])]
        return call.wait(90, until="document-started")

    def newest(self, who: str) -> Call:
        """The newest call from that client."""
        return [each for each in self.lab.calls if each.from_ == f"client:{who}"][-1]

    def another(self, who: str, than: int) -> Call:
        """The newest call from that client once it has made more ``than`` so many; a page may speak of the last."""
        for _ in range(2000):
            if self.made(who) > than:
                return self.newest(who)
            self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(drawn))")
        raise AssertionError(f"{who} made no further call than {than}")

    def made(self, who: str) -> int:
        """How many calls that client has made."""
        return sum(each.from_ == f"client:{who}" for each in self.lab.calls)

    def hears(self, call: Call, that: Callable[[Sound], bool], what: str, seconds: float = 0.6) -> None:
        """Wait until ``that`` is so of a stretch of what the call's party hears, all of it from now on."""
        if not self.listens:
            return
        skip, heard = len(self._heard_by(call)) / 8000, np.zeros(0, np.float32)
        for _ in range(2000):
            new = self._heard_by(call, skip)
            heard = new[-round(8000 * seconds) :]
            if len(new) >= 8000 * seconds and that(heard):
                return
            self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(drawn))")
        level = float(np.sqrt(np.mean(heard**2))) if len(heard) else 0.0
        raise AssertionError(
            f"{what}: not so; at last {call.from_} heard {len(heard)} samples of level {level:.4f}, "
            f"{tone_seconds(heard, 8000, MICROPHONE_HZ):.2f} s of them the tone of the page's microphone"
        )

    def _heard_by(self, call: Call, skip: float = 0.0) -> Sound:
        try:
            return read_wav(self.lab._client.audio(call.sid, "outbound", skip))[:, 0]
        except RequestError:  # it was answered in this moment: nothing has come to it yet
            return np.zeros(0, np.float32)

    def hears_the_page(self, call: Call) -> None:
        """The page's microphone says a tone in bursts; this party hears it."""
        self.hears(call, lambda sound: tone_seconds(sound, 8000, MICROPHONE_HZ) > 0.15, "hears the page")

    def hears_nothing(self, call: Call) -> None:
        self.hears(call, lambda sound: bool(np.abs(sound).max() < 0.01), "hears nothing")

    def hears_something_else(self, call: Call) -> None:
        """Music, words: loud, and not the tone of the page's microphone."""

        def so(sound: Sound) -> bool:
            return bool(np.abs(sound).max() > 0.05) and tone_seconds(sound, 8000, MICROPHONE_HZ) < 0.1

        self.hears(call, so, "hears something, and not the page")


def button(within: Locator, name: str) -> Locator:
    return within.get_by_role("button", name=name, exact=True)


def prompt(text: str) -> Callable[[Event], bool]:
    """Something begins to be said."""
    return lambda event: isinstance(event, PromptStarted) and text in event.text


def leaves(reason: str) -> Callable[[Event], bool]:
    """Somebody leaves a conference, for this reason."""
    return lambda event: isinstance(event, ConferenceLeft) and event.reason == reason
