"""Taking along what Attuned knows, and being forgotten."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from harness.members import Browser, add_person, run
from harness.playing import begin, take_survey
from kith.commons.privacy.data_keys import key_of
from kith.foundation.actor import service
from kith.foundation.house import House


async def test_an_export_opens_everything_and_an_erasure_leaves_nothing(
    house: House, open_browser: Callable[..., Awaitable[Browser]]
) -> None:
    person = await add_person(house, email="maximiliane@example.org")
    browser = await open_browser(person)
    await begin(browser, display_name="Maximiliane", gender="Nautilus")
    await take_survey(browser)
    guest = await open_browser()
    await begin(guest, display_name="Kim")
    key = await key_of(house, "attuned", f"user:{person}")
    await run(
        house,
        """with evening as (
             insert into attuned.sessions (session_id, player_a_profile_id, player_b_profile_id, primary_user_id, partner_profile_id)
             select gen_random_uuid()::text, a.id, b.id, a.user_id, b.id from attuned.profiles a, attuned.profiles b
             where a.user_id is not null and b.user_id is null returning session_id)
           insert into attuned.user_activity_history (user_id, session_id, activity_type, seq, sealed_card)
           select $1, session_id, 'truth', 1, $2 from evening""",
        person,
        key.seal_bytes(b"4711", "user_activity_history.sealed_card"),
    )
    product = house.product("attuned")
    assert product.privacy is not None
    async with house.database.session(service("tests"), "attuned") as db:
        taken = await product.privacy.export(house, db, person)
    assert taken["player"]["demographics"] == {"gender": "Nautilus"}
    assert taken["submissions"][0]["payload_json"]["answers"]["B1"] == "yes"
    assert taken["profile"]["boundaries"]["hard_limits"] == []
    assert [card["activity_id"] for card in taken["history"]] == [4711]
    assert "sealed" not in str(taken)
    for _twice in range(2):
        async with house.database.session(service("tests"), "attuned") as db:
            await product.privacy.erase(house, db, person)
    tables = await run(
        house,
        "select tablename from pg_tables where schemaname = 'attuned' and tablename not like '%pgqueuer%' and tablename not like '%yoyo%'",
    )
    for row in tables:
        found = await run(
            house,
            f"select count(*) as n from attuned.{row['tablename']} t where t::text ~* 'maximiliane|{person}'",
        )
        assert found[0]["n"] == 0, row["tablename"]
    assert [row["status"] for row in await run(house, "select status from attuned.sessions")] == ["abandoned"]
    assert (await guest.get("/attuned/you")).status_code == 200
