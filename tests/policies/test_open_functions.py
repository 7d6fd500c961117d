"""What anybody may call without signing in is written down with why: nothing that walks a whole table, nothing that is for the house."""

from __future__ import annotations

import csv
from pathlib import Path

import psycopg
import pytest

pytestmark = pytest.mark.postgres15

_OPEN = """
select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') and p.prorettype <> 'trigger'::regtype
  and has_function_privilege('anon', p.oid, 'execute') and has_schema_privilege('anon', n.oid, 'usage')
"""


def _written() -> dict[str, str]:
    lines = Path(__file__).with_name("open_functions.tsv").read_text().splitlines()
    return {row["function"]: row["why anybody may call it"] for row in csv.DictReader(lines, delimiter="\t")}


def test_every_function_that_a_visitor_may_call_is_written_down_with_why(migrated_database_url: str) -> None:
    written = _written()
    with psycopg.connect(migrated_database_url) as db:
        db.execute("set search_path = pg_catalog")
        found = {name for (name,) in db.execute(_OPEN)}
    assert found - set(written) == set(), (
        "revoke it from anon and public, or say in open_functions.tsv why anybody may call it"
    )
    assert set(written) - found == set(), "nobody may call it any more"
    assert all(len(why) > 10 for why in written.values())
