"""`kith operator`: who may use the console. The first operator has to come from outside it."""

from __future__ import annotations

import argparse
import asyncio

from kith.cli.failure import CommandFailed
from kith.cli.own_house import own_settings
from kith.commons.audit import commands as audit
from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Appoint or dismiss, and say so.

    Raises:
        CommandFailed: settings are missing, the database is away, or the address is none.
    """
    try:
        with own_settings() as settings:
            print(asyncio.run(_change(settings, arguments)))
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem
    return 0


async def _change(settings: Settings, arguments: argparse.Namespace) -> str:
    house = House(settings, ())
    try:
        async with house.database.session(service("cli.operator"), "kith") as db:
            if arguments.action == "appoint":
                admin = await audit.appoint(db, arguments.email, arguments.role)
                return f"{admin.email} is an operator now ({admin.role})."
            if await audit.dismiss(db, arguments.email):
                return f"{arguments.email} is no operator any more."
            return f"{arguments.email} was no operator."
    finally:
        await house.close()
