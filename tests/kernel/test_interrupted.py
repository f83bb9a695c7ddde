"""The Interrupt button while a cell waits: a sentence in the place of a traceback, and the call goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from voicelab.errors import TimedOut
from voicelab.kernel.background import Background
from voicelab.kernel.call import Call
from voicelab.kernel.caller import ScriptedCaller
from voicelab.kernel.interrupted import interruptible
from voicelab.kernel.lab import Lab

LONG = "<Response><Say>Good day</Say><Pause length='600'/></Response>"


def rendered(error: BaseException) -> list[str]:
    """What IPython shows in the place of the traceback."""
    render: Callable[[], list[str]] = error._render_traceback_  # type: ignore[attr-defined]
    return render()


async def in_call(lab: Lab) -> tuple[ScriptedCaller, Call]:
    lab.twiml["interrupted-long"] = LONG
    caller = lab.caller()
    call = await caller.dial("interrupted-long")
    await caller.hear("good day", 120)
    return caller, call


def test_a_caller_who_waits_is_let_go_and_its_call_goes_on(lab: Lab) -> None:
    """As ipykernel does it: the cell's task is cancelled."""

    async def story() -> None:
        caller, call = await in_call(lab)
        waiting = asyncio.create_task(caller.hear("what is never said", 600))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await waiting
        (said,) = rendered(caught.value)
        assert said.startswith("Interrupted before hearing 'what is never said'. The call goes on")
        assert call.status == "in-progress"
        await caller.hang_up()
        assert call.status == "completed"

    asyncio.run(story())


def test_a_time_out_around_it_stays_a_time_out(lab: Lab) -> None:
    async def story() -> None:
        caller, call = await in_call(lab)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await caller.hear("what is never said", 600)
        with pytest.raises(TimedOut, match=r"without hearing 'nothing'\. The lab last said: 'Good day'"):
            await caller.hear("nothing", 0.05)
        call.hang_up()

    asyncio.run(story())


def test_a_wait_that_is_interrupted_is_one_sentence(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    _, call = asyncio.run(in_call(lab))

    def interrupted(self: Background, story: object, timeout: float | None = None) -> None:
        story.close()  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Background, "wait", interrupted)
        InteractiveShell.clear_instance()
        shell = InteractiveShell.instance(colors="nocolor")
        shell.user_ns["call"] = call
        with capture_output() as captured:
            result = shell.run_cell("call.wait()")
        InteractiveShell.clear_instance()
    assert isinstance(result.error_in_exec, KeyboardInterrupt)
    assert captured.stdout.strip() == "Interrupted. The call goes on: call.hang_up() ends it."
    assert call.status == "in-progress"
    call.hang_up()


def test_the_innermost_words_stand() -> None:
    with (
        pytest.raises(KeyboardInterrupt) as caught,
        interruptible(lambda: "outer"),
        interruptible(lambda: "inner"),
    ):
        raise KeyboardInterrupt
    assert rendered(caught.value) == ["inner"]
