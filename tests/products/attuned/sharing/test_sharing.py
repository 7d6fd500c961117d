"""What a partner sees: a snapshot both agreed to, within the other's setting; never a no or a limit, a change only when both agree again."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest

from harness.house import run_schedule
from harness.members import run
from harness.pairs import Program, Somebody, answer, connect, somebody
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.attuned.players import commands as players
from kith.products.attuned.profiles.profile import (
    ArousalPropensity,
    Boundaries,
    DomainScores,
    PowerDynamic,
    Preference,
)
from kith.products.attuned.sharing import commands
from kith.products.attuned.terms import Boundary, Orientation

ADA = {
    "activities": {"massage_give": 1.0, "stroking_give": 0.5, "slow_dance": 1.0, "massage_receive": 0.0},
    "truth_topics": {"desires": 1.0, "past": 0.0},
    "power_dynamic": PowerDynamic(Orientation.TOP, 0.8, Preference.FIRM),
    "arousal_propensity": ArousalPropensity(0.91, 0.12, 0.33),
    "domain_scores": DomainScores(81.5, 72.5, 63.5, 54.5, 45.5),
    "boundaries": Boundaries(hard_limits=(Boundary.IMPACT,), soft_limits=(Boundary.PHOTO_VIDEO,)),
}
BO = {
    "activities": {"massage_receive": 1.0, "stroking_receive": 0.0, "slow_dance": 0.5, "blindfold_give": 1.0},
    "truth_topics": {"desires": 0.5, "past": 1.0},
    "power_dynamic": PowerDynamic(Orientation.BOTTOM, 0.2, Preference.GENTLE),
    "arousal_propensity": ArousalPropensity(0.27, 0.68, 0.49),
    "domain_scores": DomainScores(11.5, 22.5, 33.5, 44.5, 55.5),
    "boundaries": Boundaries(hard_limits=(Boundary.RESTRAINT,)),
}


class Pair:
    """Ada and Bo, connected; each with a program."""

    def __init__(self, app: Any, house: House, ada: Somebody, bo: Somebody, connection: int) -> None:
        self.house, self.connection = house, connection
        self.ada, self.bo = ada, bo
        self.hers, self.theirs = Program(app, house, ada), Program(app, house, bo)
        self.path = f"/api/attuned/partners/{connection}"

    @classmethod
    async def made(cls, app: Any, house: House, *, anonymous: bool = False, **sharing: str) -> Pair:
        ada = await somebody(house, "Ada", sharing=sharing.get("ada", "overlapping_only"), **ADA)
        bo = await somebody(
            house, "Bo", anonymous=anonymous, sharing=sharing.get("bo", "overlapping_only"), **BO
        )
        return cls(app, house, ada, bo, await connect(house, ada, bo))

    async def both_agree(self) -> None:
        assert (await self.hers.post(f"{self.path}/share")).json() == {"outcome": "waiting"}
        assert (await self.theirs.post(f"{self.path}/share")).json() == {"outcome": "shared"}

    async def seen(self, program: Program) -> dict[str, Any]:
        return (await program.get(self.path)).json()


@pytest.mark.parametrize("anonymous", [False, True])
async def test_nothing_is_seen_before_both_agree_and_then_what_both_would_like(
    app: Any, house: House, anonymous: bool
) -> None:
    pair = await Pair.made(app, house, anonymous=anonymous)
    nothing = await pair.seen(pair.hers)
    assert (nothing["taken_at"], nothing["score"], nothing["together"], nothing["about"]) == (
        None,
        None,
        [],
        {},
    )
    assert (await pair.hers.post(f"{pair.path}/share")).json() == {"outcome": "waiting"}
    for program, i, they in ((pair.hers, True, False), (pair.theirs, False, True)):
        seen = await pair.seen(program)
        assert (seen["taken_at"], seen["together"], seen["i_agreed"], seen["they_agreed"]) == (
            None,
            [],
            i,
            they,
        )
    assert (await pair.hers.post(f"{pair.path}/withdraw")).status_code == 204
    assert (await pair.theirs.post(f"{pair.path}/share")).json() == {"outcome": "waiting"}
    assert (await pair.hers.post(f"{pair.path}/share")).json() == {"outcome": "shared"}
    hers, theirs = await pair.seen(pair.hers), await pair.seen(pair.theirs)
    assert [one["text"] for one in hers["together"]] == [
        "Giving a slow massage, from shoulders to feet",
        hers["together"][1]["text"],
    ]
    assert [one["certain"] for one in hers["together"]] == [True, False]
    assert theirs["together"][0]["text"] == "Getting a slow massage, from shoulders to feet"
    assert len(hers["topics"]) == len(theirs["topics"]) == 1
    assert hers["score"] == theirs["score"]
    assert hers["score"] % 5 == 0
    assert hers["talk"] is theirs["talk"] is True
    page = await pair.hers.page(f"/attuned/partners/{pair.connection}")
    assert "Giving a slow massage" in page.text
    assert "There are topics to talk about" in page.text


_NEVER = (
    "0.91",
    "0.68",
    "0.49",
    "0.27",
    "11.5",
    "22.5",
    "impact",
    "restraint",
    "photo",
    "vagina",
    "penis",
    "gentle",
    "0.8",
)


@pytest.mark.parametrize("setting", ["all_responses", "overlapping_only", "demographics_only"])
async def test_a_partner_reads_no_field_beyond_the_setting_by_api_page_or_error(
    app: Any, house: House, setting: str
) -> None:
    pair = await Pair.made(app, house, bo=setting)
    await pair.both_agree()
    answers = [
        (await pair.hers.get(pair.path)).text,
        (await pair.hers.page(f"/attuned/partners/{pair.connection}"))
        .text.split("<main")[1]
        .split("</main")[0],
        (await pair.hers.get("/api/attuned/partners")).text,
        (await pair.hers.page("/attuned/partners")).text.split("<main")[1].split("</main")[0],
        (await pair.hers.post(f"{pair.path}/share")).text,
        (await pair.hers.get("/api/attuned/partners/999999")).text,
    ]
    for answered in answers:
        # A moment's seconds may look like one of the numbers.
        text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+", "", answered)
        assert not [word for word in _NEVER if word in text.lower()], setting
        assert "user:" not in text
        # His no to her fingertips and what he would talk about alone: neither as a word nor as a gap.
        assert "fingertips" not in text
        if setting != "all_responses":
            assert "blindfold" not in text.lower()
    seen = await pair.seen(pair.hers)
    assert seen["about"] == {"gender": "a secret of Bo"}
    if setting == "demographics_only":
        assert seen["withheld"]
        assert (seen["score"], seen["talk"]) == (None, False)
        assert not any(seen[part] for part in ("together", "topics", "open_to", "open_topics", "leading"))
    else:
        assert len(seen["together"]) == 2
        assert bool(seen["open_to"]) == bool(seen["leading"]) == (setting == "all_responses")
    # What he sees follows her setting, not his.
    theirs = await pair.seen(pair.theirs)
    assert len(theirs["together"]) == 2
    assert theirs["open_to"] == []
    # Narrowing holds at once.
    assert (await pair.theirs.put("/api/attuned/sharing", sharing="demographics_only")).status_code == 200
    assert (await pair.seen(pair.hers))["together"] == []


async def test_changing_answers_shows_nothing_new_until_both_agree_again_and_once_a_day_at_most(
    app: Any, house: House
) -> None:
    pair = await Pair.made(app, house)
    await pair.both_agree()
    before = await pair.seen(pair.hers)
    # She says yes to everything, to read from what appears what he said.
    probing = ADA | {
        "activities": dict.fromkeys((*ADA["activities"], *BO["activities"], "blindfold_receive"), 1.0)
    }  # type: ignore[misc]
    await answer(house, pair.ada.player, **probing)
    after = await pair.seen(pair.hers)
    assert after["changed"]
    assert {name: after[name] for name in ("together", "topics", "score", "talk")} == {
        name: before[name] for name in ("together", "topics", "score", "talk")
    }
    # That she changed is not told to him.
    assert not (await pair.seen(pair.theirs))["changed"]
    refused = await pair.hers.post(f"{pair.path}/share")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/once-a-day")
    # Parting and meeting again is no way round it.
    await pair.hers.post(f"{pair.path}/end")
    again = await connect(house, pair.ada, pair.bo)
    path = f"/api/attuned/partners/{again}"
    for program in (pair.hers, pair.theirs):
        assert (await program.get(path)).json()["together"] == []
        assert (await program.post(f"{path}/share")).status_code == 409
    house.clock.move(timedelta(hours=24, seconds=1))
    # Her agreement alone shows her nothing.
    assert (await pair.hers.post(f"{path}/share")).json() == {"outcome": "waiting"}
    assert (await pair.hers.get(path)).json()["together"] == []
    # He agreed to what she was: when she changes again, her word is void.
    await answer(house, pair.ada.player, **ADA)
    assert (await pair.theirs.post(f"{path}/share")).json() == {"outcome": "waiting"}
    assert (await pair.hers.get(path)).json()["together"] == []
    assert (await pair.hers.post(f"{path}/share")).json() == {"outcome": "shared"}
    assert len((await pair.hers.get(path)).json()["together"]) == 2


@pytest.mark.postgres15
async def test_the_database_takes_no_snapshot_that_not_both_agreed_to_and_none_twice_a_day(
    app: Any, house: House
) -> None:
    pair = await Pair.made(app, house)
    sealed = {"sealed": "A" * 44}

    async def take() -> None:
        async with house.database.session(commands.ACTOR, "attuned") as db:
            await db.connection.execute(
                """insert into shared_snapshots (pair, connection_id, content)
                   select pair_of(requester, recipient), id, $1 from partner_connections where id = $2
                   on conflict (pair) do update set connection_id = excluded.connection_id, content = excluded.content""",
                sealed,
                pair.connection,
            )

    with pytest.raises(Conflict, match="agree"):
        await take()
    await pair.hers.post(f"{pair.path}/share")
    with pytest.raises(Conflict, match="agree"):
        await take()
    outcomes = await asyncio.gather(
        *(commands.confirm(house, who.player, pair.connection) for who in (pair.ada, pair.bo) * 2),
        return_exceptions=True,
    )
    assert outcomes.count("shared") == 1
    with pytest.raises(Conflict):
        await take()
    # What is sealed opens with the connection's key only, and that goes when they part.
    [row] = await run(house, "select content::text, count(*) over () from attuned.shared_snapshots")
    assert "massage" not in row[0]
    assert row[1] == 1
    await pair.theirs.post(f"{pair.path}/end")
    rows = await run(house, "select content::text, connection_id from attuned.shared_snapshots")
    assert [tuple(one) for one in rows] == [("{}", None)]
    assert await run(house, "select 1 from attuned.data_keys where owner like 'connection:%'") == []
    house.clock.move(timedelta(days=2))
    await run_schedule(house, "attuned.sharing.forget")
    assert await run(house, "select 1 from attuned.shared_snapshots") == []


@pytest.mark.parametrize("anonymous", [False, True])
async def test_whoever_leaves_takes_along_what_was_shared(app: Any, house: House, anonymous: bool) -> None:
    pair = await Pair.made(app, house, anonymous=anonymous)
    await pair.both_agree()
    await players.leave(house, pair.bo.player)
    assert (await pair.hers.get("/api/attuned/partners")).json() == []
    assert (await pair.hers.get(pair.path)).status_code == 404
    rows = await run(house, "select content::text, connection_id from attuned.shared_snapshots")
    assert [tuple(one) for one in rows] == [("{}", None)]
    assert await run(house, "select 1 from attuned.data_keys where owner like 'connection:%'") == []


async def test_a_compatibility_is_kept_once_for_two_revisions_and_stale_when_one_answers_anew(
    app: Any, house: House
) -> None:
    pair = await Pair.made(app, house)
    await pair.both_agree()
    columns = "select compatibility_score, stale_at is not null, details::text, profile_a_id < profile_b_id"
    [row] = await run(house, f"{columns} from attuned.compatibility_results")
    assert abs(row[0] - (await pair.seen(pair.hers))["score"]) <= 2.5
    assert (row[1], row[3]) == (False, True)
    assert "power" not in row[2]
    await answer(house, pair.bo.player, **BO | {"activities": {"slow_dance": 1.0}})  # type: ignore[arg-type]
    [row] = await run(house, f"{columns} from attuned.compatibility_results")
    assert row[1]
    house.clock.move(timedelta(days=1, seconds=1))
    await pair.both_agree()
    rows = await run(house, f"{columns} from attuned.compatibility_results order by stale_at nulls last")
    assert [one[1] for one in rows] == [True, False]


async def test_only_the_two_of_a_connection_reach_it_and_only_with_their_answers(
    app: Any, house: House
) -> None:
    pair = await Pair.made(app, house)
    eve = Program(app, house, await somebody(house, "Eve", **BO))
    for answer_to_eve in (
        await eve.get(pair.path),
        await eve.post(f"{pair.path}/share"),
        await eve.post(f"{pair.path}/withdraw"),
        await eve.post(f"{pair.path}/end"),
        await eve.page(f"/attuned/partners/{pair.connection}"),
    ):
        assert answer_to_eve.status_code == 404
    fresh = await somebody(house, "Fay")
    connection = await connect(house, pair.ada, fresh)
    refused = await Program(app, house, fresh).post(f"/api/attuned/partners/{connection}/share")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/survey-first")
    assert (await pair.hers.put("/api/attuned/sharing", sharing="everything")).status_code == 422
    assert (await pair.hers.page("/attuned/sharing")).status_code == 200
