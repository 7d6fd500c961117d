"""A door over JSON: scanning, what was scanned offline, undoing, letting in all the same, the list."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.foundation.errors import Invalid
from kith.products.hotmess.door import commands, reads
from kith.products.hotmess.door.commands import Answer, Attempt, Upload
from kith.products.hotmess.door.reading import read_photo
from kith.products.hotmess.door.reads import DoorLine, DoubleAdmission, Guest, Pack
from kith.web.edge import client_address
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_LARGEST_PHOTO = 12_000_000


class Undoing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phone that made the scan."""

    device: UUID


class Overriding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: Annotated[str, msgspec.Meta(max_length=500)]
    device: UUID | None = None


class Admitted(msgspec.Struct, frozen=True):
    """The scan that let somebody in."""

    scan: UUID


class Search(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Part of a name; a steward adds a staff code of this door."""

    q: Annotated[str, msgspec.Meta(max_length=80)]
    staff_code: Annotated[str, msgspec.Meta(max_length=300)] = ""


class ByName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody of the list, let in by a supervisor; at the main gate unless another is named."""

    token: UUID
    device: UUID
    nonce: UUID
    gate: UUID | None = None


class Synced(msgspec.Struct, frozen=True):
    """What became of the scans that waited, and the door's double admissions."""

    scans: list[Answer]
    conflicts: list[DoubleAdmission]


class CodeRead(msgspec.Struct, frozen=True):
    code: str


def _address(request: Requested) -> str:
    return client_address(house_of(request), request.scope)  # pyright: ignore[reportArgumentType]


@get("/api/hotmess/doors", tags=["hotmess"])
async def doors(request: Requested) -> list[DoorLine]:
    """Doors one works at, the next first."""
    return await reads.mine(house_of(request), person_of(request))


@get("/api/hotmess/doors/{beacon:uuid}", tags=["hotmess"])
async def pack(request: Requested, beacon: FromPath[UUID]) -> Pack:
    """What a phone needs to scan here without network."""
    return await reads.pack(house_of(request), person_of(request), beacon)


@post("/api/hotmess/doors/{beacon:uuid}/scans", tags=["hotmess"], status_code=200)
async def scan(request: Requested, beacon: FromPath[UUID], data: JSONBody[Attempt]) -> Answer:
    """One code at the door; the same nonce again is the same answer."""
    return await commands.scan(house_of(request), person_of(request), beacon, data, _address(request))


@post("/api/hotmess/doors/{beacon:uuid}/scans/waiting", tags=["hotmess"], status_code=200)
async def upload(request: Requested, beacon: FromPath[UUID], data: JSONBody[Upload]) -> Synced:
    """What a phone scanned while it was offline; safe to send again."""
    house, person = house_of(request), person_of(request)
    answers = await commands.upload(house, person, beacon, data, _address(request))
    return Synced(answers, await reads.conflicts(house, person, beacon))


@post("/api/hotmess/doors/{beacon:uuid}/scans/{scan_id:uuid}/undo", tags=["hotmess"], status_code=204)
async def undo(
    request: Requested, beacon: FromPath[UUID], scan_id: FromPath[UUID], data: JSONBody[Undoing]
) -> None:
    """Take a good scan back, within fifteen minutes, on the phone that made it; supervisors."""
    await commands.undo(house_of(request), person_of(request), beacon, scan_id, data.device)


@post("/api/hotmess/doors/{beacon:uuid}/scans/{scan_id:uuid}/override", tags=["hotmess"], status_code=200)
async def override(
    request: Requested, beacon: FromPath[UUID], scan_id: FromPath[UUID], data: JSONBody[Overriding]
) -> Admitted:
    """Let somebody in whom the door refused, with a reason; supervisors."""
    return Admitted(
        await commands.override(
            house_of(request), person_of(request), beacon, scan_id, data.reason, data.device
        )
    )


@post("/api/hotmess/doors/{beacon:uuid}/guests/search", tags=["hotmess"], status_code=200)
async def search(request: Requested, beacon: FromPath[UUID], data: JSONBody[Search]) -> list[Guest]:
    """The list by name; supervisors, and stewards with a staff code."""
    return await reads.search(house_of(request), person_of(request), beacon, data.q, data.staff_code)


@post("/api/hotmess/doors/{beacon:uuid}/guests/admit", tags=["hotmess"], status_code=200)
async def admit(request: Requested, beacon: FromPath[UUID], data: JSONBody[ByName]) -> Answer:
    """Let somebody of the list in by their name; supervisors."""
    return await commands.scan_by_name(
        house_of(request), person_of(request), beacon, data.token, data.device, data.nonce, data.gate
    )


@get("/api/hotmess/doors/{beacon:uuid}/conflicts", tags=["hotmess"])
async def conflicts(request: Requested, beacon: FromPath[UUID]) -> list[DoubleAdmission]:
    """Tickets that let in twice because a door was offline."""
    return await reads.conflicts(house_of(request), person_of(request), beacon)


@post(
    "/api/hotmess/doors/{beacon:uuid}/photo",
    status_code=200,
    request_max_body_size=_LARGEST_PHOTO,
    include_in_schema=False,
)
async def photo(request: Requested, beacon: FromPath[UUID]) -> CodeRead:
    """The code in a photo, for phones that cannot read it themselves. The scan is still theirs to send."""
    house, person = house_of(request), person_of(request)
    await reads.shown(house, person, beacon)
    data = await request.body()
    if not data:
        raise Invalid("Please choose a photo.", field="photo")
    return CodeRead(await read_photo(house, data))


ROUTES = [doors, pack, scan, upload, undo, override, search, admit, conflicts, photo]
