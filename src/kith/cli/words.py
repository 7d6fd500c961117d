"""`kith words`: bring the catalogs of the languages up to date with what the code says."""

from __future__ import annotations

import argparse
from pathlib import Path

from kith.cli.failure import CommandFailed
from kith.foundation.product import load_products


def run(arguments: argparse.Namespace) -> int:
    """Write the catalogs anew and say how many texts wait for words; with `--new`, begin a catalog for whoever has none.

    Raises:
        CommandFailed: there is no such owner.
    """
    import kith.products
    from kith.web import catalogs

    found = sorted(manifest.parent.name for manifest in Path(kith.products.__path__[0]).glob("*/product.py"))
    owners = [catalogs.house(), *map(catalogs.owner_of, load_products(found))]
    chosen = [owner for owner in owners if arguments.owner in (None, owner.name)]
    if not chosen:
        raise CommandFailed(f"There is nobody called {arguments.owner}: {', '.join(o.name for o in owners)}.")
    for owner in chosen:
        begun: tuple[str, ...] = (arguments.new,) if arguments.new else ()
        for language in sorted({*owner.languages, *begun}):
            waiting = catalogs.update(owner, language)
            print(f"{owner.file(language)}: {waiting or 'no'} texts wait for words")
    return 0
