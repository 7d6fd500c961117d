"""What operators can switch in Mentor while it runs."""

from __future__ import annotations

from typing import Final

from kith.foundation.product import Switch

NEW_MENTORS: Final = "mentor.new_mentors"
SWITCHES: Final = (
    Switch(
        NEW_MENTORS,
        "People can become mentors. Off, or for a share: mentoring is by invitation; whoever mentors already goes on.",
    ),
)
