"""Taking one's data along: a ZIP with `data.json` for machines, pages for people, and their files. Written row by row, never held in memory."""

from __future__ import annotations

import mimetypes
import tempfile
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith.commons.identity.languages import writing_to
from kith.commons.media import files
from kith.commons.media.files import StoredFile
from kith.commons.messaging.wishes import member
from kith.commons.privacy import own
from kith.commons.privacy.readable import Listed, Pages
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.language import _
from kith.foundation.queries import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.foundation.product import ExportPart

queries = load(__file__, "export.sql")
_ACTOR = service("privacy.export")
_ENCODER = msgspec.json.Encoder(enc_hook=str, decimal_format="string")


class _Sink:
    """Where rows go: into `data.json`, and onto the pages."""

    def __init__(self, data: IO[bytes], pages: Pages) -> None:
        self._data = data
        self.pages = pages

    def write(self, text: bytes) -> None:
        self._data.write(text)

    async def part(self, house: House, db: Session, person_id: UUID, part: ExportPart) -> None:
        self.write(_ENCODER.encode(part.name) + b": " + (b"" if part.one else b"["))
        self.pages.begin_part(part.name, _(part.title))
        count = 0
        async for row in part.rows(house, db, person_id):
            self.write((b",\n  " if count else b"\n  ") + _ENCODER.encode(row))
            self.pages.row(row)
            count += 1
        self.pages.end_part()
        if part.one:
            self.write(b"" if count else b"null")
        else:
            self.write(b"\n]" if count else b"]")


async def write_export(house: House, person_id: UUID, into: Path) -> None:
    """Write everything the house and its products hold about a person into a ZIP file.

    Each product is read as it was at one moment. The pages tell times in the person's zone, as far as they chose one or their number has one;
    `data.json` in UTC.

    Raises:
        NotFound: there is no such person.
        Unavailable: the store of files cannot be reached.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        if await own.queries.you(db.connection, id=person_id) is None:
            raise NotFound
        speaking = await writing_to(db, house, person_id)
        reader = await member(db, house, person_id)
        zone = ZoneInfo("UTC" if reader is None else reader.reach.phone_zone)
        await queries.note_export(db.connection, person_id=person_id)
    with (
        tempfile.TemporaryDirectory(prefix="kith-export-") as folder,
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
        speaking,
    ):
        pages = Pages(Path(folder), made_at=house.clock.now(), zone=zone)
        with archive.open("data.json", "w", force_zip64=True) as data:
            sent = await _write_data(house, person_id, _Sink(data, pages))
        for name, file in sent.items():
            archive.writestr(name, await files.read(house, file), zipfile.ZIP_STORED)
        for page in pages.finish([_listed(name, file) for name, file in sent.items()]):
            archive.write(page, page.name)


async def _write_data(house: House, person_id: UUID, sink: _Sink) -> dict[str, StoredFile]:
    """The parts of the house, then those of each product; returns the person's files by their name in the ZIP."""
    pages = sink.pages
    sent: dict[str, StoredFile] = {}
    sink.write(b"{")
    pages.begin_owner("house", "Kith")
    sent |= await _write_owner(house, "kith", person_id, own.PARTS, "house", sink)
    for product in house.products:
        if product.privacy is None:
            continue
        sink.write(b",\n" + _ENCODER.encode(product.slug) + b": {\n")
        pages.begin_owner(product.slug, product.name)
        sent |= await _write_owner(
            house, product.schema, person_id, product.privacy.parts, product.slug, sink
        )
        sink.write(b"\n}")
    sink.write(
        b',\n"files": ' + _ENCODER.encode([_listed(name, file) for name, file in sent.items()]) + b"\n}\n"
    )
    return sent


async def _write_owner(
    house: House, schema: str, person_id: UUID, parts: Sequence[ExportPart], slug: str, sink: _Sink
) -> dict[str, StoredFile]:
    async with house.database.session(_ACTOR, schema, isolation="repeatable read") as db:
        for number, part in enumerate(parts):
            sink.write(b",\n" if number else b"")
            await sink.part(house, db, person_id, part)
        own_files = await files.of_owner(db, person_id)
    return {f"files/{slug}/{_name_of(file)}": file for file in own_files}


def _name_of(file: StoredFile) -> str:
    return f"{file.purpose}/{file.id}{mimetypes.guess_extension(file.content_type) or ''}"


def _listed(name: str, file: StoredFile) -> Listed:
    return Listed(name=name, what=file.purpose, called=file.filename, bytes=file.size, at=file.created_at)
