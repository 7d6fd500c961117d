"""Which files people may hand each other: known kinds, told by their content, never by their name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final

import msgspec

from kith.commons.media.pictures import kind_of
from kith.foundation.errors import Invalid

LARGEST_DOCUMENT: Final = 10_000_000
_MOST_PARTS: Final = 5_000
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OFFICE_KINDS: Final = {
    "word/document.xml": (f"{_OFFICE}wordprocessingml.document", ".docx"),
    "xl/workbook.xml": (f"{_OFFICE}spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": (f"{_OFFICE}presentationml.presentation", ".pptx"),
}
_PICTURES: Final = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
}
_TEXTS: Final = {".md": "text/markdown", ".csv": "text/csv"}
_ODD: Final = bytes(set(range(32)) - {9, 10, 12, 13})


class Document(msgspec.Struct, frozen=True):
    """A file that may be kept: what it is, and a name that fits."""

    content_type: str
    filename: str


def examine(data: bytes, filename: str, *, field: str = "file") -> Document:
    """What a file is: PDF, JPEG, PNG, WebP, plain text, Markdown, CSV, or a document, sheet or presentation of an office program.

    Raises:
        Invalid: too large, empty, or of another kind.
    """
    if not data:
        raise Invalid("Please choose a file.", field=field)
    if len(data) > LARGEST_DOCUMENT:
        raise Invalid("This file is larger than 10 MB.", field=field)
    found = _kind(data, filename)
    if found is None:
        raise Invalid(
            "This kind of file cannot be sent. PDF, pictures, texts and office documents without macros can.",
            field=field,
        )
    content_type, extension = found
    return Document(content_type, _safe_name(filename, extension))


def _kind(data: bytes, filename: str) -> tuple[str, str] | None:
    if data.startswith(b"%PDF-"):
        return "application/pdf", ".pdf"
    picture = kind_of(data)
    if picture is not None:
        return _PICTURES.get(picture)
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if b"%PDF-" in data[:1024] or not _is_text(data):
        return None
    extension = PurePosixPath(filename).suffix.lower()
    return (_TEXTS[extension], extension) if extension in _TEXTS else ("text/plain", ".txt")


def _office(data: bytes) -> tuple[str, str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if len(names) > _MOST_PARTS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        return None
    return next((kind for part, kind in _OFFICE_KINDS.items() if part in names), None)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    # In UTF-8 a control character is one byte, and no other letter contains that byte.
    return len(data.translate(None, _ODD)) == len(data)


def _safe_name(filename: str, extension: str) -> str:
    """The name without folders and control characters, ending as its content wants."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    stem = name[: -len(PurePosixPath(name).suffix)] if PurePosixPath(name).suffix else name
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in '"<>:|?*').strip(". ")
    return (stem[:80] or "file") + extension
