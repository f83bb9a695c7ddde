"""What is done with the phone, the walkie-talkie and click-to-call in a page, and what it did to the calls."""

from __future__ import annotations

from every_widget import CUSTOMER, Everything, button
from hands import Hands
from playwright.sync_api import Locator, expect

from voicelab.calls.events import DigitPressed
from voicelab.kernel.call import Call

__all__ = [
    "call_the_room",
    "click_to_call",
    "hang_up_where_it_was_clicked",
    "reject_and_dismiss",
    "use_phone",
    "walk_and_talk",
]

KEYS = "123456789*0#"


def call_the_room(all_of_it: Everything, hands: Hands) -> Call:
    """To and Call: the phone is in the room, and the document that To names runs."""
    phone = all_of_it.look("Phone alice")
    expect(button(phone, "Call")).to_be_enabled()
    hands.write(phone.get_by_role("textbox", name="To", exact=True), "room", 0)
    hands.press(button(phone, "Call"), 1)
    expect(button(phone, "Hang up")).to_be_visible()
    expect(all_of_it.person("alice")).to_be_visible()
    call = all_of_it.newest("alice")
    assert call.status == "in-progress" and call.to == "room"
    return call


def use_phone(all_of_it: Everything, hands: Hands, call: Call, ben: Call) -> None:
    """Mute, the twelve keys, what it speaks by and with: ben hears the difference, the lab has the digits."""
    phone = all_of_it.widget("Phone alice")
    all_of_it.hears_the_page(ben)
    hands.press(button(phone, "Mute"), 0)
    all_of_it.hears_nothing(ben)
    for number, key in enumerate(KEYS):
        hands.press(button(phone, key), number, " ")
        call.wait(60, until=lambda event, key=key: isinstance(event, DigitPressed) and event.digit == key)
    pressed = "".join(event.digit for event in call.events if isinstance(event, DigitPressed))
    assert pressed == KEYS
    hands.press(button(phone, "Unmute"), 1)
    all_of_it.hears_the_page(ben)
    settings(hands, phone)
    say = phone.get_by_role("textbox", name="Say", exact=True)
    hands.write(say, "I have no microphone.", 1)
    hands.page.keyboard.press("Enter")
    all_of_it.hears_something_else(ben)
    speak_by_microphone(hands, phone)
    all_of_it.hears_the_page(ben)


def settings(hands: Hands, phone: Locator) -> None:
    """Behind the gear: the meter moves, a device is chosen and the browser's choice again; at last it is typed for."""
    gear, dialog = button(phone, "Settings"), phone.get_by_role("dialog", name="Phone settings", exact=True)
    hands.press(gear, 0)
    expect(dialog).to_be_visible()
    hands.press(button(dialog, "Try the microphone"), 1)
    meter = dialog.get_by_role("meter")
    expect(meter).not_to_have_attribute("aria-valuenow", "0")
    for turn, name in enumerate(("Microphone", "Speaker")):
        select = dialog.get_by_role("combobox", name=name, exact=True)
        expect(select.locator("option")).not_to_have_count(1)
        other = select.locator("option").nth(1).inner_text()
        hands.choose(select, other, turn)
        expect(select.locator("option:checked")).to_have_text(other)
        hands.choose(select, "The browser's choice", turn)
    hands.choose(dialog.get_by_role("combobox", name="Voice", exact=True), "What I type", 0)
    expect(phone.get_by_role("textbox", name="Say", exact=True)).to_be_visible()
    hands.press(gear, 1)
    expect(dialog).to_be_hidden()


def speak_by_microphone(hands: Hands, phone: Locator) -> None:
    """And by the microphone again; Escape closes what the gear has opened, and hangs up nothing."""
    dialog = phone.get_by_role("dialog", name="Phone settings", exact=True)
    hands.press(button(phone, "Settings"), 1)
    hands.choose(dialog.get_by_role("combobox", name="Voice", exact=True), "The microphone", 1)
    hands.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button(phone, "Settings")).to_be_focused()
    expect(phone.get_by_role("textbox", name="Say", exact=True)).to_be_hidden()


def reject_and_dismiss(all_of_it: Everything, hands: Hands) -> None:
    """Reject: the caller's call is busy. A call that cannot be is told, and what is told can be put away."""
    phone = all_of_it.widget("Phone alice")
    call = all_of_it.lab.call("client:alice", "bye")
    hands.press(button(phone, "Reject"), 0)
    assert call.wait(60).status == "busy"
    to = phone.get_by_role("textbox", name="To", exact=True)
    hands.write(to, "no such document", 1)
    expect(button(phone, "Call")).to_be_enabled()
    hands.press(button(phone, "Call"), 0)
    expect(phone.get_by_role("alert")).to_be_visible()
    expect(button(phone, "Call")).to_be_visible()
    hands.press(button(phone, "Dismiss"), 1)
    expect(phone.get_by_role("alert")).to_be_hidden()
    hands.write(to, "room", 1)


def walk_and_talk(all_of_it: Everything, hands: Hands, thorough: bool) -> None:
    """Join, Talk, Leave: who is on the channel hears the page while the button is held, and only then."""
    page, walkie = all_of_it.page, all_of_it.widget("Walkie-talkie carol")
    ned = all_of_it.dials("ned", "channel")
    hands.press(button(walkie, "Join"), 0)
    expect(walkie.get_by_text("carol (you)")).to_be_visible()
    talk = button(walkie, "Talk")
    expect(talk).to_be_enabled()
    assert all_of_it.lab.conference("channel-7")["carol"].address == "client:carol"
    all_of_it.hears_nothing(ned)
    if hands.of(1) == "keyboard":
        hands.reach(talk)
        page.keyboard.down(" ")
    else:
        talk.hover()
        page.mouse.down()
    expect(walkie.get_by_role("status").first).to_have_text("channel 7 · talking")
    expect(walkie.get_by_role("listitem").get_by_text("talking")).to_be_visible()
    all_of_it.hears_the_page(ned)
    all_of_it.look("Walkie-talkie carol")
    if hands.of(1) == "keyboard":
        page.keyboard.up(" ")
    else:
        page.mouse.up()
    expect(walkie.get_by_role("status").first).to_have_text("channel 7 · listening")
    all_of_it.hears_nothing(ned)
    if thorough:
        settings(hands, walkie)
        say = walkie.get_by_role("textbox", name="Say", exact=True)
        hands.write(say, "Over.", 1)
        page.keyboard.press("Enter")
        all_of_it.hears_something_else(ned)
        speak_by_microphone(hands, walkie)
    hands.press(button(walkie, "Leave"), 0)
    expect(button(walkie, "Join")).to_be_enabled()
    assert all_of_it.newest("carol").wait(60).status == "completed"
    ned.hang_up()


def click_to_call(all_of_it: Everything, hands: Hands) -> None:
    """The click rings the phone; its Answer rings the customer; its Hang up ends both calls."""
    click, phone = all_of_it.widget(f"Click to call {CUSTOMER}"), all_of_it.widget("Phone alice")
    hands.press(button(click, f"Call {CUSTOMER}"), 0)
    hands.press(button(phone, "Answer"), 1)
    expect(click.get_by_role("status")).to_have_text(f"alice and {CUSTOMER} are talking")
    all_of_it.look(f"Click to call {CUSTOMER}")
    hands.press(button(phone, "Hang up"), 0)
    expect(click.get_by_role("status")).to_contain_text("the call has ended")
    call = [each for each in all_of_it.lab.calls if each.direction == "outbound-api"][-1]
    assert (call.to, call.status) == ("client:alice", "completed")


def hang_up_where_it_was_clicked(all_of_it: Everything, hands: Hands) -> None:
    """Once more, and given up on the widget itself while the phone rings."""
    click = all_of_it.widget(f"Click to call {CUSTOMER}")
    hands.press(button(click, f"Call {CUSTOMER}"), 1)
    hands.press(button(click, "Hang up"), 0)
    expect(click.get_by_role("status")).to_have_text("hung up before alice answered")
    call = [each for each in all_of_it.lab.calls if each.direction == "outbound-api"][-1]
    assert call.wait(60).status == "canceled"
    expect(button(click, f"Call {CUSTOMER}")).to_be_enabled()
