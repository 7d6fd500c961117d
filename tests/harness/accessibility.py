"""axe on a page, asked for nothing but violations: it then leaves out describing every element that is fine."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.async_playwright import Axe
from axe_playwright_python.base import AxeResults

_AXE: Any = Axe()


async def judge(page: Any) -> AxeResults:
    """All of axe's rules on the page as it stands."""
    return await _AXE.run(page, options={"resultTypes": ["violations"]})
