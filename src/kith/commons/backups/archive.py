"""The archive of a backup: one ZIP file for its owner's eyes, written aside and moved into place, every part with its checksum."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from uuid import UUID

import msgspec

from kith.commons.backups.manifest import (
    ERASURES,
    FILES,
    FILES_LIST,
    FORMAT,
    MANIFEST,
    BackupFailed,
    FileEntry,
    Manifest,
)

_CHUNK: Final = 1024 * 1024


class Summed:
    """A part being written, and the sum of what was written so far."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._sum = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._out.write(data)
        self._sum.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


class Writing:
    """An archive that grows part by part. Parts are kept as they are: a dump and pictures are compressed already."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.sums: dict[str, str] = {}

    @contextmanager
    def part(self, name: str) -> Generator[Summed]:
        """One part, written within."""
        with self._archive.open(name, "w", force_zip64=True) as out:
            summed = Summed(out)
            yield summed
        if not name.startswith(FILES):
            self.sums[name] = summed.sha256

    def add(self, name: str, data: bytes) -> None:
        with self.part(name) as part:
            part.write(data)

    def close_with(self, manifest: Manifest) -> None:
        self._archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


@contextmanager
def writing(file: Path) -> Generator[Writing]:
    """An archive that is there, whole, once this ends, or not at all.

    Raises:
        BackupFailed: there is one of that name.
    """
    if file.exists():
        raise BackupFailed(f"{file} is there already. A backup never takes another one's place.")
    aside = file.with_name(f".{file.name}.partial")
    file.parent.mkdir(parents=True, exist_ok=True)
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
                yield Writing(archive)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


class Reading:
    """An archive whose manifest was read. Parts are compared with their sums as they are read."""

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._file = file
        try:
            self.manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
        except (KeyError, msgspec.MsgspecError) as wrong:
            raise BackupFailed(f"{file} is no backup of Kith, or it is damaged.") from wrong
        if self.manifest.format > FORMAT:
            raise BackupFailed(f"{file} was made by a newer Kith than this one.")

    def unpack(self, name: str, sha256: str, to: IO[bytes] | None = None) -> None:
        """Read a part through, into `to` if there is one.

        Raises:
            BackupFailed: it is missing, or not what was written.
        """
        found = hashlib.sha256()
        try:
            with self._archive.open(name) as part:
                while chunk := part.read(_CHUNK):
                    found.update(chunk)
                    if to is not None:
                        to.write(chunk)
        except (KeyError, zipfile.BadZipFile, OSError) as wrong:
            raise BackupFailed(f"{name} cannot be read from {self._file}: {wrong}") from wrong
        if found.hexdigest() != sha256:
            raise BackupFailed(f"{name} in {self._file} is not what was written: its checksum differs.")

    def file(self, entry: FileEntry) -> bytes:
        """A file of the store, which fits into memory.

        Raises:
            BackupFailed: it is missing, or not what was written.
        """
        try:
            data = self._archive.read(FILES + entry.key)
        except (KeyError, zipfile.BadZipFile, OSError) as wrong:
            raise BackupFailed(f"{entry.key} cannot be read from {self._file}: {wrong}") from wrong
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise BackupFailed(f"{entry.key} in {self._file} is not what was written: its checksum differs.")
        return data

    def files(self) -> list[FileEntry]:
        return [
            msgspec.json.decode(line, type=FileEntry)
            for line in self._archive.read(FILES_LIST).splitlines()
            if line
        ]

    def erasures(self) -> list[UUID]:
        """Who had been forgotten when it was made."""
        return read_erasures(self._archive.read(ERASURES).decode())

    def check(self) -> None:
        """Read everything through.

        Raises:
            BackupFailed: something is missing, or not what was written.
        """
        for name, sha256 in self.manifest.sums.items():
            self.unpack(name, sha256)
        entries = self.files()
        for entry in entries:
            self.file(entry)
        if (len(entries), sum(entry.bytes for entry in entries)) != (
            self.manifest.files,
            self.manifest.file_bytes,
        ):
            raise BackupFailed(f"{self._file} does not hold as many files as it says.")


@contextmanager
def reading(file: Path) -> Generator[Reading]:
    """An archive to read.

    Raises:
        BackupFailed: it is none, is damaged, or was made by a newer Kith.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield Reading(file, archive)
    except zipfile.BadZipFile as wrong:
        raise BackupFailed(f"{file} is no backup of Kith, or it is damaged.") from wrong
    except OSError as wrong:
        raise BackupFailed(f"{file} cannot be read: {wrong.strerror or wrong}.") from wrong


def write_erasures(people: Iterable[UUID]) -> bytes:
    return "".join(f"{person}\n" for person in sorted(people)).encode()


def read_erasures(text: str) -> list[UUID]:
    """Numbers of people, one a line.

    Raises:
        BackupFailed: one is none.
    """
    try:
        return [UUID(line.strip()) for line in text.splitlines() if line.strip()]
    except ValueError as wrong:
        raise BackupFailed("A list of erasures holds one number of a person on each line.") from wrong
