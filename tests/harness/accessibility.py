"""axe on a page, asked for nothing but violations: it then leaves out describing every element that is fine; and whether the page fits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

import axe_playwright_python

_AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
_FAULTS: Final = """async (rules) => {
  const asked = { resultTypes: ["violations"], preload: false };
  const found = await axe.run(document, rules ? { ...asked, runOnly: rules } : asked);
  const faults = found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target}: ${node.failureSummary}`));
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...faults, "scrolls sideways"] : faults;
}"""
_prepared: WeakSet[Any] = WeakSet()


async def _prepare(page: Any) -> None:
    # With every page of the context, axe is compiled by the browser for half the time that sending it takes.
    if page.context not in _prepared:
        _prepared.add(page.context)
        await page.context.add_init_script(_AXE)
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_AXE)


async def faults(page: Any, name: str, *, again: bool = False) -> list[str]:
    """What is wrong with the page as it stands: axe's violations of all its rules (`again`, in another size,
    scheme or language: of what may differ then, its colours), scrolling sideways. Where `KITH_TEST_SCREENSHOTS`
    names a folder, a picture of it is put there.
    """
    if folder := os.environ.get("KITH_TEST_SCREENSHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    await _prepare(page)
    found: list[str] = await page.evaluate(_FAULTS, ["color-contrast"] if again else None)
    return [f"{name}: {fault}" for fault in found]
