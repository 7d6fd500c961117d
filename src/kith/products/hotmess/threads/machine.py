"""The states of a post."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

POST: Final = machine(
    "post",
    {
        ("", "visible"): "post.written",
        ("", "flagged"): "post.flagged",
        ("visible", "flagged"): "post.flagged",
        ("visible", "hidden"): "post.hidden",
        ("visible", "removed"): "post.removed",
        ("flagged", "visible"): "post.cleared",
        ("flagged", "hidden"): "post.hidden",
        ("flagged", "removed"): "post.removed",
        ("hidden", "visible"): "post.reinstated",
        ("hidden", "removed"): "post.removed",
        ("removed", "visible"): "post.reinstated",
    },
)
