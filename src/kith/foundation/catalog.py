"""What the database's catalog must look like, whatever is added: tried by the tests, by `kith doctor` and on the operators' page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

_FILE: Final = Path(__file__).with_name("catalog_lints.sql")
_VIEW: Final = re.compile(r"^create view (\w+) as\n(.*?);\n", re.MULTILINE | re.DOTALL)
SEARCH_PATH: Final = "pg_catalog"
"""Under which a statement of a lint is run: every name of ours is then told with its schema."""


class Lint(msgspec.Struct, frozen=True):
    """A promise, a statement that breaks it (for the tests), and the statement whose rows are the names of what breaks it."""

    promise: str
    planted: str
    statement: str


class Broken(msgspec.Struct, frozen=True):
    """A promise and what breaks it."""

    promise: str
    names: Sequence[str]


def _read() -> tuple[Lint, ...]:
    views, *blocks = re.split(r"^-- promise: ", _FILE.read_text(), flags=re.MULTILINE)
    parts = ", ".join(f"{name} as ({body})" for name, body in _VIEW.findall(views))
    lints: list[Lint] = []
    for block in blocks:
        promise, planted, query = block.split("\n", 2)
        lints.append(
            Lint(
                promise,
                planted.removeprefix("-- planted: "),
                f"with {parts} {query.strip().partition(';')[0]}",
            )
        )
    return tuple(lints)


LINTS: Final = _read()


def of_schemas(names: Iterable[str], schemas: Sequence[str]) -> list[str]:
    """Those of what a lint found that lie in one of these schemas, in order."""
    return sorted(name for name in names if name.partition(".")[0] in schemas)
