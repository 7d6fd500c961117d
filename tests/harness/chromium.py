"""Debian's Chromium, driven by Playwright: without a window where that build is installed, since it draws a page for half the work."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncGenerator

from playwright.async_api import Browser, async_playwright, expect

# How long a page takes says how busy the machine is, not whether it is right.
expect.set_options(timeout=30_000)


@contextlib.asynccontextmanager
async def launched(*more: str) -> AsyncGenerator[Browser]:
    """A browser; `more` are switches of its command line."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert program is not None, "these tests drive Debian's chromium; .ci/run installs it"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", *more],
        )
        yield browser
        await browser.close()
