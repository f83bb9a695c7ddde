"""How quick virtual time is: hour-long calls and conferences with and without samples, and a thousand menu calls.

Run: ``python bench/virtual.py`` (all), or with the names of measurements. Prints a table; exit status 1 when a
goal is missed. Goals are judged by the CPU time of this process, which other load on the machine changes little;
on an idle machine the clock on the wall shows nearly the same.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from voicelab.testing.lab import PlacedCall, VirtualLab
from voicelab.testing.loop import run
from voicelab.testing.party import Party, PartyGone

MENU = """<Response>
  <Gather numDigits="1" action="/twiml/chosen" timeout="5">
    <Say>Welcome. Press 1 to leave a message, press 2 to talk to somebody, or hold the line.</Say>
    <Pause length="1"/>
    <Say>To hear this again, do nothing.</Say>
  </Gather>
  <Redirect/>
</Response>"""

CHOSEN = """<Response>
  <Say>You chose {{Digits}}. One moment, please.</Say>
  <Record maxLength="20" timeout="3" action="/twiml/recorded"/>
</Response>"""

RECORDED = """<Response>
  <Say>Thank you. You spoke for {{RecordingDuration}} seconds. We connect you now.</Say>
  <Dial timeout="20" action="/twiml/welcome"><Number>+15005550010</Number></Dial>
</Response>"""

SHORT = """<Response>
  <Gather numDigits="1" action="/twiml/bye"><Say>Press 1 for sales.</Say></Gather>
</Response>"""
BYE = "<Response><Say>You pressed {{Digits}}. Good bye.</Say><Hangup/></Response>"


async def busy_hour(lab: VirtualLab) -> PlacedCall:
    """An hour of menus, prompts, a Record and a Dial in each round."""
    for name, document in (("welcome", MENU), ("chosen", CHOSEN), ("recorded", RECORDED)):
        lab.publish(document, name=name)
    lab.callee("+15005550010", answers_after=2, says="Sales here, how can I help you?", hangs_up_after=8)
    call = await lab.dial("welcome")

    async def talk(party: Party) -> None:
        while True:
            await party.hear("to hear this again")
            await party.press("1")
            await party.hear("one moment")
            await party.say("Hello, this is my message for you. Please call me back.")
            await party.hear("how can I help")
            await party.say("I only wanted to hear a voice.")

    try:
        async with asyncio.timeout(3600):
            await talk(call.party)
    except (TimeoutError, PartyGone):
        await call.party.hang_up()
    await call.call.settled()
    return call


async def thousand_menus(lab: VirtualLab) -> PlacedCall:
    """A thousand callers at once, each through a two-level menu."""
    lab.publish(SHORT, name="short")
    lab.publish(BYE, name="bye")
    calls = [await lab.dial("short", from_=f"+1500{number:07d}") for number in range(2000000, 2001000)]

    async def choose(party: Party) -> None:
        await party.hear("press 1")
        await party.press("1")
        await party.hear("you pressed 1")

    await asyncio.gather(*(choose(call.party) for call in calls))
    for call in calls:
        await call.call.settled()
    assert all(call.call.record.status == "completed" for call in calls)
    return calls[-1]


async def conference_hour(lab: VirtualLab) -> PlacedCall:
    """Five in a room for an hour, who talk in turn; one after another is on hold, with music."""
    lab.publish("<Response><Dial><Conference>team</Conference></Dial></Response>", name="room")
    calls = [await lab.dial("room", from_=f"+1500555000{number}") for number in range(1, 6)]
    await calls[-1].party.wait(1)
    room = lab.switchboard.rooms.conferences.find(lab.account.sid, "team")
    assert room is not None and len(room.participants) == len(calls)

    async def talk() -> None:
        while True:
            for number, call in enumerate(calls):
                held = room.participants[calls[number - 1].sid]
                room.put_on_hold(held, True)
                await call.party.say("Let us see what there is to say about this.")
                await call.party.wait(20)
                room.put_on_hold(held, False)

    try:
        async with asyncio.timeout(3600):
            await talk()
    except (TimeoutError, PartyGone):
        pass
    for call in calls:
        await call.party.hang_up()
        await call.call.settled()
    return calls[0]


async def hour_on_hold(lab: VirtualLab) -> PlacedCall:
    """Five who wait an hour with music for a moderator who comes at its end."""
    waits = '<Conference startConferenceOnEnter="false">team</Conference>'
    lab.publish(f"<Response><Dial>{waits}</Dial></Response>", name="room")
    lab.publish("<Response><Dial><Conference>team</Conference></Dial></Response>", name="moderator")
    calls = [await lab.dial("room", from_=f"+1500555000{number}") for number in range(1, 6)]
    await calls[0].party.wait(3600)
    calls.append(await lab.dial("moderator", from_="+15005550006"))
    await calls[-1].party.say("Thank you for holding.")
    for call in calls:
        await call.party.hang_up()
        await call.call.settled()
    return calls[0]


def measure(story: Callable[[VirtualLab], object], *, rendered: bool) -> tuple[float, float, float, int]:
    """Seconds of CPU, seconds on the wall, seconds of call time, events."""

    async def main() -> tuple[float, int]:
        with TemporaryDirectory() as folder:
            lab = VirtualLab(Path(folder), rendered=rendered)
            await story(lab)  # type: ignore[misc]
            seconds, events = asyncio.get_running_loop().time(), len(lab.events)
            await lab.close()
            return seconds, events

    began, worked = time.perf_counter(), time.process_time()
    seconds, events = run(main())
    return time.process_time() - worked, time.perf_counter() - began, seconds, events


def main(names: list[str]) -> int:
    """Run the measurements named, or all."""
    rows = {
        "hour-unrendered": (busy_hour, False, lambda cpu, virtual: cpu < 1.0, "< 1 s"),
        "hour-rendered": (busy_hour, True, lambda cpu, virtual: virtual / cpu >= 100, ">= 100 x real time"),
        "conference-hour": (conference_hour, False, lambda cpu, virtual: cpu < 1.0, "< 1 s"),
        "hold-hour": (hour_on_hold, False, lambda cpu, virtual: cpu < 1.0, "< 1 s"),
        "conference-rendered": (
            conference_hour,
            True,
            lambda cpu, virtual: virtual / cpu >= 100,
            ">= 100 x real time",
        ),
        "thousand-menus": (thousand_menus, False, lambda cpu, virtual: cpu < 10.0, "< 10 s"),
    }
    missed = 0
    print(f"{'measurement':20} {'CPU s':>8} {'wall s':>8} {'call s':>9} {'x':>8} {'events':>8}  goal")
    for name, (story, rendered, met, goal) in rows.items():
        if names and name not in names:
            continue
        cpu, wall, virtual, events = measure(story, rendered=rendered)
        good = met(cpu, virtual)
        missed += not good
        verdict = goal if good else f"{goal}  MISSED"
        print(f"{name:20} {cpu:8.2f} {wall:8.2f} {virtual:9.1f} {virtual / cpu:8.0f} {events:8d}  {verdict}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
