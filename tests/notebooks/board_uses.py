"""What is done on the boards of a page, and what it did to the calls."""

from __future__ import annotations

import re

from every_widget import Everything, button, leaves, prompt
from hands import Hands
from playwright.sync_api import expect

from voicelab.kernel.call import Call

__all__ = ["end_the_room", "moderate", "send_elsewhere", "take_the_first"]


def moderate(all_of_it: Everything, hands: Hands, alice: Call, ben: Call) -> None:
    """Mute, Hold, Announce, Kick, and back again; ben hears the page, or does not, or something else."""
    room, board = all_of_it.lab.conference("room"), all_of_it.widget("Conference room")
    expect(board.get_by_role("status")).to_have_text("2 people · in progress")
    speaker = all_of_it.person("alice")
    hands.press(button(speaker, "Mute"), 0)
    expect(button(speaker, "Unmute")).to_be_visible()
    assert room["alice"].muted
    all_of_it.hears_nothing(ben)
    all_of_it.look("Conference room")

    words = board.get_by_role("textbox", name="What to announce", exact=True)
    hands.write(words, "Lunch is ready, for all who are here.", 0)
    hands.press(button(board, "Announce"), 1)
    alice.wait(60, until=prompt("Lunch is ready"))
    all_of_it.hears_something_else(ben)
    expect(words).to_have_value("")

    hands.press(button(speaker, "Unmute"), 1)
    expect(button(speaker, "Mute")).to_be_visible()
    assert not room["alice"].muted
    all_of_it.hears_the_page(ben)
    hands.press(button(speaker, "Hold"), 0)
    expect(button(speaker, "Unhold")).to_be_visible()
    assert room["alice"].on_hold
    all_of_it.hears_nothing(ben)
    all_of_it.hears_something_else(alice)  # music
    hands.press(button(speaker, "Unhold"), 1)
    expect(button(speaker, "Hold")).to_be_visible()
    assert not room["alice"].on_hold
    all_of_it.hears_the_page(ben)
    all_of_it.hears_nothing(alice)

    hands.write(words, "<Response/>", 1)  # no page may have TwiML run
    hands.press(button(board, "Announce"), 0)
    expect(board.get_by_role("alert")).to_contain_text("does not allow it to announce TwiML")
    hands.press(button(board, "Dismiss"), 0)
    expect(board.get_by_role("alert")).to_be_hidden()

    hands.press(button(all_of_it.person("ben"), "Kick"), 0)
    ben.wait(60, until=leaves("participant_updated_via_api"))
    ben.wait(60, until=prompt("Bye"))  # its call goes on after its Dial
    expect(board.get_by_role("status")).to_have_text("1 person · in progress")
    assert [each.address for each in room.participants] == ["client:alice"]
    assert ben.wait(60).status == "completed"


def end_the_room(all_of_it: Everything, hands: Hands, alice: Call) -> None:
    """End: whose call was there is over."""
    board = all_of_it.widget("Conference room")
    hands.press(button(board, "End"), 1)
    expect(board.get_by_role("status")).to_have_text(re.compile(r"^ended at \d"))
    expect(board.get_by_text("Here were alice and ben.")).to_be_visible()
    alice.wait(60, until=leaves("conference_ended_via_api"))
    assert alice.wait(60).status == "completed"
    assert all_of_it.lab.conference("room").status == "completed"
    expect(button(all_of_it.widget("Phone alice"), "Call")).to_be_enabled()


def send_elsewhere(all_of_it: Everything, hands: Hands) -> None:
    """Where to and Dequeue: who waits goes on with a document. Dequeue to nowhere asks where to."""
    call = all_of_it.dials("eve", "line")
    board = all_of_it.widget("Queues")
    expect(all_of_it.person("eve")).to_be_visible()
    all_of_it.look("Queues")
    where = board.get_by_role("textbox", name="Where to", exact=True)
    hands.write(where, "", 1)
    hands.page.keyboard.press("Backspace")
    hands.press(button(all_of_it.person("eve"), "Dequeue"), 1)
    expect(board.get_by_role("alert")).to_contain_text("Where to?")
    expect(where).to_be_focused()
    hands.press(button(board, "Dismiss"), 1)
    hands.write(where, "bye", 0)
    hands.press(button(all_of_it.person("eve"), "Dequeue"), 0)
    call.wait(90, until=prompt("Good bye."))
    assert call.wait(90).status == "completed"
    expect(all_of_it.person("eve")).to_have_count(0)


def take_the_first(all_of_it: Everything, hands: Hands) -> None:
    """Who takes and Take: the phone rings, and who has waited hears it."""
    call = all_of_it.dials("fay", "line")
    board, phone = all_of_it.widget("Queues"), all_of_it.widget("Phone alice")
    expect(all_of_it.person("fay")).to_be_visible()
    hands.write(board.get_by_role("textbox", name="Who takes", exact=True), "alice", 0)
    hands.press(button(board, "Take"), 1)
    hands.press(button(phone, "Answer"), 0)
    expect(all_of_it.person("fay")).to_have_count(0)
    all_of_it.hears_the_page(call)
    call.wait(60, until="bridge-started")
    hands.press(button(phone, "Hang up"), 1)
    assert call.wait(60).status == "completed"
