"""The JSON columns of `profiles`, checked against their JSON Schemas (2020-12) before they are written.

The schemas beside this file describe what is stored; the database repeats the fingerprint's one in a CHECK.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Final, Protocol, cast

import msgspec


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


@functools.cache
def _validator(column: str) -> _Validator:
    # Imported here because it reads schemas of schemas, which a start does not wait for.
    from jsonschema import Draft202012Validator

    text = files("kith.products.josh.profiles").joinpath(f"{column}.schema.json").read_text(encoding="utf-8")
    schema = msgspec.json.decode(text, type=dict[str, object])
    return cast(
        "_Validator", Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    )


def _checker(column: str) -> Callable[[object], None]:
    def check(value: object) -> None:
        for problem in _validator(column).iter_errors(value):
            where = ".".join([column, *(str(step) for step in problem.absolute_path)])
            raise ProfileShapeError(f"{where}: {problem.message}.")

    return check


check_fingerprint: Final = _checker("fingerprint")
check_activity_patterns: Final = _checker("activity_patterns")
check_boundaries: Final = _checker("boundaries")
