"""``GET /lab/v1/voices``."""

from __future__ import annotations

from lab_child import LabChild, Visitor


def test_who_speaks_for_whom_over_the_labs_own_door(lab: LabChild) -> None:
    async def story(visitor: Visitor) -> None:
        assert (await visitor.ask("GET", "/lab/v1/voices", auth=False))[0] == 401
        status, answer = await visitor.ask("GET", "/lab/v1/voices")
        assert status == 200 and "hibari:heart" in [voice["name"] for voice in answer["voices"]]
        rows = {row["name"]: row for row in answer["stand_ins"]}
        assert rows["Polly.Joanna"]["voice"] == "hibari:heart"
        assert "speaks instead" in rows["Polly.Joanna"]["remark"] and rows["woman"]["remark"] == ""

    lab.run(story)
