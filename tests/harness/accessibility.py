"""axe on a page, asked for nothing but violations: it then leaves out describing every element that is fine."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.async_playwright import Axe
from axe_playwright_python.base import AxeResults

_AXE: Any = Axe()


async def judge(page: Any, *, again: bool = False) -> AxeResults:
    """All of axe's rules on the page as it stands; `again`, in another size, scheme or language, what may differ then: its colours."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if again:
        options["runOnly"] = ["color-contrast"]
    return await _AXE.run(page, options=options)
