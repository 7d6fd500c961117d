"""Mentoring by invitation: a switch of the operators' that closes the door to new mentors, and to nobody who mentors already."""

from __future__ import annotations

from typing import Any

from harness.members import run
from harness.mentor import make_mentee, make_mentor
from kith.foundation.house import House


async def test_with_the_switch_off_nobody_new_mentors_but_those_named_and_whoever_did_goes_on(
    house: House, open_browser: Any, open_program: Any
) -> None:
    mia, nora, max_ = await make_mentee(house), await make_mentee(house, "Nora"), await make_mentor(house)
    await run(
        house,
        "insert into mentor.feature_flags (key, description, enabled, rollout_percent) values ('mentor.new_mentors', 'x', true, 0)",
    )
    await run(house, "insert into flag_people (key, person_id) values ('mentor.new_mentors', $1)", nora.id)
    hers = await open_browser(mia)
    page = (await hers.get("/mentor/mentoring")).text
    assert "by invitation" in page
    assert "/mentor/mentoring/begin" not in page
    program = await open_program(mia)
    refused = await program.post("/api/mentor/mentoring")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/by-invitation")
    assert "/mentor/mentoring/begin" in (await (await open_browser(nora)).get("/mentor/mentoring")).text
    assert (await (await open_program(nora)).post("/api/mentor/mentoring")).status_code == 204
    assert (await (await open_program(max_)).post("/api/mentor/mentoring")).status_code == 204
    assert "Sessions held" in (await (await open_browser(max_)).get("/mentor/mentoring")).text
    [flag] = await run(house, "select allow_list, enabled from mentor.feature_flags")
    assert flag["allow_list"] == [nora.id]
