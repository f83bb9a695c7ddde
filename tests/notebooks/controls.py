"""Every control of every widget: what its use did to the call, looked up at the lab, and where that is tested.

A control that a page shows and that is in no row here fails, and so does one that one of the two hands did not use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hands import Use

__all__ = ["CONTROLS", "ELSEWHERE", "Control", "unused"]


@dataclass(frozen=True)
class Control:
    """A control of the widgets whose name begins with ``widget``; ``role`` and ``name`` are patterns of all of its own.

    ``hands`` are those that use it; where it is one only, ``proof`` says how the other does the same.
    """

    widget: str
    role: str
    name: str
    proof: str
    hands: tuple[str, ...] = ("mouse", "keyboard")

    def matches(self, use: Use) -> bool:
        """Whether it is this control."""
        widget, role, name = use
        return widget.startswith(self.widget) and all(
            re.fullmatch(pattern, words) for pattern, words in ((self.role, role), (self.name, name))
        )


def _of_phones(widget: str) -> list[Control]:
    """What the phone and the walkie-talkie have behind the gear, and the line to type into."""
    return [
        Control(widget, "button", "Settings", "opens and closes; Escape closes too, and hangs up nothing"),
        Control(widget, "button", "Try the microphone", "the meter moves"),
        Control(widget, "combobox", "Microphone", "another is chosen; the call's other party still hears it"),
        Control(widget, "combobox", "Speaker", "another is chosen and kept"),
        Control(widget, "combobox", "Voice", "typed, then the microphone again: what the other party hears"),
        Control(widget, "textbox", "Say", "the other party hears words, not the microphone's tone"),
    ]


CONTROLS = [
    Control("Phone alice", "textbox", "To", "the call's document is the one it names"),
    Control("Phone alice", "button", "Call", "a call in progress, a participant in the room"),
    Control("Phone alice", "button", "Hang up", "the call is completed, and so is who was connected"),
    Control("Phone alice", "button", "Answer", "the one who is connected hears the page"),
    Control("Phone alice", "button", "Reject", "the caller's call is busy"),
    Control("Phone alice", "button", "Mute|Unmute", "the other party hears nothing, then the tone again"),
    Control("Phone alice", "button", r"[0-9*#]", "the lab has the digit, in its order"),
    Control("Phone alice", "button", "Dismiss", "what was wrong is put away"),
    *_of_phones("Phone alice"),
    *_of_phones("Walkie-talkie carol"),
    Control("Walkie-talkie carol", "button", "Join", "a participant in the channel's conference"),
    Control("Walkie-talkie carol", "button", "Leave", "its call is completed"),
    Control(
        "Walkie-talkie carol", "button", "Talk.*", "heard on the channel while it is held, and only then"
    ),
    Control(
        "Click to call", "button", r"Call \+\d+", "rings the agent, then the customer; both are in progress"
    ),
    Control("Click to call", "button", "Hang up", "the agent's call is canceled"),
    Control(
        "Conference", "button", "Mute|Unmute", "REST says so; the other party hears nothing, then the tone"
    ),
    Control(
        "Conference", "button", "Hold|Unhold", "REST says so; music for who is on hold, nothing for the other"
    ),
    Control("Conference", "button", "Kick", "left with the reason, the call goes on after its Dial"),
    Control("Conference", "textbox", "What to announce", "these words are said in the room"),
    Control("Conference", "button", "Announce", "the other party hears it; TwiML is refused in words"),
    Control("Conference", "button", "End", "all left with the reason, REST says completed"),
    Control("Conference", "button", "Dismiss", "what was wrong is put away"),
    Control("Queues", "textbox", "Who takes", "this phone rings"),
    Control("Queues", "button", "Take", "who has waited longest is bridged, and hears the page"),
    Control("Queues", "textbox", "Where to", "the document that runs next"),
    Control("Queues", "button", "Dequeue", "the call goes on there; without a place it asks for one"),
    Control("Queues", "button", "Dismiss", "what was missing is put away"),
    Control("TwiML room", "button", "Edit", "the editor stands there"),
    Control("TwiML room", "button", "Flow", "what the document does, in order"),
    Control("TwiML room", "button", "Call", "a call runs this very document"),
    Control("Editor of room", "textbox", "TwiML of room", "the lab has what is written"),
    Control("Editor of room", "button", r"\d+ line .*|.*line \d+.*", "the cursor goes there"),
    Control("Editor of room", "button", "Change to voice", "the lab has it mended"),
    Control("Editor of room", "button", "Undo", "the finding is back"),
    Control("Editor of room", "button", "Redo", "the lab has it mended again"),
    Control("Editor of room", "button", "Call", "a call says what was written"),
    Control("Editor of room", "button", "Done", "the document stands there again"),
    Control("Timeline", "button", "Zoom in|Zoom out|Fit", "the stretch on the screen; nothing of the call"),
    Control("Timeline", "slider", "Playhead", "Home is the call's begin; Live is its now"),
    Control("Timeline", "button", "Live", "follows the call that goes on"),
    Control("Timeline", "button", "Play|Pause", "its sound from that point"),
    Control("Timeline", "button", "(GET|POST) .*", "the request is chosen, with its parameters"),
    Control("Timeline", "button", "copy as curl|copied", "test_copied_requests.py runs what is copied"),
    Control("Timeline", "button", "answered .*", "what the application answered"),
    Control("Flow", "button", "Follow", "pressed, or not"),
    Control("Flow", "button", "Clear", "the calls that are over are dark again"),
]

ELSEWHERE = [
    Control("Phone caller", ".*", ".*", "the same widget as Phone alice"),
    Control(
        "Timeline", "button", "(Say|Play|Pause|Dial|Gather|Enqueue)( .*)?", "a keyboard has the playhead"
    ),
    Control("Timeline", "group", "Document that runs|Parameters|Answer", "scrolls"),
    Control("Flow", "region", "Flow", "scrolls"),
]
"""Controls that are no further ones, or are used in tests of their own."""


def unused(used: dict[Use, set[str]]) -> list[str]:
    """What is wrong: controls in no row, and hands that did not use a row's control."""
    wrong = []
    by_row: dict[Control, set[str]] = {row: set() for row in CONTROLS}
    for use, hands in used.items():
        rows = [row for row in CONTROLS if row.matches(use)]
        if not any(row.matches(use) for row in (*CONTROLS, *ELSEWHERE)):
            wrong.append(f"in no row of controls.py: {use}")
        for row in rows:
            by_row[row] |= hands
    for row, hands in by_row.items():
        for hand in sorted(set(row.hands) - hands):
            wrong.append(f"{row.widget}: {row.role} {row.name} was not used by {hand}")
    return wrong
