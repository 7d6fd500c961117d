"""`kith worker`: jobs and schedules, as generations; SIGHUP (or `kith restart`) brings the next one."""

from __future__ import annotations

import argparse
import os
import sys

from kith.cli.failure import CommandFailed
from kith.cli.generations import Generations
from kith.foundation.settings import MissingSettings, load

FINISH_SECONDS = 60
"""How long jobs under way may take after SIGTERM; others take up what is cut off then."""


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT, then finish what is running.

    Raises:
        CommandFailed: settings are missing.
    """
    try:
        settings = load(os.environ)
    except MissingSettings as missing:
        raise CommandFailed(str(missing)) from missing
    if arguments.generation:
        # Imported here because whoever only starts generations does without the products.
        from kith.cli.worker_generation import work

        work(settings)
        return 0
    command = [sys.executable, "-m", "kith.cli", "worker", "--generation"]
    return Generations("worker", command, settings.data_folder, patience=FINISH_SECONDS).run()
