"""A person's requests about their data: asking, confirming, thinking again, the download that works three times, the receipt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import IO, Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from litestar import MediaType, Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect, Stream

from kith.commons.identity import sessions
from kith.commons.privacy import clock, receipts, requests
from kith.commons.privacy.requests import ACTOR, DOWNLOADS, PAGE, DataRequest
from kith.foundation.errors import NotFound
from kith.foundation.language import _, later, ngettext
from kith.web import forms
from kith.web.leaving import gone
from kith.web.pages import day, flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_PIECE: Final = 256 * 1024
_KINDS: Final = {
    "export": later("A copy of your data"),
    "delete": later("Deleting everything"),
}
_WHY_NOT: Final = {
    requests.WITHDRAWN: later("You thought again."),
    requests.UNCONFIRMED: later("Nobody confirmed it."),
    requests.ERASED: later("The account was deleted first."),
}


class AskForm(msgspec.Struct, frozen=True):
    kind: Literal["export", "delete"]


class ProofForm(msgspec.Struct, frozen=True):
    proof: Annotated[str, msgspec.Meta(max_length=100)] = ""


class LinkForm(msgspec.Struct, frozen=True):
    link: Annotated[str, msgspec.Meta(max_length=100)] = ""


class NewDataRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for: `export`, a copy of everything; `delete`, to be forgotten two weeks after it was confirmed."""

    request_type: Literal["export", "delete"]


class DataRequestAsked(msgspec.Struct, frozen=True):
    """The request; a letter asks whether it was oneself."""

    id: UUID


class ReceiptKey(msgspec.Struct, frozen=True):
    """The Ed25519 public key (32 bytes, base64) that receipts of erasures are checked with."""

    public_key: str


def _shown(request: Requested, one: DataRequest) -> dict[str, Any]:
    says = ""
    if one.status in ("received", "verifying"):
        says = _("We wrote to you. Confirm it there, and it begins.")
    elif one.status == "processing" and one.held_until is not None:
        says = _(
            "Until %(day)s, or until it is settled, we have to keep your data: %(why)s After that everything goes.",
            day=day(one.held_until),
            why=one.held_because,
        )
    elif one.status == "processing" and one.acts_at is not None:
        says = _("On %(day)s everything goes. Until then you can think again.", day=day(one.acts_at))
    elif one.status == "processing":
        says = _("We are putting it together. We write to you when it is ready.")
    elif one.status == "rejected":
        says = _(_WHY_NOT.get(one.rejected_reason or "", one.rejected_reason or ""))
    elif one.downloads >= DOWNLOADS or (one.downloads and one.download_expires_at is None):
        says = _("You have fetched it.")
    elif one.download_expires_at is not None:
        says = ngettext(
            "Ready until %(day)s, for one download.",
            "Ready until %(day)s, for %(num)d downloads.",
            DOWNLOADS - one.downloads,
            day=day(one.download_expires_at),
        )
    href = ""
    if one.status == "completed" and one.download_expires_at is not None and one.downloads < DOWNLOADS:
        href = requests.link_of(house_of(request), one.id)
    return {
        "id": one.id,
        "title": _(_KINDS[one.request_type]),
        "says": says,
        "status": one.status,
        "open": one.status in ("received", "verifying", "processing"),
        "href": href,
    }


@get(PAGE, include_in_schema=False)
async def show(request: Requested) -> Response[str]:
    found = await requests.mine(house_of(request), person_of(request))
    under_way = {one.request_type for one in found if one.status in ("received", "verifying", "processing")}
    context = {"requests": [_shown(request, one) for one in found], "under_way": under_way}
    return page(request, "account/data.html", context)


@post(PAGE, include_in_schema=False, status_code=200)
async def ask(request: Requested) -> Redirect:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, AskForm)
    async with house.database.session(ACTOR, "kith") as db:
        await sessions.insist(db, person)
    await requests.ask(house, person, form.kind)
    flash_next(request, "success", "Noted. How it stands is shown here.")
    return Redirect(PAGE, status_code=303)


@get(PAGE + "/{request_id:uuid}", include_in_schema=False)
async def ask_for_proof(
    request: Requested, request_id: FromPath[UUID], proof: FromQuery[str] = ""
) -> Response[str]:
    found = await requests.mine(house_of(request), person_of(request))
    one = next((one for one in found if one.id == request_id), None)
    if one is None:
        raise NotFound
    at_once = one.request_type == "delete" and one.acts_at is not None
    context = {"asked": _shown(request, one), "kind": one.request_type, "at_once": at_once, "proof": proof}
    return page(request, "account/data_confirm.html", context)


@post(PAGE + "/{request_id:uuid}/confirm", include_in_schema=False, status_code=200)
async def confirm(request: Requested, request_id: FromPath[UUID]) -> Redirect:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, ProofForm)
    async with house.database.session(ACTOR, "kith") as db:
        await sessions.insist(db, person)
    kind = await requests.confirm(house, person, request_id, form.proof)
    if kind == "export":
        flash_next(request, "success", "Thank you. We put it together and write to you in a few minutes.")
    elif await clock.delete_now(house, request_id):
        return gone(request, str(request_id))
    else:
        flash_next(request, "success", "Thank you. You have fourteen days to think again.")
    return Redirect(PAGE, status_code=303)


@post(PAGE + "/{request_id:uuid}/withdraw", include_in_schema=False, status_code=200)
async def withdraw(request: Requested, request_id: FromPath[UUID]) -> Redirect:
    await requests.withdraw(house_of(request), person_of(request), request_id)
    flash_next(request, "success", "Called off. Everything stays as it is.")
    return Redirect(PAGE, status_code=303)


@get(PAGE + "/{request_id:uuid}/download", include_in_schema=False)
async def offer(request: Requested, request_id: FromPath[UUID], link: FromQuery[str] = "") -> Response[str]:
    await requests.ready(house_of(request), person_of(request), request_id, link)
    return page(request, "account/data_download.html", {"id": request_id, "link": link})


@post(
    PAGE + "/{request_id:uuid}/download", include_in_schema=False, status_code=200, media_type=MediaType.TEXT
)
async def download(request: Requested, request_id: FromPath[UUID]) -> Stream:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, LinkForm)
    async with house.database.session(ACTOR, "kith") as db:
        await sessions.insist(db, person)
    content = await requests.take_export(house, person, request_id, form.link)
    headers = {"content-disposition": 'attachment; filename="my-data.zip"', "cache-control": "no-store"}
    return Stream(_pieces(content), media_type="application/zip", headers=headers)


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


@get("/receipts/{request_id:uuid}", include_in_schema=False)
async def receipt_page(request: Requested, request_id: FromPath[UUID]) -> Response[str]:
    found = await _receipt(request, request_id)
    text = msgspec.json.format(msgspec.json.encode(found)).decode()
    return page(request, "account/receipt.html", {"receipt": found, "text": text})


@get("/api/privacy/receipts/{request_id:uuid}", tags=["house"])
async def receipt(request: Requested, request_id: FromPath[UUID]) -> dict[str, Any]:
    """The signed receipt of an erasure, for whoever knows the request's number. The signature covers all else as JSON, names sorted, no spaces."""
    return await _receipt(request, request_id)


@get("/api/privacy/receipt-key", tags=["house"])
async def receipt_key(request: Requested) -> ReceiptKey:
    """What receipts of erasures are checked with."""
    return ReceiptKey(receipts.public_key(house_of(request)))


@get("/api/my/data-requests", tags=["house"])
async def listed(request: Requested) -> list[DataRequest]:
    """What one asked for, and how it stands."""
    return await requests.mine(house_of(request), person_of(request))


@post("/api/my/data-requests", tags=["house"], status_code=201)
async def ask_for(request: Requested, data: JSONBody[NewDataRequest]) -> DataRequestAsked:
    """Ask for a copy of one's data, or to be forgotten."""
    return DataRequestAsked(await requests.ask(house_of(request), person_of(request), data.request_type))


async def _receipt(request: Requested, request_id: UUID) -> dict[str, Any]:
    found = await receipts.of_request(house_of(request), request_id)
    if found is None:
        raise NotFound
    return found


ROUTES = [
    show,
    ask,
    ask_for_proof,
    confirm,
    withdraw,
    offer,
    download,
    receipt_page,
    receipt,
    receipt_key,
    listed,
    ask_for,
]
