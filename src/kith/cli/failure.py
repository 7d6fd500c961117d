"""The one way a command says that it cannot do what was asked."""

from __future__ import annotations


class CommandFailed(Exception):
    """Carries a sentence for the person at the terminal; shown without a traceback."""
