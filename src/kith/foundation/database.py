"""Sessions: one unit of work, one transaction, under the identity of an actor.

Each (role, schema) pair has its own pool whose connections start with that role and search_path, so neither is set per request. Identity
is set anew on every acquisition: by literal SET LOCAL in a transaction, by SET for a single read outside one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import msgspec

from kith.foundation.actor import Actor
from kith.foundation.clock import Clock
from kith.foundation.connections import MeasuredConnection, prepare
from kith.foundation.errors import Conflict, Malformed, OutcomeUnknown, Problem, Refused, Unavailable
from kith.foundation.language import _
from kith.foundation.query_times import QueryTimes

T = TypeVar("T")

_RETRIED = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
_UNSTORABLE = ("22021", "22P05")
"""A character that PostgreSQL's texts and JSON cannot hold."""
_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what a query meets on a connection that is just being lost
    ConnectionError,
    OSError,
    TimeoutError,
)
_ATTEMPTS = 5
_PATIENCE = 10
"""Seconds to wait for a connection of the pool before saying that the database is away."""

_create_pool: Any = getattr(asyncpg, "create_pool")  # noqa: B009 - asyncpg's own type of it is partly unknown
_transaction_open: ContextVar[bool] = ContextVar("kith_transaction_open", default=False)
correlation: ContextVar[UUID | None] = ContextVar("kith_correlation", default=None)
read_only: ContextVar[bool] = ContextVar("kith_read_only", default=False)
"""Whether whatever this task asks of the database may only read: PostgreSQL refuses the rest, whoever asks and through whatever function."""


class TransactionOpen(RuntimeError):
    """A provider was about to be called while a transaction was open."""


def forbid_open_transaction() -> None:
    """Called by every provider client: a slow provider must never hold locks of ours.

    Raises:
        TransactionOpen: the calling task is inside `session`.
    """
    if _transaction_open.get():
        raise TransactionOpen("A provider may not be called while a transaction is open.")


class Session:
    """An open transaction. `connection` is asyncpg's; `now` is the house's time when it began."""

    __slots__ = ("_after_commit", "actor", "connection", "now", "schema")

    def __init__(self, connection: Any, actor: Actor, schema: str, now: datetime) -> None:
        self.connection = connection
        self.actor = actor
        self.schema = schema
        self.now = now
        self._after_commit: list[Callable[[], Awaitable[None]]] = []

    def after_commit(self, action: Callable[[], Awaitable[None]]) -> None:
        """Run something once the transaction is durable; what must not be lost is a row instead."""
        self._after_commit.append(action)

    @contextlib.asynccontextmanager
    async def savepoint(self) -> AsyncGenerator[None]:
        """Part of the work that may fail alone."""
        await self.connection.execute("savepoint part")
        try:
            yield
        except BaseException:
            await self.connection.execute("rollback to savepoint part; release savepoint part")
            raise
        await self.connection.execute("release savepoint part")

    async def lock(self, *subject: object) -> None:
        """Serialise on a subject (a person, a number) until the transaction ends."""
        await self.connection.execute(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))",
            f"{self.schema}:" + ":".join(map(str, subject)),
        )


class Database:
    """The pools of one process."""

    def __init__(self, url: str, clock: Clock, *, pool_size: int = 12, statement_cache: int = 256) -> None:
        self._url = url
        self._clock = clock
        self._pool_size = pool_size
        self._statement_cache = statement_cache
        self._pools: dict[tuple[str, str], Any] = {}
        self._opening = asyncio.Lock()
        self.times = QueryTimes()
        self._writing: asyncio.Task[None] | None = None

    def _measured(self, name: str, seconds: float) -> None:
        if self.times.add(name, seconds) and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self.write_times())

    async def write_times(self) -> None:
        """Add what this process measured to `kith.query_times`; what cannot be written now is lost."""
        with contextlib.suppress(Problem, asyncpg.PostgresError):
            pool = await self.pool("service_role", "kith")
            rows = [
                (name, times.calls, times.seconds, times.longest, times.counts)
                for name, times in sorted(self.times.take().items())
            ]
            async with asyncio.timeout(_PATIENCE), pool.acquire() as connection:
                await connection.executemany("select kith.add_query_times($1, $2, $3, $4, $5)", rows)

    async def pool(self, role: str, schema: str) -> Any:
        """The pool of a role within a schema, opened at first use.

        Raises:
            Unavailable: the database cannot be reached.
        """
        found = self._pools.get((role, schema))
        if found is not None:
            return found
        async with self._opening:
            if (role, schema) not in self._pools:
                try:
                    self._pools[role, schema] = await self._open(role, schema)
                except _AWAY as away:
                    raise _unavailable() from away
            return self._pools[role, schema]

    async def _open(self, role: str, schema: str) -> Any:
        opened: Any = await _create_pool(
            self._url,
            min_size=0,
            max_size=self._pool_size,
            max_inactive_connection_lifetime=60,
            statement_cache_size=self._statement_cache,
            command_timeout=30,
            timeout=5,
            connection_class=MeasuredConnection,
            init=self._init_connection,
            server_settings={
                "role": role,
                "search_path": f"{schema}, pg_temp",
                "timezone": "UTC",
                "jit": "off",
                "application_name": f"kith {schema} {role}",
                "idle_in_transaction_session_timeout": "60s",
                "lock_timeout": "20s",
            },
        )
        return opened

    async def _init_connection(self, connection: Any) -> None:
        await prepare(connection)
        connection.measured = self._measured

    async def close(self) -> None:
        """Wait for running units of work, then close every pool."""
        if self._writing is not None:
            await self._writing
        pools = list(self._pools.values())
        self._pools.clear()
        for pool in pools:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(10):
                    await pool.close()
                continue
            pool.terminate()

    @contextlib.asynccontextmanager
    async def session(
        self, actor: Actor, schema: str, *, isolation: str = "read committed"
    ) -> AsyncGenerator[Session]:
        """One transaction under the actor's identity: committed at the end, rolled back when anything is raised.

        Raises:
            OutcomeUnknown: the database went away during the commit.
            Unavailable: the database is away; nothing was kept.
            Problem: the database refused by one of the house's own rules (409, 403).
        """
        pool = await self.pool(actor.role, schema)
        connection = await _acquire(pool)
        session = Session(connection, actor, schema, self._clock.now())
        token = _transaction_open.set(True)
        committed = False
        try:
            await connection.execute(self._opening_statement(actor, isolation))
            yield session
            await _commit(connection)
            committed = True
        except asyncpg.PostgresError as refusal:
            translated = _translate(refusal)
            raise translated from refusal
        except (asyncpg.InterfaceError, asyncpg.InternalClientError, ConnectionError, TimeoutError) as away:
            _give_up(connection)
            raise _unavailable() from away
        finally:
            _transaction_open.reset(token)
            await _release(pool, connection, committed)
        for action in session._after_commit:  # pyright: ignore[reportPrivateUsage]
            await action()

    async def transact(
        self,
        actor: Actor,
        schema: str,
        work: Callable[[Session], Awaitable[T]],
        *,
        isolation: str = "read committed",
    ) -> T:
        """Run a unit of work, again from the start when the database reports a deadlock or a serialisation failure."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with self.session(actor, schema, isolation=isolation) as session:
                    return await work(session)
            except Conflict as conflict:
                if attempt == _ATTEMPTS or not isinstance(conflict.__cause__, _RETRIED):
                    raise
                await asyncio.sleep(0.005 * 2**attempt)
        raise AssertionError("unreachable")

    async def read(self, actor: Actor, schema: str, statement: str, *arguments: object) -> list[Any]:
        """Rows of one statement outside a transaction, under session-level identity: two round trips instead of four.

        Raises:
            Unavailable: the database is away.
        """
        if read_only.get():
            async with self.session(actor, schema) as db:
                return await db.connection.fetch(statement, *arguments)
        pool = await self.pool(actor.role, schema)
        connection = await _acquire(pool)
        try:
            await connection.execute(self._identity_statement(actor))
            return await connection.fetch(statement, *arguments)
        except asyncpg.PostgresError as refusal:
            raise _translate(refusal) from refusal
        except _AWAY as away:
            _give_up(connection)
            raise _unavailable() from away
        finally:
            await pool.release(connection)

    def _opening_statement(self, actor: Actor, isolation: str) -> str:
        parts = [
            f"begin isolation level {isolation}{' read only' if read_only.get() else ''}",
            f"set local request.jwt.claim.sub = '{actor.person_id or ''}'",
        ]
        if self._clock.moved_by:
            parts.append(f"set local kith.clock_offset = '{_interval(self._clock.moved_by)}'")
        known = correlation.get()
        if known is not None:
            parts.append(f"set local kith.correlation_id = '{known}'")
        return ";".join(parts)

    def _identity_statement(self, actor: Actor) -> str:
        identity = f"set request.jwt.claim.sub = '{actor.person_id or ''}'"
        if self._clock.moved_by:
            return f"{identity};set kith.clock_offset = '{_interval(self._clock.moved_by)}'"
        return identity


def _interval(offset: timedelta) -> str:
    return f"{offset.total_seconds():.6f} seconds"


async def _acquire(pool: Any) -> Any:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await pool.acquire()
    except _AWAY as away:
        raise _unavailable() from away


async def _commit(connection: Any) -> None:
    try:
        await connection.execute("commit")
    except asyncpg.InterfaceError:
        raise  # it was closed before we could ask
    except _AWAY as away:
        raise _unknown() from away


async def _release(pool: Any, connection: Any, committed: bool) -> None:
    try:
        if not committed and not connection.is_closed() and connection.is_in_transaction():
            async with asyncio.timeout(5):
                await connection.execute("rollback")
    except (asyncpg.PostgresError, *_AWAY):
        _give_up(connection)
    finally:
        await pool.release(connection)


def _give_up(connection: Any) -> None:
    """Never use a connection again; one that the server closed has left the pool already and answers nothing."""
    with contextlib.suppress(asyncpg.InterfaceError):
        connection.terminate()


def _unavailable() -> Unavailable:
    return Unavailable(
        "We cannot reach our database right now. Nothing was changed; please try again in a moment.",
        retry_after=5,
    )


def _unknown() -> Unavailable:
    """The connection broke while the database was asked to keep the work: it may have done so."""
    return OutcomeUnknown(
        "Our database went away while it was saving this, so we cannot tell whether it did. Please look before you try again.",
        retry_after=5,
    )


def _translate(refusal: asyncpg.PostgresError) -> Problem | asyncpg.PostgresError:
    """The problem behind a refusal of the database; errors nobody should cause stay what they are."""
    if isinstance(refusal, _AWAY):
        return _unavailable()
    if isinstance(refusal, (*_RETRIED, asyncpg.LockNotAvailableError)):
        return Conflict("Several people changed this at the same moment. Please try again.", slug="busy")
    if isinstance(refusal, asyncpg.ReadOnlySQLTransactionError) and read_only.get():
        return Refused(
            "This page would write something down when it is opened, so it is not shown to somebody who only looks.",
            slug="looking-only",
        )
    state = sqlstate_of(refusal)
    if state in _UNSTORABLE:
        return Malformed("There is a character in this that cannot be kept, such as a zero byte.")
    if state == "KT409":
        return Conflict(sentence(_illegal(refusal)), slug="illegal-transition")
    if state == "KT403":
        return Conflict(sentence(str(refusal.args[0])), slug="append-only")
    return refusal


class _Change(msgspec.Struct, frozen=True):
    """What `enforce_transition` says it refused; `before` is empty for a creation."""

    entity: str
    before: str = msgspec.field(name="from")
    after: str = msgspec.field(name="to")


def _illegal(refusal: asyncpg.PostgresError) -> str:
    try:
        change = msgspec.json.decode(str(getattr(refusal, "detail", "")), type=_Change)
    except msgspec.MsgspecError:
        return str(refusal.args[0])
    if not change.before:
        return _("a new %(entity)s cannot start as %(after)s", entity=change.entity, after=change.after)
    return _(
        "%(entity)s cannot go from %(before)s to %(after)s",
        entity=change.entity,
        before=change.before,
        after=change.after,
    )


def sqlstate_of(refusal: asyncpg.PostgresError) -> str:
    """The five characters that tell what the database refused; KT409 and KT403 are the house's own."""
    return str(getattr(refusal, "sqlstate", ""))


def constraint_of(refusal: asyncpg.PostgresError) -> str:
    """The constraint that refused, or an empty text."""
    return str(getattr(refusal, "constraint_name", "") or "")


def sentence(text: str) -> str:
    """A message as a sentence: first letter large, full stop."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def to_struct(kind: type[T], row: Any) -> T:
    """A row as a struct; columns the struct does not name are left out."""
    return msgspec.convert(dict(row), kind)


def to_structs(kind: type[T], rows: Sequence[Any]) -> list[T]:
    return [to_struct(kind, row) for row in rows]
