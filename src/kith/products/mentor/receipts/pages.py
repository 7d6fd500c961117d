"""The page “Payments”, and receipts as a page and as a PDF."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from kith.foundation.language import _, later
from kith.products.mentor.availability.reads import queries as hours
from kith.products.mentor.credit import reads as credit
from kith.products.mentor.frame import frame
from kith.products.mentor.receipts import document, reads
from kith.products.mentor.receipts.reads import PaymentLine
from kith.web.pages import page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
STATES: Final = {
    ("charge", "succeeded"): ("success", later("Paid")),
    ("charge", "processing"): ("accent", later("At your bank")),
    ("charge", "failed"): ("neutral", later("Did not go through")),
    ("refund", "due"): ("accent", later("On its way back")),
    ("refund", "sent"): ("accent", later("On its way back")),
    ("refund", "succeeded"): ("success", later("Given back")),
    ("refund", "failed"): ("danger", later("Did not arrive; we are on it")),
}
MOVES: Final = {
    "bought": later("Bought"),
    "session": later("A session"),
    "session_back": later("A session called off"),
    "returned": later("Back to your card"),
}
ENDED: Final = {
    "withdrawn": later("Given back"),
    "unusable": later("Given back"),
    "expired": later("Its time was over"),
    "mentor_left": later("Your mentor left"),
    "mentee_left": later("Ended"),
    "house": later("Ended by us"),
}


@get("/mentor/payments", include_in_schema=False)
async def payments(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(reads.ACTOR, house.product("mentor").schema) as db:
        zone = await hours.zone_of(db.connection, person=person.id)
    context = {
        "lines": await reads.payments(house, person),
        "credits": await credit.mine(house, person),
        "zone": zone or "UTC",
        "states": {name: (tone, _(words)) for name, (tone, words) in STATES.items()},
        "moves": {name: _(words) for name, words in MOVES.items()},
        "ended": {name: _(words) for name, words in ENDED.items()},
    }
    return page(request, "mentor/payments.html", {**frame(request, "sessions"), **context}, product="mentor")


@get("/mentor/payments/{payment:uuid}/receipt", include_in_schema=False)
async def receipt(request: Requested, payment: FromPath[UUID]) -> Response[Any]:
    found = await reads.receipt(house_of(request), person_of(request), payment)
    context = {"receipt": found, "subject": document.subject_of(found)}
    return page(request, "mentor/receipt.html", {**frame(request, "sessions"), **context}, product="mentor")


@get("/mentor/payments/{payment:uuid}/receipt.pdf", include_in_schema=False)
async def receipt_file(request: Requested, payment: FromPath[UUID]) -> Response[bytes]:
    found = await reads.receipt(house_of(request), person_of(request), payment)
    return Response(
        document.pdf(found),
        media_type="application/pdf",
        headers={
            "content-disposition": f'attachment; filename="{found.number}.pdf"',
            "cache-control": "private, no-store",
        },
    )


@get("/api/mentor/payments", tags=["mentor"])
async def listed(request: Requested) -> list[PaymentLine]:
    """What one paid and got back, the newest first."""
    return await reads.payments(house_of(request), person_of(request))


ROUTES = [payments, receipt, receipt_file, listed]
