"""The JSON columns of `profiles`, checked against their JSON Schemas (2020-12) before they are written.

The schemas beside this file describe what is stored; the database repeats the fingerprint's one in a CHECK.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Final, Protocol, cast

import msgspec
from jsonschema import Draft202012Validator


class ProfileShapeError(ValueError):
    """A JSON column does not have its shape; the sentence names the field."""


class _Problem(Protocol):
    """What we read of a jsonschema ValidationError; the library ships no types."""

    @property
    def absolute_path(self) -> Iterable[str | int]: ...
    @property
    def message(self) -> str: ...


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterable[_Problem]: ...


def _checker(column: str) -> Callable[[object], None]:
    text = files("kith.products.josh.profiles").joinpath(f"{column}.schema.json").read_text(encoding="utf-8")
    schema = msgspec.json.decode(text, type=dict[str, object])
    validator = cast(
        "_Validator", Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    )

    def check(value: object) -> None:
        for problem in validator.iter_errors(value):
            where = ".".join([column, *(str(step) for step in problem.absolute_path)])
            raise ProfileShapeError(f"{where}: {problem.message}.")

    return check


check_fingerprint: Final = _checker("fingerprint")
check_activity_patterns: Final = _checker("activity_patterns")
check_boundaries: Final = _checker("boundaries")
