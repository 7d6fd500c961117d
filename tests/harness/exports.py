"""Exports as tests read them."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from kith.commons.privacy.export import write_export
from kith.foundation.house import House


async def exported(house: House, person_id: UUID) -> bytes:
    """The ZIP of a person's export."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "export.zip")
        await write_export(house, person_id, file)
        return _content(file)


def _content(file: Path) -> bytes:
    return file.read_bytes()


def unzipped(content: bytes) -> tuple[dict[str, Any], str]:
    """What is in it: the data, and all pages one after the other."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pages = sorted(name for name in archive.namelist() if name.endswith(".html"))
        assert "index.html" in pages
        return msgspec.json.decode(archive.read("data.json")), "".join(
            archive.read(name).decode() for name in pages
        )
