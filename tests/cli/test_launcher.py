"""The `kith` script on machines of every kind, played by folders of programs put in its PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("cat", "cmp", "cp", "date", "dirname", "grep", "mkdir", "readlink", "rm", "rmdir", "sleep", "tail")
GREETING = "import sys\nprint('kith', *sys.argv[1:])\n"


class Machine:
    """A project folder with the launcher in it, and a PATH that holds only what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project with spaces"
        self.programs = folder / "programs"
        self.programs.mkdir()
        package = self.project / "src" / "kith"
        package.mkdir(parents=True)
        (package / "cli.py").write_text(GREETING)
        shutil.copy(ROOT / "kith", self.project / "kith")
        for name in ("requirements.lock", "requirements-dev.lock"):
            (self.project / name).write_text(f"# {name}\nmsgspec==1\n")
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (self.programs / tool).symlink_to(found)

    def program(self, name: str, script: str) -> None:
        file = self.programs / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def python(self, name: str = "python3.11") -> None:
        self.program(name, f'exec "{sys.executable}" "$@"')

    def uv(self, install: str = "exit 0") -> None:
        """A uv that notes what it was asked, makes an environment of a link, and installs by `install`."""
        self.program(
            "uv",
            f'echo "$*" >>"{self.project}/asked"\n'
            'if [ "$1" = venv ]; then for venv; do :; done; mkdir -p "$venv/bin"; '
            f'ln -s "{sys.executable}" "$venv/bin/python"; exit 0; fi\n{install}',
        )
        found = shutil.which("ln")
        assert found is not None
        if not (self.programs / "ln").exists():
            (self.programs / "ln").symlink_to(found)

    @property
    def asked(self) -> list[str]:
        file = self.project / "asked"
        return file.read_text().splitlines() if file.exists() else []

    def run(
        self, *words: str, start: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(start or self.project / "kith"), *words],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={"PATH": str(self.programs), "HOME": "/nonexistent", **environment},
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_first_start_installs_and_the_second_does_not(machine: Machine) -> None:
    machine.python()
    machine.uv()
    assert machine.run("up", "--port", "9000").stdout == "kith up --port 9000\n"
    asked = machine.asked
    assert any("--require-hashes" in line and "requirements.lock" in line for line in asked)
    assert machine.run("doctor").stdout == "kith doctor\n"
    assert machine.asked == asked


def test_a_second_start_needs_no_python_on_the_path(machine: Machine) -> None:
    machine.python()
    machine.uv()
    machine.run("up")
    (machine.programs / "python3.11").unlink()
    (machine.programs / "uv").unlink()
    assert machine.run("up").stdout == "kith up\n"


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    machine.python()
    machine.uv()
    machine.run("up")
    before = len(machine.asked)
    (machine.project / "requirements.lock").write_text("msgspec==2\n")
    machine.run("up")
    assert len(machine.asked) == before + 1


def test_tests_bring_what_developers_need_and_all_the_rest(machine: Machine) -> None:
    machine.python()
    machine.uv()
    machine.run("test", "-k", "nothing")
    assert "requirements-dev.lock" in machine.asked[-1]
    before = machine.asked
    machine.run("up")
    assert machine.asked == before


def test_it_starts_through_a_link_from_anywhere(machine: Machine, tmp_path: Path) -> None:
    machine.python()
    machine.uv()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "one").symlink_to("../project with spaces/kith")
    (tmp_path / "two").symlink_to(tmp_path / "elsewhere" / "one")
    assert machine.run("up", start=tmp_path / "two").stdout == "kith up\n"


def test_without_python_it_says_what_it_needs(machine: Machine) -> None:
    answer = machine.run("up")
    assert answer.returncode == 1
    assert answer.stderr.startswith("kith: Kith needs Python 3.11 or newer, and no Python was found.")


def test_an_old_python_is_named(machine: Machine) -> None:
    machine.program("python3", 'case "$1" in -c) echo 3.9 False ;; *) exit 3 ;; esac')
    answer = machine.run("up")
    assert "3.11 or newer; the newest found is python3 (3.9)" in answer.stderr
    assert not (machine.project / ".venv").exists()


def test_a_python_that_cannot_make_environments_is_told_from_an_old_one(machine: Machine) -> None:
    machine.program("python3", 'case "$1" in -c) echo 3.12 True ;; *) exit 1 ;; esac')
    assert "apt install python3-venv" in machine.run("up").stderr


def test_a_python_that_was_named_wins(machine: Machine) -> None:
    machine.program("python3.14", "exit 9")
    machine.python("my python")
    machine.uv()
    named = str(machine.programs / "my python")
    assert machine.run("up", KITH_PYTHON=named).stdout == "kith up\n"
    assert "is not a Python" in machine.run("up", KITH_PYTHON="/no/such/python").stderr


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("error: No space left on device (os error 28)", "the disk is full"),
        ("error: failed to open file: Read-only file system", "cannot write to"),
        ("error: dns error: failed to lookup address information", "could not be downloaded: no network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "its hash differs"),
        ("something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_what_went_wrong_is_one_sentence(machine: Machine, trouble: str, sentence: str) -> None:
    machine.program("python3.11", f'case "$*" in "-") exec "{sys.executable}" "$@" ;; *) exit 1 ;; esac')
    machine.uv(f'echo "{trouble}" >&2; exit 2')
    answer = machine.run("up")
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert answer.stderr.splitlines()[-1].startswith("kith: ")
    assert answer.stdout == ""


def test_after_a_failed_install_the_next_start_tries_again(machine: Machine) -> None:
    machine.program("python3.11", f'case "$*" in "-") exec "{sys.executable}" "$@" ;; *) exit 1 ;; esac')
    machine.uv("exit 2")
    assert machine.run("up").returncode == 1
    machine.uv()
    assert machine.run("up").stdout == "kith up\n"


def test_a_folder_that_cannot_be_written_is_named_with_a_way_out(machine: Machine) -> None:
    machine.python()
    machine.uv()
    (machine.project / "file").write_text("")
    answer = machine.run("up", KITH_VENV=str(machine.project / "file" / "venv"))
    assert "cannot write to" in answer.stderr
    assert "KITH_VENV" in answer.stderr


def test_the_lock_of_an_installer_that_is_gone_is_taken_over(machine: Machine) -> None:
    machine.python()
    machine.uv()
    hold = machine.project / ".venv.lock"
    hold.mkdir()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (hold / "pid").write_text(f"{gone.pid}\n")
    assert machine.run("up").stdout == "kith up\n"
    assert not hold.exists()


def test_an_environment_whose_python_was_removed_is_made_anew(machine: Machine) -> None:
    machine.python()
    machine.uv()
    machine.run("up")
    link = machine.project / ".venv" / "bin" / "python"
    link.unlink()
    link.symlink_to("/no/such/python")
    assert machine.run("up").stdout == "kith up\n"
    assert os.path.realpath(link) == os.path.realpath(sys.executable)
