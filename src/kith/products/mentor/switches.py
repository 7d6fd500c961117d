"""What operators can switch in Mentor while it runs."""

from __future__ import annotations

from typing import Final

from kith.foundation.product import Switch

NEW_MENTORS: Final = "mentor.new_mentors"
PACKAGES: Final = "mentor.packages"
SWITCHES: Final = (
    Switch(
        PACKAGES,
        "Packages can be bought. Off: none is sold; what was bought stays good, and mentors keep what they offer.",
    ),
    Switch(
        NEW_MENTORS,
        "People can become mentors. Off, or for a share: mentoring is by invitation; whoever mentors already goes on.",
    ),
)
