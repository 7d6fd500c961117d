"""Shows and records, as operators keep them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit.commands import Admin, record
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.products.hotmess.beacons.form import moment_of
from kith.products.hotmess.radio.machine import RELEASE, SHOW
from kith.products.hotmess.radio.planning import broken
from kith.products.hotmess.radio.reads import ACTOR, queries, schema, station_row

if TYPE_CHECKING:
    from kith.foundation.house import House

_LONG: Final = msgspec.Meta(max_length=8000)
_SHORT: Final = msgspec.Meta(max_length=300)


class ShowForm(msgspec.Struct, frozen=True, kw_only=True):
    """A show. `slug` empty: made from the title."""

    title: Annotated[str, _SHORT] = ""
    slug: Annotated[str, _SHORT] = ""
    host: Annotated[str, _SHORT] = ""
    description: Annotated[str, _LONG] = ""
    soundcloud_url: Annotated[str, _SHORT] = ""
    status: Annotated[str, msgspec.Meta(max_length=20)] = "draft"


class ReleaseForm(msgspec.Struct, frozen=True, kw_only=True):
    """A record. `release_at`: local time of the station, such as 2026-12-04T22:00."""

    title: Annotated[str, _SHORT] = ""
    artist: Annotated[str, _SHORT] = ""
    slug: Annotated[str, _SHORT] = ""
    description: Annotated[str, _LONG] = ""
    catalog_number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    soundcloud_url: Annotated[str, _SHORT] = ""
    release_at: Annotated[str, msgspec.Meta(max_length=30)] = ""


def slug_of(title: str) -> str:
    """An address made of a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]


async def save_show(house: House, admin: Admin, form: ShowForm, show: UUID | None = None) -> UUID:
    """A show, new (a draft) or written anew.

    Raises:
        NotFound: there is no such show.
        Invalid: with the field.
        Conflict: a state it cannot go to.
    """
    values: dict[str, Any] = {
        "slug": form.slug.strip() or slug_of(form.title),
        "title": " ".join(form.title.split()),
        "host": " ".join(form.host.split()) or None,
        "description": form.description.strip(),
        "soundcloud_url": form.soundcloud_url.strip() or None,
        "by": admin.id,
    }
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            if show is None:
                made: UUID = await queries.add_show(
                    db.connection, station=(await station_row(db))["id"], **values
                )
            else:
                made = show
                before = await queries.show_by_id(db.connection, id=show)
                if before is None:
                    raise NotFound
                if form.status != before["status"] and not SHOW.allows(before["status"], form.status):
                    raise Conflict(
                        _(
                            "A show cannot go from %(before)s to %(after)s.",
                            before=before["status"],
                            after=form.status,
                        )
                    )
                await queries.change_show(db.connection, id=show, status=form.status, **values)
            await record(
                db,
                admin=admin,
                action="radio.show_added" if show is None else "radio.show_changed",
                target_type="radio_show",
                target_id=made,
                payload={"title": values["title"], "status": form.status},
                product="hotmess",
            )
    except (asyncpg.CheckViolationError, asyncpg.UniqueViolationError) as refusal:
        raise broken(refusal) from refusal
    return made


async def save_release(house: House, admin: Admin, form: ReleaseForm, release: UUID | None = None) -> UUID:
    """A record, new (a draft) or written anew; what is out keeps its hour.

    Raises:
        NotFound: there is no such record.
        Invalid: with the field.
    """
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            zone = (await station_row(db))["timezone"]
            values: dict[str, Any] = {
                "slug": form.slug.strip() or slug_of(f"{form.artist} {form.title}"),
                "title": " ".join(form.title.split()),
                "artist": " ".join(form.artist.split()),
                "description": form.description.strip(),
                "catalog_number": form.catalog_number.strip() or None,
                "soundcloud_url": form.soundcloud_url.strip() or None,
                "release_at": moment_of(form.release_at, zone, "release_at"),
                "by": admin.id,
            }
            if release is None:
                made: UUID = await queries.add_release(db.connection, **values)
            else:
                made = release
                before = await queries.release_by_id(db.connection, id=release)
                if before is None:
                    raise NotFound
                if before["state"] in ("live", "archived"):
                    values["release_at"] = before["release_at"]
                await queries.change_release(db.connection, id=release, **values)
            await record(
                db,
                admin=admin,
                action="radio.release_added" if release is None else "radio.release_changed",
                target_type="release",
                target_id=made,
                payload={"title": values["title"]},
                product="hotmess",
            )
    except (asyncpg.CheckViolationError, asyncpg.UniqueViolationError) as refusal:
        raise broken(refusal) from refusal
    return made


async def move_release(house: House, admin: Admin, release: UUID, after: str) -> None:
    """A record to its next state: scheduled, back to draft, archived. It comes out by time alone.

    Raises:
        NotFound: there is no such record.
        Conflict: from its state there is no way there.
        Invalid: it has no hour to come out at.
    """
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            await queries.advance_releases(db.connection)
            row = await queries.release_by_id(db.connection, id=release)
            if row is None:
                raise NotFound
            if not RELEASE.allows(row["state"], after):
                raise Conflict(
                    _("A record cannot go from %(before)s to %(after)s.", before=row["state"], after=after)
                )
            if after == "live":
                raise Conflict("It comes out by itself, at its hour.")
            if after == "scheduled" and row["release_at"] is None:
                raise Invalid("When does it come out?", field="release_at")
            moved = await queries.move_release(
                db.connection, id=release, before=row["state"], after=after, by=admin.id
            )
            if moved is None:
                raise Conflict("Somebody changed it a moment ago. Please look again.")
            await record(
                db,
                admin=admin,
                action=f"radio.release_{after}",
                target_type="release",
                target_id=release,
                before={"state": row["state"]},
                after={"state": after},
                product="hotmess",
            )
    except asyncpg.CheckViolationError as refusal:
        raise broken(refusal) from refusal
