"""Structured logs, one JSON object a line. Numbers and addresses of people are taken out of every value, whoever logs it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import msgspec
import structlog

_NUMBER = re.compile(r"\+\d[\d\s().-]{6,}\d|(?<![\w-])\d{10,15}(?![\w-])")
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")
_ROW_VALUES = re.compile(r"(Key \([^)]*\)=|Failing row contains )\(.*?\)(?= |\.|$)", re.DOTALL)


def scrub(text: str) -> str:
    """The text without telephone numbers, e-mail addresses, and row values that database errors quote."""
    return _ADDRESS.sub("[address]", _NUMBER.sub("[number]", _ROW_VALUES.sub(r"\1(…)", text)))


def _scrub_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: scrub(value) if isinstance(value, str) else value for key, value in event.items()}


def _encode(value: Any, **_options: Any) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()


class _Formatter(logging.Formatter):
    """Records of libraries in the same form as ours; tracebacks reduced to the exception's type."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": scrub(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            event["failure"] = record.exc_info[0].__name__
        return _encode(event)


def configure(level: int = logging.INFO) -> None:
    """Send every log of this process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(level, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _scrub_event,
            structlog.processors.JSONRenderer(serializer=_encode),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def logger(name: str) -> Any:
    """A structured logger: `log.info("what happened", key=value)`."""
    # Not bound here: a bound logger would keep the configuration there was when its module was imported.
    return structlog.get_logger(module=name)
