"""The system user that the embedded PostgreSQL runs as, and what that user may reach."""

from __future__ import annotations

import contextlib
import os
import pwd
import stat
from pathlib import Path
from typing import TypedDict

import msgspec


class PostgresUnavailable(Exception):
    """The embedded PostgreSQL cannot run; the message is a sentence for the person who started it."""


class Identity(TypedDict, total=False):
    """Arguments of `subprocess` that start a program as another user."""

    user: int
    group: int
    extra_groups: list[str | int]


class SystemAccount(msgspec.Struct, frozen=True):
    """Ourselves; or, for root, whom PostgreSQL refuses, the user whom root lends it. `lent` tells which."""

    uid: int
    gid: int
    lent: bool

    def identity(self) -> Identity:
        """How to start a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.lent else {}

    def give(self, folder: Path) -> None:
        """Make this user the owner of a folder of ours."""
        if self.lent:
            os.chown(folder, self.uid, self.gid)

    def make_private(self, folder: Path) -> None:
        """Make a folder that only this user may open, or take over one that is already so.

        Raises:
            PostgresUnavailable: somebody else made it first.
        """
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            self.give(folder)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.uid:
            raise PostgresUnavailable(
                f"{folder} belongs to somebody else; PostgreSQL will not put its socket there."
            )
        folder.chmod(0o700)

    def open_path(self, program: Path, data_folder: Path) -> None:
        """As root: let the lent user pass through the folders above (pass, not list) and run the program."""
        if not self.lent:
            return
        for target in (program.parent, data_folder):
            for folder in [target, *target.parents]:
                mode = stat.S_IMODE(folder.stat().st_mode)
                if not mode & stat.S_IXOTH:
                    folder.chmod(mode | stat.S_IXOTH)
        if not program.stat().st_mode & stat.S_IXOTH:
            for path in program.parent.parent.rglob("*"):
                mode = stat.S_IMODE(path.stat().st_mode)
                path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def system_account() -> SystemAccount:
    """Who runs PostgreSQL on this machine.

    Raises:
        PostgresUnavailable: we are root and there is no other user to lend.
    """
    if os.geteuid() != 0:
        return SystemAccount(os.geteuid(), os.getegid(), lent=False)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return SystemAccount(found.pw_uid, found.pw_gid, lent=True)
    raise PostgresUnavailable(
        "PostgreSQL refuses to run as root, and this machine has no user postgres or nobody to run it as. "
        "Start Kith as an ordinary user."
    )
