"""An invoice says who sold it on the day it was issued, whoever moves afterwards, and nobody writes it anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
import psycopg
import pytest

from harness import house as houses
from harness.hotmess import HotmessRows, Member, make_member
from harness.hotmess_paying import buy, person, sql
from harness.hotmess_shop import make_listing, make_product, make_seller, order, to_till
from kith.foundation.errors import NotFound
from kith.foundation.house import House
from kith.products.hotmess.orders import invoice, reads
from kith.products.hotmess.orders.issuing import Issuer
from kith.simulator.standins import StandIns

_DETAILS = "update market_sellers set legal_name = $2, legal_address = $3, tax_number = $4 where id = $1"


def _moved_house(house: House, name: str, address: str) -> House:
    settings = msgspec.structs.replace(
        house.settings, invoice_name=name, invoice_address=address, invoice_tax_number="GB 1"
    )
    return houses.open_house(settings, products=("hotmess",))


async def _bought_from(house: House, standins: StandIns, program: Any, buyer: Member, listing: UUID) -> UUID:
    [seller] = await sql(house, "select seller_id from market_listings where id = $1", listing)
    key = str(seller["seller_id"])
    kept = (await to_till(program, listing=listing, key=key)).json()
    placed = UUID((await order(program, kept["goods_pence"], key=key)).json()["id"])
    with pytest.raises(NotFound):
        await reads.invoiced(house, person(buyer), placed)
    assert await buy(house, standins, buyer, placed) == "paid"
    return placed


async def test_a_seller_who_moves_changes_no_invoice_that_was_issued(
    house: House, standins: StandIns, open_program: Any
) -> None:
    ash, kit = await make_member(house), await make_member(house)
    seller = await make_seller(house, ash, "Ash's prints")
    listing, program = await make_listing(house, seller), await open_program(kit)
    # Of whom nothing is known before the law, the shop's name is printed.
    bare = await _bought_from(house, standins, program, kit, listing)
    await sql(house, _DETAILS, seller, "Ash Doe", "2 Row\nLeeds", "GB 12")
    first = await _bought_from(house, standins, program, kit, listing)
    await sql(house, _DETAILS, seller, "Ash Doe Ltd", "3 Lane; York", None)
    second = await _bought_from(house, standins, program, kit, listing)
    said: dict[UUID, list[str]] = {}
    for placed in (bare, first, second):
        shown, issuer = await reads.invoiced(house, person(kit), placed)
        said[placed] = invoice.issuer_lines(issuer)
        assert invoice.pdf(shown, issuer)[:5] == b"%PDF-"
        answer = await program.get(f"/hotmess/orders/{placed}/invoice.pdf")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
        with pytest.raises(NotFound):
            await reads.invoiced(house, person(ash), placed)
    assert said == {
        bare: ["Ash's prints"],
        first: ["Ash Doe", "2 Row", "Leeds", "Tax number GB 12"],
        second: ["Ash Doe Ltd", "3 Lane", "York"],
    }


async def test_a_house_that_moves_changes_no_invoice_that_was_issued(
    house: House, standins: StandIns, open_program: Any
) -> None:
    kit = await make_member(house)
    program = await open_program(kit)
    before, after = (
        _moved_house(house, "Kith Ltd", "1 Lane; London"),
        _moved_house(house, "Kith plc", "9 Quay; Bath"),
    )
    placed: list[UUID] = []
    for one in (before, after):
        product = await make_product(house)
        kept = (await to_till(program, product=product)).json()
        placed.append(UUID((await order(program, kept["goods_pence"])).json()["id"]))
        assert await buy(one, standins, kit, placed[-1]) == "paid"
    for opened in (before, after, house):
        issuers = [(await reads.invoiced(opened, person(kit), one))[1] for one in placed]
        assert issuers == [
            Issuer("Kith Ltd", "1 Lane; London", "GB 1"),
            Issuer("Kith plc", "9 Quay; Bath", "GB 1"),
        ]
    await before.close()
    await after.close()


async def test_an_order_from_before_invoices_were_kept_gets_its_invoice_once_when_it_is_opened(
    house: House, standins: StandIns
) -> None:
    kit = await make_member(house)
    [old] = await sql(
        house,
        """insert into orders (user_id, subtotal_pence, total_pence, expires_at) values ($1, 0, 0, kith.now()) returning id""",
        kit.id,
    )
    await sql(house, "update orders set payment_status = 'paid' where id = $1", old["id"])
    moved = _moved_house(house, "Kith Ltd", "1 Lane; London")
    for opened in (moved, house):
        _shown, issuer = await reads.invoiced(opened, person(kit), old["id"])
        assert issuer.name == "Kith Ltd"
    await moved.close()


@pytest.mark.postgres15
def test_no_role_changes_an_invoice_or_takes_it_away(database_url: str) -> None:
    rows = HotmessRows(database_url)
    member = rows.member()
    placed = rows.insert(
        "orders",
        {"user_id": member, "subtotal_pence": 0, "total_pence": 0, "expires_at": "2100-01-01"},
    )
    issue = "select issue_invoice(%s, %s, 'x', '')"
    assert rows.one(issue, placed, "Too early") is False
    rows.db.execute("update orders set payment_status = 'paid' where id = %s", (placed,))
    assert [rows.one(issue, placed, name) for name in ("Kith Ltd", "Kith plc")] == [True, False]
    for db in (rows.db, rows.connect("service_role"), rows.connect("authenticated", member)):
        for attack in (
            "update invoices set issuer_name = 'Somebody else'",
            "delete from invoices",
            "truncate invoices",
            "set session_replication_role = replica",
        ):
            if attack.startswith("set ") and db is rows.db:
                continue
            with pytest.raises(psycopg.Error) as refused:
                db.execute(attack)  # type: ignore[call-overload]
            assert refused.value.sqlstate in ("KT403", "42501"), attack
    with rows.db.transaction():
        rows.db.execute("set local session_replication_role = replica")
        with pytest.raises(psycopg.Error) as refused, rows.db.transaction():
            rows.db.execute("update invoices set issuer_name = 'Somebody else'")
        assert refused.value.sqlstate == "KT403"
    assert rows.one("select issuer_name from invoices") == "Kith Ltd"
    rows.close()
