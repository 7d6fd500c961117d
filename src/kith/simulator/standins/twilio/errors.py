"""Twilio's error answers. Source: Twilio's error and warning dictionary."""

from __future__ import annotations

import msgspec


class TwilioError(Exception):
    """An error answer: HTTP `status`, Twilio's `code` and a sentence."""

    def __init__(self, status: int, code: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}

    def body(self) -> bytes:
        """The JSON that Twilio answers with."""
        return msgspec.json.encode(
            {
                "code": self.code,
                "message": self.message,
                "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
                "status": self.status,
            }
        )


DELIVERY_ERRORS = {
    30001: "Queue overflow",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30034: "Message from an unregistered number",
}
"""Codes a message can fail with after it was accepted."""


def not_found(path: str) -> TwilioError:
    """404 for a resource the account does not have."""
    return TwilioError(404, 20404, f"The requested resource {path} was not found")


def too_many_requests(retry_after_seconds: float) -> TwilioError:
    """429; Retry-After in whole seconds."""
    return TwilioError(
        429, 20429, "Too Many Requests", {"Retry-After": str(max(1, round(retry_after_seconds)))}
    )


_API_ERRORS = {400: (20001, "Bad Request"), 401: (20003, "Authenticate"), 403: (20403, "Forbidden")}


def api_error(status: int) -> TwilioError:
    """The plain error of a status: 20500 for those of the server."""
    code, message = _API_ERRORS.get(status, (20500, "Internal Server Error"))
    return TwilioError(status, code, message)
