"""Where the parts of a running `up` listen, noted in the data folder for other commands."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kith.simulator.agreed import TELEGRAM_MODERATORS, TELEGRAM_TOKEN

DEFAULT_PORT = 8700


class Ports(msgspec.Struct, frozen=True):
    """Neighbours, so that one number moves the whole house."""

    web: int

    @property
    def standins(self) -> int:
        return self.web + 1

    @property
    def mail(self) -> int:
        return self.web + 2

    @property
    def calendars(self) -> int:
        return self.web + 3

    def settings(self) -> dict[str, str]:
        """Where the parts find each other."""
        standins = f"http://127.0.0.1:{self.standins}"
        return {
            "KITH_PUBLIC_URL": f"http://localhost:{self.web}",
            "KITH_STANDINS_URL": standins,
            "KITH_TWILIO_API_BASE": f"{standins}/twilio",
            "KITH_STRIPE_API_BASE": f"{standins}/stripe",
            "KITH_SMTP_URL": f"smtp://127.0.0.1:{self.mail}",
            "KITH_GOOGLE_API_BASE": f"{standins}/google",
            "KITH_MICROSOFT_API_BASE": f"{standins}/microsoft",
            "KITH_PLAY_API_BASE": f"{standins}/play",
            "KITH_TELEGRAM_API_BASE": f"{standins}/telegram",
            "KITH_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "KITH_TELEGRAM_SECRET": "for-the-stand-in-only",
            "KITH_TELEGRAM_MODERATORS": TELEGRAM_MODERATORS,
            "KITH_RADICALE_URL": f"http://127.0.0.1:{self.calendars}",
            "KITH_OUTWARD_ALLOWED": f"127.0.0.1:{self.calendars},127.0.0.1:{self.standins}",
        }


def note(folder: Path, ports: Ports) -> None:
    """Called once everything is ready."""
    _file(folder).write_bytes(msgspec.json.encode(ports))


def forget(folder: Path) -> None:
    """Called when the house stops."""
    _file(folder).unlink(missing_ok=True)


def addresses(folder: Path) -> dict[str, str]:
    """Settings by variable name that lead to the running parts; empty when none was noted."""
    try:
        return msgspec.json.decode(_file(folder).read_bytes(), type=Ports).settings()
    except (OSError, msgspec.MsgspecError):
        return {}


def _file(folder: Path) -> Path:
    return folder / "running.json"
