"""Receipts: a number each without gaps, a page and a PDF, for whoever paid and nobody else."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from harness.attacked import Attacked
from harness.house import run_schedule
from harness.members import run
from harness.mentor import MentorRows, hour, make_mentee, make_mentor
from harness.paying import pay
from kith.foundation.house import House
from kith.products.mentor.receipts import document
from kith.products.mentor.receipts.reads import Receipt, ReceiptRefund, number_of
from kith.simulator.standins import StandIns


def _words(pdf: bytes) -> str:
    """What a PDF of one page says, unpacked."""
    found = b""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            found += stream
    return " ".join(re.findall(r"\(((?:[^()\\]|\\.)*)\)", found.decode("latin-1")))


def test_a_receipt_says_names_of_any_alphabet_and_sums_with_letters() -> None:
    at = datetime(2026, 11, 27, 12, tzinfo=UTC)
    receipt = Receipt(
        id=uuid4(),
        kind="charge",
        number=number_of(2026, 42) or "",
        issued_at=at,
        amount_cents=123450,
        currency="eur",
        of_receipt=None,
        mentor_name="Łucja Žižek 李",
        session_at=None,
        zone="UTC",
        minutes=60,
        sessions=5,
        expires_at=None,
        payer_name="Zoë – O’Hara",
        payer_email="zoe@example.org",
        reference="ch_1",
        refunds=[ReceiptRefund(23450, at, "M-2026-000043")],
    )
    made = document.pdf(receipt)
    assert made.startswith(b"%PDF-")
    said = _words(made)
    for words in (
        "M-2026-000042",
        "Lucja Zizek ?",
        "Zo\xeb - O'Hara",
        "1,234.50 EUR",
        "-234.50 EUR",
        "1,000.00 EUR",
        "5 sessions of 60 minutes",
    ):
        assert words in said, (words, said)
    assert document.sum_of(500, "jpy") == "500 JPY"


async def test_a_payment_and_its_refund_have_numbered_receipts_for_the_payer_only(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    program = await open_program(mia)
    made = await program.post(
        "/api/mentor/bookings",
        json={"mentor": str(mentor.profile_id), "start": hour(house).isoformat(), "minutes": 60},
    )
    booking = made.json()["id"]
    await program.post(f"/api/mentor/sessions/{booking}/pay")
    browser = await open_browser(mia)
    assert "Nothing paid yet" in (await browser.get("/mentor/payments")).text
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/mentor/bookings/{booking}/paid")
    house.clock.move_to(hour(house) - timedelta(hours=5))
    program, browser = await open_program(mia), await open_browser(mia)
    await program.post(f"/api/mentor/sessions/{booking}/cancel", json={})
    page = (await browser.get("/mentor/payments")).text
    assert "On its way back" in page
    await run_schedule(house, "mentor.refunds.execute")
    refund, charge = (await program.get("/api/mentor/payments")).json()
    year = house.clock.now().year
    assert (charge["receipt"], refund["receipt"]) == (f"M-{year}-000001", f"M-{year}-000002")
    path = f"/mentor/payments/{charge['id']}/receipt"
    shown = (await browser.get(path)).text
    for words in ("$50.00", "-$25.00", "60 minutes with Max", mia.email, f"M-{year}-000002"):
        assert words in shown, words
    answer = await browser.get(f"{path}.pdf")
    assert (answer.headers["content-type"], "private" in answer.headers["cache-control"]) == (
        "application/pdf",
        True,
    )
    assert "25.00 USD" in _words(answer.content)
    back = (await browser.get(f"/mentor/payments/{refund['id']}/receipt")).text
    assert "Belongs to receipt" in back
    for other in (mentor, await make_mentee(house, "Eve")):
        theirs = await open_browser(other)
        assert (await theirs.get(path)).status_code == 404
        assert (await theirs.get(f"{path}.pdf")).status_code == 404
    assert [row["n"] for row in await run(house, "select count(*) as n from mentor.receipts")] == [2]


@pytest.mark.postgres15
def test_numbers_have_no_gaps_whoever_pays_at_once_or_is_rolled_back(database_url: str) -> None:
    rows = MentorRows(database_url)
    try:
        mentor = rows.mentor()
        paid = []
        for number in range(12):
            mentee = rows.person()
            booking, _outcome = rows.book(mentor, mentee, f"{number} hours", p_price_cents=500)
            paid.append(
                rows.insert(
                    "payments",
                    {
                        "user_id": mentee,
                        "booking_id": booking,
                        "amount_cents": 500,
                        "currency": "usd",
                        "status": "pending",
                    },
                )
            )

        def settle(payment: Any) -> Any:
            def work(db: Any) -> Any:
                with db.transaction(force_rollback=payment in paid[::3]):
                    return db.execute("select settle_payment(%s, %s)", (payment, f"ch_{payment}")).fetchone()[
                        0
                    ]

            return work

        assert set(rows.at_once([settle(payment) for payment in paid])) == {"confirmed"}
        numbers = [
            row[0] for row in rows.db.execute("select number from receipts order by number").fetchall()
        ]
        assert numbers == list(range(1, 9))
        assert isinstance(rows, Attacked)
        with pytest.raises(Exception, match="append-only"):
            rows.db.execute("update receipts set number = 99")
    finally:
        rows.close()
