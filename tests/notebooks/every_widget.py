"""A notebook with every widget in it, and what is done with them in any front end: by mouse, by keyboard."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
from jupyter_page import JupyterLab
from playwright.sync_api import Locator, Page, expect

import voicelab
from voicelab.kernel.call import Call

__all__ = ["NAME", "Everything", "extension_folder", "write_notebook"]

NAME = "every-widget.ipynb"
CUSTOMER = "+15005550088"

CELLS = [
    "%load_ext voicelab",
    "%%twiml room\n<Response><Dial><Conference beep='false'>room</Conference></Dial></Response>",
    "lab.twiml['line'] = \"<Response><Enqueue>line</Enqueue></Response>\"\n"
    "lab.twiml['bye'] = '<Response><Say>Good bye.</Say></Response>'\n"
    "lab.twiml['customer'] = '<Response><Say>Hello, who is it?</Say><Pause length=\"60\"/></Response>'\n"
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


def write_notebook(folder: Path) -> Path:
    """The notebook, as somebody wrote it and has not run it yet."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
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

    def call_the_room(self) -> Call:
        """The phone's Call by mouse; its call, once the board shows it."""
        phone = self.look("Phone alice")
        expect(button(phone, "Call")).to_be_enabled()
        button(phone, "Call").click()
        expect(button(phone, "Hang up")).to_be_visible()
        expect(self.person("alice")).to_be_visible()
        return self.lab.calls[-1]

    def person(self, name: str) -> Locator:
        return self.page.get_by_role("listitem").get_by_role("group", name=name, exact=True)

    def moderate(self) -> None:
        """Mute by keyboard, Unmute by mouse, then End: and the phone's call is over."""
        room = self.lab.conference("room")
        self.lab._client.dial("client:ben", "room")
        board = self.widget("Conference room")
        expect(board.get_by_role("status")).to_have_text("2 people · in progress")
        button(self.person("alice"), "Mute").press("Enter")
        expect(button(self.person("alice"), "Unmute")).to_be_focused()
        assert room["alice"].muted
        self.look("Conference room")
        button(self.person("alice"), "Unmute").click()
        expect(button(self.person("alice"), "Mute")).to_be_visible()
        assert not room["alice"].muted
        button(board, "End").click()
        expect(board.get_by_role("status")).to_have_text(re.compile(r"^ended at \d"))
        expect(board.get_by_text("Here were alice and ben.")).to_be_visible()
        assert room.status == "completed"
        expect(button(self.widget("Phone alice"), "Call")).to_be_enabled()

    def walk_and_talk(self) -> None:
        """Join and the space bar by keyboard, Leave by mouse."""
        walkie = self.widget("Walkie-talkie carol")
        button(walkie, "Join").press("Enter")
        expect(walkie.get_by_text("carol (you)")).to_be_visible()
        expect(button(walkie, "Talk")).to_be_enabled()
        assert self.lab.conference("channel-7")["carol"].address == "client:carol"
        button(walkie, "Talk").focus()
        self.page.keyboard.down(" ")
        expect(walkie.get_by_role("status")).to_have_text("channel 7 · talking")
        expect(walkie.get_by_role("listitem").get_by_text("talking")).to_be_visible()
        self.look("Walkie-talkie carol")
        self.page.keyboard.up(" ")
        expect(walkie.get_by_role("status")).to_have_text("channel 7 · listening")
        button(walkie, "Leave").click()
        expect(button(walkie, "Join")).to_be_enabled()

    def click_to_call(self) -> None:
        """The click rings the phone; its Answer rings the customer."""
        click, phone = self.widget(f"Click to call {CUSTOMER}"), self.widget("Phone alice")
        button(click, f"Call {CUSTOMER}").click()
        button(phone, "Answer").click()
        expect(click.get_by_role("status")).to_have_text(f"alice and {CUSTOMER} are talking")
        self.look(f"Click to call {CUSTOMER}")
        button(phone, "Hang up").press("Enter")
        expect(click.get_by_role("status")).to_contain_text("the call has ended")
        call = [each for each in self.lab.calls if each.direction == "outbound-api"][-1]
        assert (call.to, call.status) == ("client:alice", "completed")

    def send_elsewhere(self) -> None:
        """Who waits goes on with a document."""
        call = self.lab.calls[self.lab._client.dial("client:eve", "line")["sid"]]
        board = self.widget("Queues")
        expect(self.person("eve")).to_be_visible()
        self.look("Queues")
        board.get_by_role("textbox", name="Where to", exact=True).fill("bye")
        button(self.person("eve"), "Dequeue").click()
        assert call.wait(90).status == "completed"
        expect(self.person("eve")).to_have_count(0)

    def look_back(self) -> None:
        """The pictures of a call that is over."""
        call = [each for each in self.lab.calls if each.from_ == "client:dora"][-1]
        expect(self.look(f"Timeline of call {call.sid}").get_by_text("Good bye.").first).to_be_visible()
        expect(self.look(f"Scope of call {call.sid}")).to_contain_text("completed")

    def use_all(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Every widget once. ``meanwhile`` is called while the phone is in the room."""
        call = self.call_the_room()
        meanwhile()
        self.moderate()
        assert call.wait(90).status == "completed"
        self.walk_and_talk()
        self.click_to_call()
        self.send_elsewhere()
        self.look_back()


def button(within: Locator, name: str) -> Locator:
    return within.get_by_role("button", name=name, exact=True)
