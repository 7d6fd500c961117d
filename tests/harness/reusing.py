"""A copy of a template, given to one test after the other: what a test left is swept out, and what it did to the schema ends the copy."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable
from typing import Any, Final

import msgspec
import psycopg

from harness.kept_pools import KeptPools

_DDL: Final = "kith_tests_ddl"
_TABLES: Final = """
select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by 1"""
_SEQUENCES: Final = """
select c.oid::regclass::text as name, pg_sequence_last_value(c.oid) as at from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'S' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by 1"""
_UNYIELDING: Final = """
select t.tgrelid::regclass::text as table_name, quote_ident(t.tgname) as name from pg_trigger t where t.tgenabled = 'A'"""
_END_OTHERS: Final = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and pid <> all(%s) and backend_type = 'client backend'"""
# In a schema that no test of ours looks at, since it belongs to PostgreSQL.
_WATCH_DDL: Final = f"""
create function information_schema.{_DDL}() returns event_trigger language plpgsql as $$ begin perform pg_notify('{_DDL}', ''); end $$;
create event trigger {_DDL} on ddl_command_end execute function information_schema.{_DDL}();
listen {_DDL}"""
_PATIENCE: Final = 5.0
"""Seconds that others get to let go of a database."""
_FEW: Final = 1_000
"""Rows up to which a table of the template is kept in mind."""
_LARGE: Final = 256 * 1024
"""Bytes of dead rows in a table from which on a new copy is the better one."""


class _Sequence(msgspec.Struct, frozen=True):
    name: str
    at: int | None


class ReusedDatabase:
    """A database in the state of its template, to which it can be taken back."""

    def __init__(self, name: str, url: str, app_url: str, template: str) -> None:
        self.name = name
        self.template = template
        self._pools = KeptPools(app_url)
        self._owner: psycopg.Connection[Any] = psycopg.connect(url, autocommit=True)
        # Neither triggers nor foreign keys have a say in the sweeping.
        self._owner.execute("set session_replication_role = replica")
        self._owner.execute(_WATCH_DDL)
        self._from = self._one("select pg_current_xact_id()::text::bigint")
        self._sequences = self._sequences_now()
        self._unyielding: dict[str, list[str]] = {}
        for table, trigger in self._owner.execute(_UNYIELDING):
            self._unyielding.setdefault(table, []).append(trigger)
        tables = [table for (table,) in self._owner.execute(_TABLES)]
        self._rows = self._counted(tables)
        self._sizes = self._filled()
        self._content = {
            table: self._copied_out(table) for table, rows in self._rows.items() if 0 < rows <= _FEW
        }

    def close(self) -> None:
        self._pools.close()
        self._owner.close()

    def sweep(self) -> bool:
        """Takes out everything that came after the copy and puts back what it had; false when that is not enough: the schema was changed, or a
        table too large to be kept in mind.
        """
        own = self._owner.info.backend_pid
        limited = self._one("select datconnlimit from pg_database where datname = current_database()") >= 0
        if limited or not self._alone() or any(told.pid != own for told in self._owner.notifies(timeout=0)):
            return False
        filled = self._filled()
        with self._owner.transaction():
            self._owner.execute(
                "; ".join(("select 1", *itertools.chain.from_iterable(map(self._swept, filled))))
            )
            known = {table: self._rows[table] for table in self._rows if self._rows[table]}
            found = self._counted(known)
            lost = [table for table, rows in known.items() if found[table] != rows]
            if not self._content.keys() >= set(lost):
                return False
            for table in lost:
                self._copy_in(table)
            for before, now in zip(self._sequences, self._sequences_now(), strict=True):
                if before != now:
                    at, called = (
                        (before.at, True) if before.at is not None else (self._start(now.name), False)
                    )
                    self._owner.execute("select setval(%s::regclass, %s, %s)", [now.name, at, called])
        if lost:
            # What was put back is no younger than what stayed.
            self._from = self._one("select pg_current_xact_id()::text::bigint")
        return not any(size > self._sizes.get(table, 0) + _LARGE for table, size in filled.items())

    def _alone(self) -> bool:
        until = time.monotonic() + _PATIENCE
        while self._owner.execute(_END_OTHERS, [self._pools.backends()]).fetchall():
            if time.monotonic() > until:
                return False
            time.sleep(0.002)
        return True

    def _filled(self) -> dict[str, int]:
        """Tables with anything in their file, and its bytes."""
        sized = "select t, s from unnest(%s::text[]) t, pg_relation_size(t::regclass) s where s > 0"
        return dict(self._owner.execute(sized, [list(self._rows)]).fetchall())

    def _swept(self, table: str) -> list[str]:
        return self._without_guards(table, f"delete from {table} where xmin::text::bigint >= {self._from}")

    def _without_guards(self, table: str, statement: str) -> list[str]:
        unyielding = self._unyielding.get(table, [])
        return [
            *(f"alter table {table} disable trigger {trigger}" for trigger in unyielding),
            statement,
            *(f"alter table {table} enable always trigger {trigger}" for trigger in unyielding),
        ]

    def _counted(self, tables: Iterable[str]) -> dict[str, int]:
        # Names as PostgreSQL itself wrote them.
        counts = (f"select '{table}', count(*) from {table}" for table in tables)
        return dict(self._owner.execute(" union all ".join(counts)).fetchall())

    def _copied_out(self, table: str) -> bytes:
        with self._owner.cursor().copy(f"copy {table} to stdout") as copied:
            return b"".join(copied)

    def _copy_in(self, table: str) -> None:
        self._owner.execute("; ".join(self._without_guards(table, f"delete from {table}")))
        with self._owner.cursor().copy(f"copy {table} from stdin") as copying:
            copying.write(self._content[table])

    def _start(self, sequence: str) -> int:
        return self._one("select seqstart from pg_sequence where seqrelid = %s::regclass", sequence)

    def _sequences_now(self) -> list[_Sequence]:
        return [_Sequence(name, at) for name, at in self._owner.execute(_SEQUENCES)]

    def _one(self, query: Any, *arguments: object) -> int:
        row = self._owner.execute(query, arguments or None).fetchone()
        assert row is not None
        return row[0]
