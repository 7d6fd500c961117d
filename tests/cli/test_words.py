"""`kith words`: catalogs for those who are there."""

from __future__ import annotations

import pytest

from kith.cli import main


def test_nobody_has_no_catalog(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "nobody"]) == 1
    assert (
        "There is nobody called nobody: house, attuned, hotmess, josh, mentor, momento."
        in capsys.readouterr().err
    )
