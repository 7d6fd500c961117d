"""`kith restart`: the next generation of web and worker, from the code and settings that lie here now, without a request failing."""

from __future__ import annotations

import argparse
import os
import signal
import time

import psutil

from kith.cli import generations
from kith.cli.failure import CommandFailed
from kith.cli.generations import Note
from kith.cli.place import data_folder
from kith.cli.terminal import Terminal

PATIENCE = generations.START_PATIENCE + 10
"""Seconds until a generation must have come to serve, or been given up."""


def run(_arguments: argparse.Namespace) -> int:
    """Replace what runs on this data folder, web first, and wait until the next generations serve.

    Raises:
        CommandFailed: nothing runs, or a next generation did not come to serve; the one before goes on then.
    """
    folder = data_folder()
    running = {name: note for name, note in generations.notes(folder).items() if _is_ours(note)}
    if not running:
        raise CommandFailed(
            f"Nothing runs on {folder}. Start it with `kith up`, or name its folder with KITH_DATA_FOLDER."
        )
    terminal = Terminal()
    for name in sorted(running):
        with terminal.step(name) as step:
            step.note = f"generation {_replace(name, running[name])} serves"
    return 0


def _is_ours(note: Note) -> bool:
    try:
        return "kith.cli" in psutil.Process(note.pid).cmdline()
    except psutil.Error:
        return False


def _replace(name: str, before: Note) -> int:
    """The number of the generation that serves now."""
    os.kill(before.pid, signal.SIGHUP)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        now = generations.notes(data_folder()).get(name)
        if now is None or now.pid != before.pid:
            raise CommandFailed(f"{name} ended meanwhile; see its log.")
        if now.failed > before.failed:
            break
        if now.generation > before.generation:
            return now.generation
        time.sleep(0.05)
    raise CommandFailed(
        f"The next generation of {name} did not come to serve, so the one before goes on. Its log says why."
    )
