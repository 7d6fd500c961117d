"""The machines in Python are the machines in the database."""

from __future__ import annotations

import importlib
import pkgutil

import psycopg
import pytest

import kith.products
from kith.foundation.machine import Machine


def _machines() -> list[tuple[str, Machine]]:
    found: list[tuple[str, Machine]] = []
    for module in pkgutil.walk_packages(kith.products.__path__, "kith.products."):
        if module.name.endswith(".machine"):
            loaded = importlib.import_module(module.name)
            found += [
                (module.name.split(".")[2], value)
                for value in vars(loaded).values()
                if isinstance(value, Machine)
            ]
    return found


@pytest.mark.parametrize(
    ("product", "machine"), _machines(), ids=lambda value: getattr(value, "entity", str(value))
)
@pytest.mark.postgres15
def test_machine_in_python_equals_machine_in_the_database(
    product: str, machine: Machine, migrated_database_url: str
) -> None:
    with psycopg.connect(migrated_database_url) as connection:
        rows = connection.execute(
            f"select from_state, to_state, event_type from {product}.state_transitions where entity_type = %s",
            (machine.entity,),
        ).fetchall()
    assert {(t.source, t.target, t.event) for t in machine.transitions} == set(rows)
