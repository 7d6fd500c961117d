"""The `kith` command. Every command is a module of this package, imported only when it is asked for."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Protocol, cast

from kith.cli.failure import CommandFailed

Run = Callable[[argparse.Namespace], int]


class CommandModule(Protocol):
    """What a module of this package offers: `run` answers the exit status."""

    run: Run


def port_number(text: str) -> int:
    """A TCP port between 1024 and 65000; the stand-ins take the ports above it."""
    try:
        port = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number") from None
    if not 1024 <= port <= 65000:
        raise argparse.ArgumentTypeError(f"{port} is not between 1024 and 65000")
    return port


def parser() -> argparse.ArgumentParser:
    """The whole command line. Building it imports nothing beyond the standard library."""
    root = argparse.ArgumentParser(
        prog="kith",
        description="One house for products that bring people together in real life.",
    )
    commands = root.add_subparsers(dest="command", metavar="command", required=True)

    up = commands.add_parser("up", help="start everything on this machine, with a demo city")
    up.add_argument("--port", type=port_number, help="port of the web pages (default 8700)")
    up.add_argument("--no-demo", action="store_true", help="start with an empty house")

    test = commands.add_parser("test", help="style, types, contracts and all tests", add_help=False)
    test.add_argument("pytest", nargs=argparse.REMAINDER, metavar="...", help="passed on to pytest")

    commands.add_parser("doctor", help="check database, keys, providers, clock and disk")
    commands.add_parser("migrate", help="bring the database of DATABASE_URL up to date")

    schema = commands.add_parser("schema", help="the database schema as text")
    schema.add_argument(
        "action",
        choices=["dump", "write"],
        help="print the schema that the migrations make, or write it into docs/schema",
    )

    bench = commands.add_parser("bench", help="measure one promise, or all")
    bench.add_argument("name", nargs="?", help="a file of bench/, without .py")

    operator = commands.add_parser("operator", help="say who may use the console")
    steps = operator.add_subparsers(dest="action", metavar="action", required=True)
    appoint = steps.add_parser("appoint", help="make somebody an operator, or change their role")
    appoint.add_argument("email", help="the address they sign in with")
    appoint.add_argument("role", choices=["support", "ops", "engineering"])
    dismiss = steps.add_parser("dismiss", help="end somebody's work as an operator")
    dismiss.add_argument("email")

    audit = commands.add_parser("audit", help="the audit's chain: publish its heads, verify it")
    looks = audit.add_subparsers(dest="action", metavar="action", required=True)
    published = looks.add_parser("heads", help="write the head of each month to a file, to be kept elsewhere")
    published.add_argument("file")
    verify = looks.add_parser(
        "verify", help="walk the chain; with a file of kept heads, see whether it was rewritten"
    )
    verify.add_argument("file", nargs="?")

    backup = commands.add_parser("backup", help="everything into one archive, while people use the house")
    backup.add_argument("target", help="a folder, or a file that ends in .zip")
    restore = commands.add_parser("restore", help="bring a backup back, into an empty machine")
    restore.add_argument("archive")
    restore.add_argument("--keys", metavar="FILE", help="the secrets.json of the machine that made it")
    restore.add_argument(
        "--erasures",
        metavar="FILE",
        action="append",
        default=[],
        help="who was forgotten since: a newer archive, a list, or the folder of the old store (may be repeated)",
    )

    erasures = commands.add_parser("erasures", help="erasures, after a backup was restored")
    again = erasures.add_subparsers(dest="action", metavar="action", required=True)
    again.add_parser("replay", help="forget again whoever was forgotten since the backup was made")
    listed = again.add_parser(
        "list", help="write who was forgotten (numbers only) to a file, to be kept elsewhere"
    )
    listed.add_argument("file")
    located = commands.add_parser("person-data", help="where a person's data is: every table, with counts")
    located.add_argument("person", help="their number (a UUID)")
    located.add_argument("--reason", required=True, help="why; it goes into the audit")
    commands.add_parser("invariants", help="ask every promise of the house; names what breaks one")
    evidence = commands.add_parser(
        "evidence", help="walk the products' chains of evidence; finds edits and gaps"
    )
    evidence.add_argument("file", nargs="?", help="heads that were kept, to see whether it was rewritten")
    keys = commands.add_parser("keys", help="the keys that sign what products print")
    steps_of_keys = keys.add_subparsers(dest="action", metavar="action")
    keys.set_defaults(reason=None)
    rotate = steps_of_keys.add_parser(
        "rotate", help="sign with the next key; codes that are out stay good until their end"
    )
    rotate.add_argument("reason", help="why; it is written down")

    words = commands.add_parser("words", help="bring the catalogs of the languages up to date")
    words.add_argument("owner", nargs="?", help="house, or a product; all of them when left out")
    words.add_argument("--new", metavar="LANGUAGE", help="begin a catalog, such as de, for whoever has none")

    commands.add_parser("openapi", help="print the OpenAPI description")
    web = commands.add_parser("web", help="only the web process (up starts it)")
    web.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    web.add_argument("--port", type=port_number, help="default 8700")
    web.add_argument("--processes", type=int, default=1, help="how many to serve with (default 1)")
    web.add_argument("--listener", type=int, help=argparse.SUPPRESS)
    web.add_argument("--retiring", type=float, default=10.0, help=argparse.SUPPRESS)
    worker = commands.add_parser("worker", help="only the worker process (up starts it)")
    worker.add_argument("--generation", action="store_true", help=argparse.SUPPRESS)
    commands.add_parser(
        "restart", help="web and worker anew, with the code that is here now; no request fails"
    )
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status; a `CommandFailed` becomes its sentence and status 1."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["test"]:
        # argparse would take pytest's own options for ours.
        chosen = argparse.Namespace(command="test", pytest=words[1:])
    else:
        chosen = parser().parse_args(words)
    module = cast(CommandModule, importlib.import_module(f"kith.cli.{chosen.command.replace('-', '_')}"))
    try:
        return module.run(chosen)
    except CommandFailed as failure:
        print(f"kith: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
