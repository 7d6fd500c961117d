from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from kith.foundation.embedded_postgres import LONGEST_SOCKET_PATH, EmbeddedPostgres
from kith.foundation.process_guard import postmaster_pid
from kith.foundation.system_account import PostgresUnavailable

STARTER = """
import sys
from pathlib import Path
from kith.foundation.embedded_postgres import EmbeddedPostgres
from kith.foundation.process_guard import ProcessGuard

guard = ProcessGuard() if sys.argv[2] == "guarded" else None
EmbeddedPostgres(Path(sys.argv[1]), durable=False, guard=guard).start()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def embedded(tmp_path: Path):
    server = EmbeddedPostgres(tmp_path / "data", durable=False)
    yield server
    server.stop(immediate=True)


def starter(folder: Path, how: str) -> subprocess.Popen[str]:
    """A process of its own that runs PostgreSQL on `folder`, killed outright afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", STARTER, str(folder), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill_outright(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_what_was_committed_is_there_after_the_next_start(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "data")
    with psycopg.connect(server.start()) as connection:
        connection.execute("create table kept as select 42 as answer")
    server.stop()
    assert not server.running
    with psycopg.connect(server.start()) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)
    server.stop()


def test_only_the_owner_of_the_socket_folder_can_come_in(embedded: EmbeddedPostgres) -> None:
    with psycopg.connect(embedded.start()) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(embedded.socket_folder.stat().st_mode) == 0o700


def test_it_is_set_up_for_what_kith_promises(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "data")
    wanted = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "jit": "off",
        "TimeZone": "UTC",
    }
    try:
        with psycopg.connect(server.start()) as connection:
            found = dict(
                connection.execute(
                    "select name, setting from pg_settings where name = any(%s)", (list(wanted),)
                )
            )
            assert found == wanted
            assert connection.execute("show data_checksums").fetchone() == ("on",)
    finally:
        server.stop()


def test_the_log_never_repeats_what_people_wrote(embedded: EmbeddedPostgres) -> None:
    with psycopg.connect(embedded.start(), autocommit=True) as connection:
        connection.execute("create table people (phone text primary key)")
        connection.execute("insert into people values (%s)", ("+15550142",))
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into people values ('+15550142')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("select %s::text::uuid", ("planted-name",))
    log = embedded.log_file.read_text()
    assert "duplicate key value" in log
    assert "+15550142" not in log


def test_a_second_start_on_the_same_folder_names_the_first(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    with pytest.raises(PostgresUnavailable, match=rf"already running on .*process {os.getpid()}"):
        EmbeddedPostgres(embedded.data_folder, durable=False).start()
    assert embedded.running


def test_a_server_left_over_from_a_killed_start_gives_way(embedded: EmbeddedPostgres) -> None:
    kill_outright(starter(embedded.data_folder, "alone"))
    assert embedded.running
    left_over = postmaster_pid(embedded.cluster / "postmaster.pid")
    embedded.start()
    assert postmaster_pid(embedded.cluster / "postmaster.pid") != left_over
    with psycopg.connect(embedded.url()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_no_server_outlives_a_guarded_start_that_was_killed(tmp_path: Path) -> None:
    process = starter(tmp_path / "data", "guarded")
    pid = postmaster_pid(tmp_path / "data" / "postgres" / "postmaster.pid")
    assert pid is not None
    server = psutil.Process(pid)
    kill_outright(process)
    _gone, alive = psutil.wait_procs([server], timeout=20)
    assert not alive or alive[0].status() == psutil.STATUS_ZOMBIE
    assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()


def test_a_stale_pid_file_whose_number_another_process_has_is_no_obstacle(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    pid_file = embedded.cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    embedded.stop(immediate=True)
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    embedded.start()
    assert embedded.running


def test_data_of_another_version_is_refused_and_left_alone(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    embedded.stop()
    (embedded.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(PostgresUnavailable, match="made by PostgreSQL 14"):
        embedded.start()
    assert (embedded.cluster / "PG_VERSION").read_text() == "14\n"


def test_a_folder_of_something_else_is_refused_and_left_alone(embedded: EmbeddedPostgres) -> None:
    embedded.cluster.mkdir(parents=True)
    (embedded.cluster / "letter.txt").write_text("dear diary")
    with pytest.raises(PostgresUnavailable, match="holds no PostgreSQL data"):
        embedded.start()
    assert [file.name for file in embedded.cluster.iterdir()] == ["letter.txt"]


def test_an_interrupted_first_start_is_begun_anew(embedded: EmbeddedPostgres) -> None:
    half = embedded.data_folder / "postgres.partial"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    embedded.start()
    assert not half.exists()


def test_a_data_folder_that_is_a_file_is_named_in_the_refusal(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(PostgresUnavailable, match=str(tmp_path / "data")):
        EmbeddedPostgres(tmp_path / "data").start()


def test_a_path_too_long_for_a_socket_still_works(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / ("long" * 30), durable=False)
    try:
        with psycopg.connect(server.start()) as connection:
            assert connection.execute("select current_database()").fetchone() == ("kith",)
        assert len(os.fsencode(server.socket_folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    finally:
        server.stop(immediate=True)
    assert not server.socket_folder.exists()


def test_why_postgres_gave_up_is_in_the_message(embedded: EmbeddedPostgres) -> None:
    embedded.start()
    embedded.stop()
    (embedded.cluster / "global" / "pg_control").write_bytes(b"\0" * 8192)
    with pytest.raises(PostgresUnavailable, match=r"did not start: .*(FATAL|PANIC)"):
        embedded.start()
    assert not embedded.running
