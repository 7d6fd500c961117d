"""How a generation and whoever started it find each other's pipes. Apart, since whoever starts one does without what it brings."""

from __future__ import annotations

from typing import Final

PIPES: Final = "KITH_GENERATION"
"""Numbers of file descriptors: where to say that one serves, what is closed when one retires, what is closed when whoever started it is gone, and,
of a server, the socket it takes connections from.
"""
SERVES: Final = b"s"
