"""What is done with documents and with pictures of calls in a page: a cell's document, editor, flow, timeline."""

from __future__ import annotations

import re

from every_widget import Everything, button, prompt
from hands import Hands
from playwright.sync_api import expect

from voicelab.calls.events import DocumentStarted

__all__ = ["edit_and_call", "look_back", "watch_live"]

_WRONG = "<Response>\n  <Say voise='alice'>One</Say>\n</Response>"


def edit_and_call(all_of_it: Everything, hands: Hands) -> None:
    """Edit, write, mend, undo, Call, Done: what the editor shows is what the lab has, and what a call runs."""
    lab, page, cell = all_of_it.lab, all_of_it.page, all_of_it.widget("TwiML room")
    before = lab.twiml["room"]
    expect(cell).to_be_visible()
    steps = cell.locator("summary")
    hands.press(steps, 1)
    expect(cell.locator("details li").last).to_be_visible()
    hands.press(steps, 0)
    hands.press(button(cell, "Edit"), 0)
    editor = all_of_it.widget("Editor of room")
    text = editor.get_by_role("textbox", name="TwiML of room", exact=True)
    expect(editor.get_by_text("published", exact=True)).to_be_visible()
    if hands.of(1) == "mouse":
        text.click()
    else:
        hands.reach(text)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(_WRONG)
    mend = button(editor, "Change to voice")
    expect(mend).to_be_visible()
    finding = editor.get_by_role("list", name="Findings").get_by_role("button").first
    page.keyboard.press("Escape")  # then Tab leaves the text
    hands.press(finding, 0)
    expect(text).to_be_focused()
    page.keyboard.press("Escape")
    hands.press(mend, 1)
    expect(mend).to_be_hidden()
    expect(editor.get_by_text("published", exact=True)).to_be_visible()
    assert "voice='alice'" in lab.twiml["room"]
    page.keyboard.press("Escape")
    hands.press(button(editor, "Undo"), 0)
    expect(mend).to_be_visible()
    hands.press(button(editor, "Redo"), 1)
    expect(mend).to_be_hidden()
    expect(editor.get_by_text("published", exact=True)).to_be_visible()
    assert "voice='alice'" in lab.twiml["room"]
    all_of_it.look("Editor of room")

    made = all_of_it.made("caller")
    hands.press(button(editor, "Call"), 1)
    call = all_of_it.another("caller", made)
    caller = all_of_it.widget("Phone caller").first
    assert call.wait(60, until=prompt("One")).wait(60).status == "completed"
    expect(caller.get_by_text("call ended").first).to_be_visible()
    lab.twiml["room"] = before
    expect(text).to_contain_text("Bye")
    hands.press(button(editor, "Done"), 0)
    expect(cell).to_be_visible()
    hands.press(button(cell, "Call"), 1)
    call = all_of_it.another("caller", made + 1)
    expect(button(caller, "Hang up")).to_be_visible()
    expect(all_of_it.person("caller")).to_be_visible()
    call.wait(60, until="conference-joined")
    assert [each.source for each in call.events if isinstance(each, DocumentStarted)] == [before]
    hands.press(button(caller, "Hang up"), 0)
    assert call.wait(60).status == "completed"


def watch_live(all_of_it: Everything, hands: Hands) -> None:
    """The timeline of a call that goes on: back to its begin by the playhead, and Live again."""
    call = all_of_it.newest("hal")
    timeline = all_of_it.widget(f"Timeline of call {call.sid}")
    playhead, live = timeline.get_by_role("slider", name="Playhead"), button(timeline, "Live")
    expect(live).to_have_attribute("aria-pressed", "true")
    if hands.of(0) == "keyboard":
        hands.reach(playhead)
        all_of_it.page.keyboard.press("Home")
    else:
        playhead.click(position={"x": 4, "y": 40})
    expect(live).to_have_attribute("aria-pressed", "false")
    hands.press(live, 1)
    expect(live).to_have_attribute("aria-pressed", "true")


def look_back(all_of_it: Everything, hands: Hands, thorough: bool) -> None:
    """The pictures of a call that is over: its requests, its document, its sound from the point played; the flow."""
    call = all_of_it.newest("dora")
    timeline = all_of_it.look(f"Timeline of call {call.sid}")
    expect(timeline.get_by_text("Good bye.").first).to_be_visible()
    expect(all_of_it.look(f"Scope of call {call.sid}")).to_contain_text("completed")
    hands.press(button(timeline, "Zoom in"), 0)
    hands.press(button(timeline, "Zoom out"), 1)
    hands.press(button(timeline, "Fit"), 0)
    request = timeline.get_by_role("button", name=re.compile("^(GET|POST) ")).first
    hands.press(request, 1)
    expect(request).to_have_attribute("aria-pressed", "true")
    hands.press(button(timeline, "copy as curl"), 0)
    answered = timeline.locator("summary")
    hands.press(answered, 1)
    expect(timeline.locator("details.vl-answer pre")).to_contain_text("Good bye.")
    hands.press(answered, 0)
    if thorough:
        playhead = timeline.get_by_role("slider", name="Playhead")
        hands.reach(playhead)
        all_of_it.page.keyboard.press("Home")
        expect(playhead).to_have_attribute("aria-valuenow", re.compile(r"^0(\.0*)?$"))
        hands.press(button(timeline, "Play"), 1)
        expect(button(timeline, "Pause")).to_be_visible()
        hands.press(button(timeline, "Pause"), 0)
        expect(button(timeline, "Play")).to_be_visible()
    flow = all_of_it.look("Flow of the lab")
    hands.press(button(flow, "Follow"), 0)
    expect(button(flow, "Follow")).to_have_attribute("aria-pressed", "false")
    hands.press(button(flow, "Follow"), 1)
    expect(button(flow, "Follow")).to_have_attribute("aria-pressed", "true")
    hands.press(button(flow, "Clear"), 1)
    expect(button(flow, "Clear")).to_be_disabled()
