"""What the last start left in the data folder's database, so that the next one need not look again.

Looking means importing every product, which takes longer than everything else a second start does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

_SOURCE = Path(__file__).parents[1]


class ProductLink(msgspec.Struct, frozen=True):
    """A product as the list of links shows it."""

    slug: str
    name: str


class SignIn(msgspec.Struct, frozen=True):
    """A person of the demo city; `address` is a path below the house's own address."""

    name: str
    role: str
    address: str


class Furnished(msgspec.Struct, frozen=True, kw_only=True):
    """`schema` is the fingerprint of the migrations that have run; `demo` says that none is to be loaded any more."""

    schema: str
    products: Sequence[ProductLink]
    demo: bool
    sign_ins: Sequence[SignIn]


def fingerprint(slugs: Sequence[str]) -> str:
    """Changes with every change of a migration, whoever's it is, and with the products installed."""
    digest = hashlib.sha256("\0".join(slugs).encode())
    for file in sorted(_SOURCE.glob("**/*schema/*.sql")):
        digest.update(f"\0{file.relative_to(_SOURCE)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def note(folder: Path, furnished: Furnished) -> None:
    """Called once the embedded database has all that `furnished` says."""
    _file(folder).write_bytes(msgspec.json.encode(furnished))


def forget(folder: Path) -> None:
    """Called when the database is made anew."""
    _file(folder).unlink(missing_ok=True)


def noted(folder: Path) -> Furnished | None:
    """What the last start noted, if it did and it can be read."""
    try:
        return msgspec.json.decode(_file(folder).read_bytes(), type=Furnished)
    except (OSError, msgspec.MsgspecError):
        return None


def _file(folder: Path) -> Path:
    return folder / "furnished.json"
