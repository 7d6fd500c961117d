"""The age check, joining, the operator's text: who is let in, and what is kept of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import httpx
import pytest

from harness.hotmess import make_member
from harness.members import Browser, add_person, make_admin, run, sign_in
from kith.commons.audit.commands import Admin
from kith.foundation.errors import Invalid
from kith.foundation.house import House
from kith.products.hotmess.members import commands
from kith.products.hotmess.members.form import check_age, name_of, years_old
from kith.web import cookies

_JOIN = {
    "username": "Neo.n",
    "birth_date": "1990-05-17",
    "city": "berlin",
    "membership_version": "1",
    "age_consent": "yes",
    "membership_consent": "yes",
    "terms_consent": "yes",
    "privacy_consent": "yes",
}


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(2008, 11, 27), date(2026, 11, 26), 17),
        (date(2008, 11, 27), date(2026, 11, 27), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_somebody_is_eighteen_on_the_day(born: date, today: date, age: int) -> None:
    assert years_old(born, today) == age
    if age < 18:
        with pytest.raises(Invalid, match="18 or older"):
            check_age(born, today)
    else:
        check_age(born, today)


@pytest.mark.parametrize("name", ["ab", "a" * 25, ".dot", "with space", "emoji🔥", ""])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        name_of(name)
    assert refused.value.field == "username"


async def test_a_visitor_is_asked_for_their_age_once_in_a_browser(client: httpx.AsyncClient) -> None:
    browser = Browser(client)
    door = await browser.get("/hotmess?next=/hotmess/tonight")
    assert "Are you eighteen or older?" in door.text
    assert "HOTMESS is for men who are eighteen or older" in door.text
    refused = await browser.post("/hotmess/enter", next="/hotmess/tonight")
    assert refused.status_code == 422
    assert "for people who are 18 or older" in refused.text
    entered = await browser.post("/hotmess/enter", adult="yes", next="/hotmess/tonight")
    assert (entered.status_code, entered.headers["location"]) == (303, "/hotmess/tonight")
    assert "hotmess-adult=yes" in entered.headers["set-cookie"]
    away = await browser.post("/hotmess/enter", adult="yes", next="https://evil.example/hotmess/")
    assert away.headers["location"] == "/hotmess/tonight"


async def test_joining_is_all_or_nothing_and_for_adults(
    house: House, app: Any, client: httpx.AsyncClient
) -> None:
    person = await add_person(house, email="neo@house.example")
    client.cookies.set(cookies.access_name(house), (await sign_in(house, person)).access_token)
    browser = Browser(client)
    await browser.get("/hotmess/join")
    young = house.clock.now().date().replace(year=house.clock.now().year - 17).isoformat()
    for change, words in (
        ({"birth_date": young}, "18 or older"),
        ({"username": "x"}, "3 to 24 letters"),
        ({"city": "atlantis"}, "choose a city"),
        ({"membership_consent": ""}, "who this is for"),
        ({"privacy_consent": ""}, "privacy notice"),
        ({"membership_version": "7"}, "changed a moment ago"),
    ):
        answer = await browser.post("/hotmess/join", **(_JOIN | change))
        assert (answer.status_code, words in answer.text) == (422, True), change
    assert await run(house, "select 1 from hotmess.profiles") == []
    assert await run(house, "select 1 from kith.consents where product = 'hotmess'") == []
    joined = await browser.post("/hotmess/join", **_JOIN)
    assert (joined.status_code, joined.headers["location"]) == (303, "/hotmess/tonight")
    [row] = await run(
        house,
        "select username, membership_version, age_verified_at is not null as asked from hotmess.profiles",
    )
    assert tuple(row) == ("Neo.n", 1, True)
    consents = await run(house, "select kind from kith.consents where product = 'hotmess' order by kind")
    assert [row["kind"] for row in consents] == ["age", "privacy", "terms"]
    assert (await browser.post("/hotmess/join", **_JOIN)).status_code == 303


async def test_a_name_belongs_to_one_whatever_the_capitals(house: House, open_browser: Any) -> None:
    await make_member(house, "Neo")
    other = await open_browser(await make_member(house, "Trinity"))
    await other.get("/hotmess/profile")
    answer = await other.post("/hotmess/profile", username="nEO", city="paris")
    assert answer.status_code == 422
    assert "Somebody has that name already" in answer.text
    saved = await other.post("/hotmess/profile", username="Trin", city="paris", username_public="yes")
    assert saved.status_code == 303
    [row] = await run(
        house,
        "select p.leaderboard_opt_out, c.slug from hotmess.profiles p join hotmess.cities c on c.id = p.city_id where username = 'Trin'",
    )
    assert tuple(row) == (True, "paris")


async def test_a_new_wording_of_the_operators_text_is_asked_for_anew(house: House, open_browser: Any) -> None:
    member = await make_member(house, membership_version=1)
    person = await add_person(house, email="ops@house.example")
    admin = Admin(await make_admin(house, person, "ops"), "ops@house.example", "ops")
    with pytest.raises(Invalid):
        await commands.publish_membership(house, admin, "Short.")
    assert await commands.publish_membership(house, admin, "Be kind, be eighteen, be on time.") == 2
    [line] = await run(house, "select action, product from kith.audit_log")
    assert tuple(line) == ("membership.published", "hotmess")
    browser = await open_browser(member)
    asked = await browser.get("/hotmess/membership?next=/hotmess/profile")
    assert "Be kind, be eighteen" in asked.text
    assert (
        await browser.post("/hotmess/membership", version="2", next="/hotmess/profile")
    ).status_code == 422
    assert (await browser.post("/hotmess/membership", version="1", agree="yes")).status_code == 409
    agreed = await browser.post("/hotmess/membership", version="2", agree="yes", next="/hotmess/profile")
    assert agreed.headers["location"] == "/hotmess/profile"
    assert "Yes, that is how we do it" not in (await browser.get("/hotmess/membership")).text
