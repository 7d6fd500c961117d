"""`kith up`: the whole house on this machine, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from kith.cli import furnished, kept_secrets, running_house
from kith.cli.failure import CommandFailed
from kith.cli.furnished import Furnished
from kith.cli.place import data_folder, product_slugs
from kith.cli.running_house import DEFAULT_PORT, Ports
from kith.cli.supervisor import Interrupted, Part, Supervisor, answers, is_free, listens
from kith.cli.terminal import Terminal
from kith.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable
from kith.foundation.process_guard import ProcessGuard

STANDIN_SETTINGS = {
    "KITH_TWILIO_NUMBER": "+15005550006",
    "KITH_STRIPE_PRICE_JOSH": "price_josh_monthly",
    "KITH_STRIPE_PRICE_ATTUNED": "price_attuned_monthly",
    "KITH_STRIPE_PRICE_ATTUNED_ANNUAL": "price_attuned_annual",
    "KITH_APP_STORE_BUNDLE": "app.attuned.ios",
    "KITH_APP_STORE_PRODUCTS": "app.attuned.monthly=premium,app.attuned.yearly=premium_annual",
    "KITH_PLAY_PACKAGE": "app.attuned.android",
    "KITH_PLAY_PRODUCTS": "app.attuned.monthly=premium,app.attuned.yearly=premium_annual",
    "KITH_PLAY_PUSH_ACCOUNT": "push@stand-in.iam.gserviceaccount.com",
}
"""What the stand-ins and the house agree on: Twilio's own always-valid test number, prices, and what the stores sell."""


def run(arguments: argparse.Namespace) -> int:
    """Start everything, print where it is, and stay until asked to stop.

    Raises:
        CommandFailed: something needed is missing or taken; whatever had been started is ended again.
    """
    if os.environ.get("KITH_ENVIRONMENT", "development") == "production":
        raise CommandFailed(
            "`up` is for development: it brings stand-ins for every provider. "
            "In production run `kith migrate`, `kith web` and `kith worker`."
        )
    # Everything made from here on, by whichever part, is for its owner only.
    os.umask(0o077)
    ports = Ports(arguments.port or DEFAULT_PORT)
    folder = data_folder()
    terminal = Terminal()
    guard = ProcessGuard()
    try:
        _House(folder, ports, terminal, guard).run(demo=not arguments.no_demo)
    except PostgresUnavailable as problem:
        raise CommandFailed(str(problem)) from problem
    finally:
        guard.close()
    return 0


class _House:
    """One run of `up`."""

    def __init__(self, folder: Path, ports: Ports, terminal: Terminal, guard: ProcessGuard) -> None:
        self._folder = folder
        self._ports = ports
        self._terminal = terminal
        self._guard = guard
        self._environment = dict(os.environ)

    def run(self, *, demo: bool) -> None:
        terminal = self._terminal
        self._make_folders()
        postgres = (
            None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(self._folder, guard=self._guard)
        )
        if postgres is not None:
            # Before the port is looked at: another run on this folder has that too, and moving would not help.
            postgres.claim()
        self._check_ports()
        supervisor = Supervisor(
            self._guard, self._folder / "logs", self._environment, lambda text: terminal.line(f"  ! {text}")
        )
        supervisor.listen()
        try:
            self._open(supervisor, postgres, demo=demo)
            supervisor.watch()
        except Interrupted:
            pass
        finally:
            running_house.forget(self._folder)
            terminal.line()
            with terminal.step("stopping") as step:
                supervisor.stop("web", "worker")
                if postgres is not None:
                    postgres.stop(immediate=supervisor.forced)
                step.note = "at once, as asked" if supervisor.forced else ""

    # ------------------------------------------------------------------ the steps

    def _open(self, supervisor: Supervisor, postgres: EmbeddedPostgres | None, *, demo: bool) -> None:
        terminal = self._terminal
        terminal.line()
        with terminal.step("keys"):
            secrets = kept_secrets.keep(self._folder / "secrets.json")
        self._settle(secrets)
        before = self._noted(postgres)
        slugs = product_slugs()
        unchanged = before is not None and before.schema == furnished.fingerprint(slugs)
        if postgres is not None:
            self._environment |= {"DATABASE_URL": postgres.url(), "KITH_APP_DATABASE_URL": postgres.app_url}
        if unchanged:
            # It takes longer to come to itself than PostgreSQL, and asks that for nothing before somebody asks it.
            supervisor.environment = self._environment
            supervisor.start(self._web())
        with terminal.step("PostgreSQL") as step:
            if postgres is not None:
                owner_url = postgres.start()
            else:
                owner_url = self._environment["DATABASE_URL"]
                step.note = "yours, from DATABASE_URL"
        supervisor.check()
        if before is None or not unchanged or (demo and not before.demo):
            found = self._furnish(owner_url, slugs, before, secrets["KITH_APP_PASSWORD"], demo=demo)
            supervisor.check()
            if postgres is not None:
                furnished.note(self._folder, found)
        else:
            found = before
        supervisor.environment = self._environment
        with terminal.step("web, worker, stand-ins"):
            if not unchanged:
                supervisor.start(self._web())
            # One after the other beside the web, which takes longer than both and should have a core to itself.
            supervisor.start(self._standins())
            supervisor.await_ready("stand-ins")
            supervisor.start(self._calendars())
            supervisor.await_ready("calendars", "web")
            # Whoever looks does not wait for the worker, and the web starts sooner without it beside.
            supervisor.start(self._worker())
            supervisor.await_ready("worker")
        running_house.note(self._folder, self._ports)
        self._welcome(found)

    def _noted(self, postgres: EmbeddedPostgres | None) -> Furnished | None:
        """Only ever about the embedded database, and only while that is there."""
        if postgres is None:
            return None
        if not postgres.cluster.exists():
            furnished.forget(self._folder)
        return furnished.noted(self._folder)

    def _furnish(
        self, owner_url: str, slugs: list[str], before: Furnished | None, app_password: str, *, demo: bool
    ) -> Furnished:
        # Imported here because a second start does without it, and without all that it imports.
        from kith.cli.furnishing import furnish
        from kith.foundation.migrations import let_app_sign_in

        def let_in() -> None:
            """On a database that is not ours to trust, the ordinary role needs a password."""
            if not self._environment.get("KITH_APP_DATABASE_URL"):
                let_app_sign_in(owner_url, app_password)
                self._environment["KITH_APP_DATABASE_URL"] = _as_app(owner_url, app_password)

        return furnish(
            self._terminal, owner_url, self._environment, slugs, before, demo=demo, migrated=let_in
        )

    def _make_folders(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._folder / "logs").mkdir(exist_ok=True, mode=0o700)
        except OSError as problem:
            raise CommandFailed(
                f"The data folder {self._folder} cannot be made: {problem.strerror}. "
                "Name another one with KITH_DATA_FOLDER."
            ) from problem

    def _check_ports(self) -> None:
        for port in (self._ports.web, self._ports.standins, self._ports.mail, self._ports.calendars):
            if not is_free(port):
                raise CommandFailed(
                    f"Port {port} is taken by another program. Choose other ports with --port, "
                    f"for example: ./kith up --port {self._ports.web + 100}"
                )

    def _settle(self, secrets: dict[str, str]) -> None:
        """Settings of the children: what the caller set wins over what the house would choose."""
        chosen = {
            "KITH_ENVIRONMENT": "development",
            "KITH_DATA_FOLDER": str(self._folder),
            **self._ports.settings(),
            **STANDIN_SETTINGS,
            # Written by the stand-ins: whom of the App Store to trust, and as whom to ask Google Play.
            "KITH_APP_STORE_ROOTS": str(self._folder / "standins" / "appstore-roots.pem"),
            "KITH_PLAY_ACCOUNT": str(self._folder / "standins" / "play-account.json"),
            **secrets,
        }
        for name, value in chosen.items():
            if not self._environment.get(name):
                self._environment[name] = value
        self._environment.pop("KITH_APP_PASSWORD", None)

    # ------------------------------------------------------------------ the parts

    def _standins(self) -> Part:
        return Part(
            name="stand-ins",
            command=[sys.executable, "-m", "kith.simulator.standins"],
            ready=listens(self._ports.standins),
            patience=5,
        )

    def _calendars(self) -> Part:
        return Part(
            name="calendars",
            command=[
                sys.executable,
                "-m",
                "kith.simulator.standins.radicale",
                "--port",
                str(self._ports.calendars),
                "--folder",
                str(self._folder / "calendars"),
            ],
            ready=listens(self._ports.calendars),
            patience=5,
        )

    def _worker(self) -> Part:
        # It answers to nobody: that it is still there when the web is ready is what can be seen of it.
        return Part(
            name="worker",
            command=[sys.executable, "-m", "kith.cli", "worker"],
            ready=lambda: True,
            patience=20,
        )

    def _web(self) -> Part:
        return Part(
            name="web",
            command=[sys.executable, "-m", "kith.cli", "web", "--port", str(self._ports.web)],
            ready=answers(f"http://127.0.0.1:{self._ports.web}/readyz"),
        )

    # ------------------------------------------------------------------ words

    def _welcome(self, found: Furnished) -> None:
        terminal = self._terminal
        home = self._environment["KITH_PUBLIC_URL"]
        standins = self._environment["KITH_STANDINS_URL"]
        links = [("The house", home)]
        links += [(product.name, f"{home}/{product.slug}") for product in found.products]
        links += [("Phones", f"{home}/simulator"), ("Mail", f"{standins}/mail")]
        links += [(name.capitalize(), f"{standins}/{name}/calendar/") for name in ("google", "microsoft")]
        links += [("CalDAV, mentor/mentor", self._environment["KITH_RADICALE_URL"])]
        links += [("Operators' console", f"{home}/console"), ("API", f"{home}/api/schema/openapi.json")]
        terminal.line()
        terminal.line(f"  {terminal.strong('Kith is up')}  {terminal.faint(f'{terminal.elapsed:.1f} s')}")
        terminal.line()
        for label, address in links:
            terminal.line(f"    {label:<20} {address}")
        if found.sign_ins:
            width = max(len(f"{person.name}, {person.role}") for person in found.sign_ins)
            terminal.line()
            terminal.line(f"  {terminal.strong('Sign in as')}")
            for person in found.sign_ins:
                terminal.line(f"    {f'{person.name}, {person.role}':<{width}}  {home}{person.address}")
        terminal.line()
        terminal.line(terminal.faint(f"  Data and logs: {self._folder}    Stop: Ctrl-C"))


def _as_app(owner_url: str, password: str) -> str:
    """The owner's URL, signed in as `kith_app`."""
    parts = urlsplit(owner_url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"kith_app:{quote(password, safe='')}@{place}"))
