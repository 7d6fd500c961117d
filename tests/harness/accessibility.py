"""axe on a page, asked for nothing but violations: it then leaves out describing every element that is fine; and whether the page fits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

import axe_playwright_python
import msgspec

_AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
_JUDGE: Final = """async (rules) => {
  const asked = { resultTypes: ["violations"], preload: false };
  const found = await axe.run(document, rules ? { ...asked, runOnly: rules } : asked);
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => `${node.target}: ${node.failureSummary}`) }));
}"""
_prepared: WeakSet[Any] = WeakSet()


class Violation(msgspec.Struct, frozen=True):
    """A rule of axe's that the page breaks, and where."""

    id: str
    nodes: list[str]


async def judge(page: Any, *, again: bool = False) -> list[Violation]:
    """All of axe's rules on the page as it stands; `again`, in another size, scheme or language, what may differ then: its colours."""
    await _prepare(page)
    return msgspec.convert(
        await page.evaluate(_JUDGE, ["color-contrast"] if again else None), list[Violation]
    )


async def _prepare(page: Any) -> None:
    # With every page of the context, axe is compiled by the browser for half the time that sending it takes.
    if page.context not in _prepared:
        _prepared.add(page.context)
        await page.context.add_init_script(_AXE)
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_AXE)


async def faults(page: Any, name: str, *, again: bool = False) -> list[str]:
    """What is wrong with the page as it stands: axe's violations (`again` as for `judge`), scrolling sideways. Where `KITH_TEST_SCREENSHOTS`
    names a folder, a picture of it is put there.
    """
    if folder := os.environ.get("KITH_TEST_SCREENSHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    wrong = [f"{name}: {violation.id} {violation.nodes}" for violation in await judge(page, again=again)]
    if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{name} scrolls sideways")
    return wrong
