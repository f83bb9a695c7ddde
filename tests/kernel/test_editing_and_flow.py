"""``lab.editor`` and ``lab.flow`` on a real lab: what a student holds of them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from ipywidgets import Widget

from voicelab.errors import LabError, RequestError
from voicelab.flow.chart import NEVER
from voicelab.kernel.lab import Lab
from voicelab.kernel.sheet import DocumentSheet

MENU = """<Response>
  <Gather numDigits="1" timeout="30" action="flow-chosen"/>
  <Redirect/>
</Response>"""
WIDGET = "application/vnd.jupyter.widget-view+json"
SECOND = '<Response><Gather numDigits="1" timeout="30" action="/webhooks/flow-ivr"/><Hangup/></Response>'


@pytest.fixture
def shop(lab: Lab) -> Lab:
    """A lab with a menu, what it leads to, and a webhook function."""
    lab.twiml["flow-menu"], lab.twiml["flow-2"] = MENU, SECOND
    lab.twiml["flow-chosen"] = "<Response><Redirect>flow-{{Digits}}</Redirect></Response>"
    lab.twiml["flow-3"] = "<Response><Redirect>flow-menu</Redirect></Response>"

    @lab.webhook("/flow-ivr")
    def ivr(parameters: dict[str, str]) -> str:
        return "<Response><Say>Goodbye.</Say><Hangup/></Response>"

    return lab


def test_an_editor_is_a_widget_with_the_document_for_readers_without_a_kernel(lab: Lab) -> None:
    lab.twiml["edited"] = '<Response><Say voic="x">Hello &amp; welcome</Say></Response>'
    editor = lab.editor("edited")
    assert isinstance(editor, Widget) and editor.name == "edited"
    data = editor._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "12200" in data["text/plain"] and "Hello &amp;amp; welcome" in data["text/html"]
    editor.source = "<Response/>"
    assert lab.twiml["edited"] == editor.source == "<Response/>"


def test_a_document_that_is_not_there_begins_with_a_greeting(lab: Lab) -> None:
    lab.twiml.pop("brand-new", None)
    lab.editor("brand-new")
    assert lab.twiml.findings("brand-new") == []
    with pytest.raises(RequestError, match="cannot be the name of a document"):
        lab.editor("no name")


def test_the_page_is_given_a_token_that_edits_and_it_is_nowhere_else(lab: Lab) -> None:
    editor = lab.editor("edited")
    sent: list[dict[str, object]] = []
    editor.editor.send = lambda content, buffers=None: sent.append(content)
    editor.editor._handle_custom_msg({"type": "credentials"}, [])
    token = str(sent[0]["observe_token"])
    assert token.count(".") == 2
    saved = [editor.editor.get_state(), editor.get_state(), editor._repr_mimebundle_(), repr(editor)]
    assert token not in str(saved)


def test_call_opens_one_phone_below_and_edit_takes_the_documents_place(lab: Lab) -> None:
    lab.twiml["edited"] = "<Response/>"
    editor = lab.editor("edited")
    editor.editor._handle_custom_msg({"type": "call"}, [])
    editor.editor._handle_custom_msg({"type": "call"}, [])
    assert [type(child).__name__ for child in editor.children] == ["EditorWidget", "PhoneWidget"]
    assert editor.children[1].to == "edited"
    sheet = DocumentSheet(lab, "edited", "<Response/>", [])
    box = sheet._widgets()
    cell = box.children[0]
    cell._handle_custom_msg({"type": "edit"}, [])
    assert [type(child).__name__ for child in box.children] == ["DocumentEditor"]
    inner = box.children[0].editor
    inner._handle_custom_msg({"type": "call"}, [])
    assert [type(child).__name__ for child in box.children] == ["DocumentEditor", "PhoneWidget"]
    lab.twiml["edited"] = "<Response><Hangup/></Response>"
    inner._handle_custom_msg({"type": "done"}, [])
    assert box.children[0] is cell and cell.source == "<Response><Hangup/></Response>"
    assert [row["name"] for row in cell.outline] == ["Hangup"]


def test_the_flow_of_the_lab_is_a_picture_with_words(shop: Lab) -> None:
    data, _ = shop.flow._repr_mimebundle_()
    assert "<svg" in data["text/html"] and data["image/svg+xml"].startswith("<svg")
    assert WIDGET in data  # in a page it lights up
    part = shop.flow("flow-menu")
    assert {box.title for box in part.chart.boxes.values()} == {
        "flow-menu", "flow-chosen", "flow-2", "flow-3", "/flow-ivr",
    }  # fmt: skip
    assert "→ 2: flow-2" in repr(part) and "function ivr" in repr(part)
    with pytest.raises(KeyError, match="no document nothing"):
        shop.flow("nothing")


def test_a_call_lights_its_path_and_shows_what_the_function_answered(shop: Lab) -> None:
    async def converse() -> None:
        caller = shop.caller("+15005550001")
        call = await caller.dial("flow-menu")
        await asyncio.to_thread(call.wait, 60, "verb-started")
        live, _ = call.flow._repr_mimebundle_()
        assert WIDGET in live and "f-disc" in live["text/html"]
        await caller.press("2")
        await asyncio.to_thread(call.wait, 60, lambda event: getattr(event, "document", 0) == 3)
        await caller.press("1")
        await asyncio.to_thread(call.wait, 60)
        assert WIDGET not in call.flow._repr_mimebundle_()  # over: a picture
        chart = call.flow.chart
        assert [box.title for box in chart.boxes.values() if box.lit] == [
            "flow-menu", "flow-chosen", "flow-2", "/flow-ivr",
        ]  # fmt: skip
        lit = [(way.label, way.end.title) for way in chart.ways if way.lit]
        assert sorted(lit) == [("1", "/flow-ivr"), ("2", "flow-2"), ("2", "flow-chosen")]
        (ivr,) = [box for box in chart.boxes.values() if box.title == "/flow-ivr"]
        assert [step.verb for step in ivr.steps] == ["Say", "Hangup"] and ivr.sections[
            0
        ].caption == "answered 1"

    asyncio.run(converse())


def test_what_a_test_did_not_reach_is_marked(shop: Lab, tmp_path: Path) -> None:
    report = shop.test("def test_it(voicelab):\n    call = voicelab.dial('flow-menu')\n    call.hangs_up()\n")
    assert report.passed, report
    chart = shop.flow("flow-menu", coverage=report).chart
    told = {box.title: [step.missing for step in box.steps] for box in chart.boxes.values()}
    assert told["flow-menu"][0] and told["flow-menu"][1] == [NEVER]
    assert told["flow-2"] == [[NEVER], [NEVER]]
    file = tmp_path / "coverage.json"
    file.write_text(json.dumps(report.coverage))
    assert repr(shop.flow("flow-menu", coverage=file)) == repr(shop.flow("flow-menu", coverage=report))
    with pytest.raises(LabError, match="cannot be read"):
        shop.flow(coverage=tmp_path / "none.json")
    with pytest.raises(LabError, match="no coverage"):
        shop.flow(coverage={"a": 1})
