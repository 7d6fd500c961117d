"""Files are what their content says, and carry a name that fits."""

from __future__ import annotations

import io
import zipfile

import pytest

from harness.pictures import photo
from kith.commons.media.documents import examine
from kith.foundation.errors import Invalid


def _office(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind", "kept_as"),
    [
        (b"%PDF-1.7 ...", "../../etc/plan.exe", "application/pdf", "plan.pdf"),
        (photo("PNG"), "a.svg", "image/png", "a.png"),
        ("Grüße".encode(), "hi.html", "text/plain", "hi.txt"),
        (b"# Plan", "C:\\notes\\plan.md", "text/markdown", "plan.md"),
        (b"a,b\n1,2", 'a"b.csv', "text/csv", "ab.csv"),
        (
            _office("word/document.xml"),
            "",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "file.docx",
        ),
    ],
)
def test_a_known_kind_gets_its_own_type_and_a_name_that_fits(
    data: bytes, name: str, kind: str, kept_as: str
) -> None:
    found = examine(data, name)
    assert (found.content_type, found.filename) == (kind, kept_as)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00",
        b"GIF89a\x00\x01",
        b"<html>\x00",
        b"x%PDF-1.7",
        _office(),
        _office("word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 broken",
        photo("HEIF"),
        b"a" * 10_000_001,
    ],
)
def test_other_kinds_macros_and_broken_archives_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        examine(data, "plan.pdf")
