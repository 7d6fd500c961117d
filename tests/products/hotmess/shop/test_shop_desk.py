"""The desk of the shop: what operators put on the shelves is what members see, and each step is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from harness.hotmess import make_member
from harness.hotmess_paying import sql
from harness.hotmess_shop import make_product, order, to_till
from harness.house import run_schedule
from harness.members import make_admin, run
from harness.pictures import photo
from kith.foundation.house import House
from kith.products.hotmess.shop.reads import stock_of


async def test_an_operator_plans_a_drop_fills_it_and_ends_it_before_its_time(
    house: House, open_browser: Any, open_program: Any, client: httpx.AsyncClient
) -> None:
    ops, support = await make_member(house, membership_version=1), await make_member(house)
    await make_admin(house, ops.id, "ops")
    await make_admin(house, support.id, "support")
    desk = await open_browser(ops)
    await desk.get("/console/hotmess/drops")
    local = house.clock.now().astimezone(ZoneInfo("Europe/London"))
    begins, ends = local + timedelta(minutes=3), local + timedelta(hours=2)
    form = {"title": "Night shift", "starts": f"{begins:%Y-%m-%dT%H:%M}", "ends": f"{ends:%Y-%m-%dT%H:%M}"}
    for wrong, said in (
        ({"title": "N"}, "2 to 120"),
        ({"ends": form["starts"]}, "ends after it begins"),
        ({"starts": "2020-01-01T10:00"}, "some time from now"),
        ({"per_person_limit": "none"}, "between 1 and 1000"),
    ):
        refused = await desk.post("/console/hotmess/drops", **form | wrong)
        assert (refused.status_code, said in refused.text) == (422, True), refused.text
    assert (await desk.post("/console/hotmess/drops", **form)).status_code == 303
    [drop] = await sql(house, "select id, slug from drops")
    assert (await desk.get("/console/hotmess/shop")).status_code == 200
    thing = {
        "title": "Mesh vest",
        "collection": "raw",
        "price": "32",
        "drop": str(drop["id"]),
        "weight": "250",
    }
    for wrong in ({"price": "a lot"}, {"collection": "beige"}, {"drop": "tomorrow"}, {"weight": "heavy"}):
        assert (await desk.post("/console/hotmess/shop", **thing | wrong)).status_code == 422
    path = (await desk.post("/console/hotmess/shop", **thing)).headers["location"]
    assert (await client.get("/api/hotmess/products")).json() == []
    assert "Mesh vest" in (await desk.get(path)).text
    assert (await desk.post(f"{path}/stock", units="-x")).status_code == 422
    assert (await desk.post(f"{path}/stock", units="8")).status_code == 303
    assert (await desk.post(f"{path}/stock", units="-3")).status_code == 303

    async def picture(data: bytes, alt: str) -> httpx.Response:
        return await desk._client.post(
            f"{path}/pictures",
            data={"_csrf": desk.token, "alt": alt},
            files={"picture": ("p.jpg", data, "image/jpeg")},
            headers={"accept": "text/html"},
        )

    assert (await picture(b"nothing to see", "A vest")).status_code == 422
    assert (await picture(photo(), "")).status_code == 422
    assert (await picture(photo(), "A vest on a hook")).status_code == 303
    assert (await picture(photo(), "The same, from behind")).status_code == 303
    [before] = await sql(house, "select images from products")
    front, back = before["images"]
    assert (await desk.get(front)).headers["content-type"] == "image/jpeg"
    # Nobody sees a picture of what is not out yet.
    assert (await client.get(front)).status_code == 404
    assert (await desk.post(f"{path}/pictures/{back.rsplit('/', 1)[1]}/first")).status_code == 303
    assert (await desk.post(f"{path}/pictures/{drop['id']}/first")).status_code == 404
    assert (await desk.post(f"{path}/state", to_state="live")).status_code == 303
    assert (await desk.post(f"{path}/state", to_state="draft")).status_code == 409
    [shown] = (await client.get("/api/hotmess/products")).json()
    assert (shown["stock"], shown["left"], shown["drop"]["state"]) == ("low_stock", 5, "scheduled")
    assert shown["images"] == [back, front]
    [small] = [one["small"] for one in shown["pictures"] if one["address"] == back]
    assert small != back
    assert (await client.get(small)).status_code == 200
    shelf = (await desk.get("/hotmess/shop")).text
    assert (small in shelf, "The same, from behind" in shelf) == (True, True)
    assert (await desk.post(f"{path}/pictures/{front.rsplit('/', 1)[1]}/remove")).status_code == 303
    assert (await client.get(front)).status_code == 404
    house.clock.move(timedelta(minutes=4))
    ash = await open_program(await make_member(house))
    product = (await sql(house, "select id from products"))[0]["id"]
    assert (await to_till(ash, product=product)).status_code == 200
    made = await order(ash, 3200)
    [item] = (await ash.get(f"/api/hotmess/orders/{made.json()['id']}")).json()["items"]
    assert item["picture"] == small
    end = f"/console/hotmess/drops/{drop['id']}/end"
    await desk.get("/console/hotmess/drops")
    assert (await desk.post(end, reason="")).status_code == 422
    assert (await desk.post(end, reason="A seam opens")).status_code == 303
    assert (await desk.post(end, reason="A seam opens")).status_code == 409
    late = await to_till(await open_program(await make_member(house)), product=product)
    assert (late.status_code, "is over" in late.json()["detail"]) == (409, True)
    written = await run(house, "select action from audit_log where product = 'hotmess'")
    assert {row["action"] for row in written} == {
        "drop.planned", "drop.ended", "product.added", "product.restocked", "product.live",
        "product.picture_added", "product.picture_first", "product.picture_removed",
    }  # fmt: skip
    # Moderators look after what people say, not after the shop.
    helper = await open_browser(support)
    for page in ("shop", "drops", "orders", "sellers"):
        assert (await helper.get(f"/console/hotmess/{page}")).status_code == 404
    assert (await helper.get("/console/hotmess/market")).status_code == 200


async def test_what_lapses_is_free_at_once_and_written_down_later(house: House, open_program: Any) -> None:
    product = await make_product(house, 2)
    await run_schedule(house, "hotmess.shop.stock")
    ash = await open_program(await make_member(house))
    await to_till(ash, product=product, quantity=2)
    await run_schedule(house, "hotmess.shop.stock")

    async def written() -> tuple[Any, ...]:
        [row] = await sql(house, "select quantity_available, stock_status, free_units(id) from products")
        return tuple(row)

    assert await written() == (0, "out_of_stock", 0)
    house.clock.move(timedelta(minutes=10))
    assert await written() == (0, "out_of_stock", 2)
    await run_schedule(house, "hotmess.shop.stock")
    assert await written() == (2, "low_stock", 2)
    assert (await sql(house, "select ended_as from stock_reservations"))[0]["ended_as"] == "lapsed"


@pytest.mark.parametrize(
    ("free", "word"), [(-1, "out_of_stock"), (0, "out_of_stock"), (5, "low_stock"), (6, "in_stock")]
)
def test_the_word_for_what_is_left(free: int, word: str) -> None:
    assert stock_of(free, 5) == word
