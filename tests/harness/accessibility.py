"""axe on a page, asked for nothing but violations: it then leaves out describing every element that is fine; and whether the page fits."""

from __future__ import annotations

import os
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


async def faults(page: Any, name: str, *, again: bool = False) -> list[str]:
    """What is wrong with the page as it stands: axe's violations (`again` as for `judge`), scrolling sideways. Where `KITH_TEST_SCREENSHOTS`
    names a folder, a picture of it is put there.
    """
    if folder := os.environ.get("KITH_TEST_SCREENSHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    found: Any = await judge(page, again=again)
    wrong = [f"{name}: {violation['id']}" for violation in found.response["violations"]]
    if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{name} scrolls sideways")
    return wrong
