"""A running lab's addresses, dialled by a test's fixture over real HTTP while its own time stands still."""

from __future__ import annotations

from lab_child import LabChild, Visitor

from voicelab.testing import TestLab

FIRST = "<Response><Say>First part</Say><Redirect>tested-second</Redirect></Response>"
SECOND = "<Response><Say>Second part</Say></Response>"


def test_a_document_of_a_running_lab_is_dialled(lab: LabChild) -> None:
    """The test's account is not the lab's: its request counts as one that nobody signed."""

    async def publish(visitor: Visitor) -> None:
        for name, source in (("first", FIRST), ("second", SECOND)):
            await visitor.ask("PUT", f"/lab/v1/documents/tested-{name}", json={"source": source})

    lab.run(publish)
    with TestLab() as test:
        call = test.dial(f"{lab.url}/twiml/tested-first")
        call.hears("First part")
        call.hears("Second part")
        assert call.ended("completed") and test.elapsed < 10
