"""What must stay for good but tells of a person is sealed under that person's own key; an erasure destroys the key, and the words with it.

Keys lie in `kith.person_keys`, sealed under the house's. A sealed value is text that fits into JSON, so that an audit's `before` and `after` can hold
it and their hashes stay right when nobody can read them any more.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "person_keys.sql")
_PREFIX: Final = "sealed:1:"
_IV_BYTES: Final = 12
_PIECE: Final = 1024 * 1024


class KeyDestroyed(Unreadable):
    """The person was erased; what was sealed for them stays closed."""


async def seal(db: Session, house: House, person: UUID, text: str, bound_to: str) -> str:
    """A text under a person's key (service session), made at the first use. `bound_to` names the place it stands in and is needed to open it.

    Raises:
        KeyDestroyed: the person was erased.
    """
    return (
        _PREFIX
        + base64.urlsafe_b64encode(await seal_bytes(db, house, person, text.encode(), bound_to)).decode()
    )


async def seal_bytes(db: Session, house: House, person: UUID, content: bytes, bound_to: str) -> bytes:
    """As `seal`, for what is kept as bytes: the IV (12 bytes), then the ciphertext with its tag."""
    cipher = await _cipher(db, house, person, make=True)
    iv = os.urandom(_IV_BYTES)
    return iv + cipher.encrypt(iv, content, bound_to.encode())


async def open_sealed(db: Session, house: House, person: UUID, sealed: str, bound_to: str) -> str:
    """The text again.

    Raises:
        KeyDestroyed: the person was erased.
        Unreadable: no sealed text of this person and place, or changed since.
    """
    if not sealed.startswith(_PREFIX):
        raise Unreadable("this was not sealed under a person's key")
    try:
        raw = base64.urlsafe_b64decode(sealed.removeprefix(_PREFIX))
    except ValueError:
        raise Unreadable("this was changed since it was sealed") from None
    return (await open_bytes(db, house, person, raw, bound_to)).decode()


async def open_bytes(db: Session, house: House, person: UUID, sealed: bytes, bound_to: str) -> bytes:
    """The bytes again; raises as `open_sealed`."""
    return (await opener(db, house, person))(sealed, bound_to)


async def opener(db: Session, house: House, person: UUID) -> Callable[[bytes, str], bytes]:
    """Opens many things of one person with one look at their key: (sealed bytes, place) → content; raises as `open_sealed`."""
    cipher = await _cipher(db, house, person, make=False)

    def opened(sealed: bytes, bound_to: str) -> bytes:
        try:
            return cipher.decrypt(sealed[:_IV_BYTES], sealed[_IV_BYTES:], bound_to.encode())
        except (InvalidTag, ValueError):
            raise Unreadable("this was sealed for somebody or something else, or was changed") from None

    return opened


async def seal_file(
    db: Session, house: House, person: UUID, source: Path, target: Path, bound_to: str
) -> None:
    """As `seal_bytes`, a file of any size, a piece at a time: each piece knows its number and whether it is the last, so that none can be missing."""
    cipher = await _cipher(db, house, person, make=True)
    with source.open("rb") as plain, target.open("wb") as sealed:
        number, piece = 0, plain.read(_PIECE)
        while True:
            following = plain.read(_PIECE)
            iv = os.urandom(_IV_BYTES)
            content = cipher.encrypt(iv, piece, _bound_piece(bound_to, number, last=not following))
            sealed.write(len(content).to_bytes(4, "big") + iv + content)
            if not following:
                return
            number, piece = number + 1, following


async def open_file(
    db: Session, house: House, person: UUID, sealed: Path, target: Path, bound_to: str
) -> None:
    """What `seal_file` sealed, into another file; raises as `open_sealed`."""
    cipher = await _cipher(db, house, person, make=False)
    with sealed.open("rb") as pieces, target.open("wb") as plain:
        number, size = 0, pieces.read(4)
        while True:
            iv, content = pieces.read(_IV_BYTES), pieces.read(int.from_bytes(size, "big"))
            following = pieces.read(4)
            try:
                plain.write(cipher.decrypt(iv, content, _bound_piece(bound_to, number, last=not following)))
            except (InvalidTag, ValueError):
                raise Unreadable("this was sealed for somebody or something else, or was changed") from None
            if not following:
                return
            number, size = number + 1, following


def _bound_piece(bound_to: str, number: int, *, last: bool) -> bytes:
    return f"{bound_to}:{number}:{'last' if last else 'more'}".encode()


async def _cipher(db: Session, house: House, person: UUID, *, make: bool) -> AESGCM:
    bound = f"person_keys:{person}"
    row = await queries.of(db.connection, person_id=person)
    if row is None and make:
        wrapped = house.keyring.seal(base64.b64encode(AESGCM.generate_key(256)).decode(), bound)
        await queries.keep(
            db.connection,
            person_id=person,
            ciphertext=wrapped.ciphertext,
            iv=wrapped.iv,
            tag=wrapped.tag,
            version=wrapped.key_version,
        )
        row = await queries.of(db.connection, person_id=person)
    if row is None:
        raise Unreadable("nothing was ever sealed for this person")
    if row["destroyed_at"] is not None:
        raise KeyDestroyed("this person was erased")
    kept = Sealed(row["key_ciphertext"], row["key_iv"], row["key_tag"], row["key_version"])
    return AESGCM(base64.b64decode(house.keyring.open(kept, bound)))
