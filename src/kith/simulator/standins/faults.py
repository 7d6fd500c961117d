"""Faults that a test or a person asks a stand-in to commit, each a counted number of times."""

from __future__ import annotations

import enum

import msgspec


class FaultKind(enum.StrEnum):
    """What can go wrong. Each provider names the kinds it knows."""

    FAIL = "fail"
    """Answer `status` (500 unless given); nothing happens."""
    FAIL_AFTER_EFFECT = "fail_after_effect"
    """Do it, then answer `status` (500 unless given)."""
    RATE_LIMIT = "rate_limit"
    """Answer 429 with Retry-After `seconds`; nothing happens."""
    DELAY = "delay"
    """Wait `seconds`, then go on as usual."""
    DROP = "drop"
    """Reset the connection; nothing happens."""
    TIMEOUT_AFTER_ACCEPT = "timeout_after_accept"
    """Do it, then reset the connection: the caller cannot know."""
    NO_ANSWER = "no_answer"
    """Do it and never answer: the caller has to give up by itself."""
    UNDELIVERED = "undelivered"
    """Twilio: accepted and sent, then undelivered with `code`."""
    SEND_FAILED = "send_failed"
    """Twilio: accepted, then failed with `code`."""
    REPEAT_WEBHOOK = "repeat_webhook"
    """Post the same webhook once more."""
    LOSE_WEBHOOK = "lose_webhook"
    """Do not post the webhook at all."""
    DELAY_WEBHOOK = "delay_webhook"
    """Post the webhook only after `seconds`, letting later ones overtake it."""
    REORDER_CALLBACKS = "reorder_callbacks"
    """Twilio: post one message's status callbacks last first."""
    REPEAT_CALLBACKS = "repeat_callbacks"
    """Twilio: post every status callback of one message twice."""
    LOSE_CALLBACKS = "lose_callbacks"
    """Twilio: post no status callback for one message."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of fault for the next `times` occasions whose target contains `match`, once `after` of them have gone well.

    The target is what the fault is about, e.g. "POST /twilio/2010-04-01/Accounts/AC.../Messages.json",
    a phone number or an event type. `seconds` is for delays and Retry-After; `status` an HTTP status;
    `code` a provider's own error code.
    """

    kind: FaultKind
    times: int = 1
    after: int = 0
    match: str = ""
    status: int | None = None
    seconds: float = 1.0
    code: int | None = None


class FaultPlan:
    """The faults still to be committed, taken in the order they were added."""

    def __init__(self, known: frozenset[FaultKind]) -> None:
        self._known = known
        self._planned: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan a fault. Raises ValueError naming the field for a kind this provider lacks or a bad number."""
        if fault.kind not in self._known:
            kinds = ", ".join(sorted(self._known))
            raise ValueError(f"kind: this stand-in has no fault {fault.kind.value!r}; it knows {kinds}.")
        if fault.times < 1:
            raise ValueError("times: give a number of 1 or more.")
        if fault.after < 0:
            raise ValueError("after: give a number of 0 or more.")
        if fault.seconds < 0:
            raise ValueError("seconds: give a number of 0 or more.")
        if fault.status is not None and not 400 <= fault.status <= 599:
            raise ValueError("status: give an HTTP error status between 400 and 599.")
        self._planned.append(fault)

    def take(self, kind: FaultKind, target: str = "") -> Fault | None:
        """Use up one occasion of the first planned fault of this kind that matches, if there is one."""
        for position, fault in enumerate(self._planned):
            if fault.kind is kind and fault.match in target:
                if fault.after:
                    self._planned[position] = msgspec.structs.replace(fault, after=fault.after - 1)
                    continue
                if fault.times == 1:
                    del self._planned[position]
                else:
                    self._planned[position] = msgspec.structs.replace(fault, times=fault.times - 1)
                return fault
        return None

    def planned(self) -> list[Fault]:
        """What is still to come."""
        return list(self._planned)

    def clear(self) -> None:
        """Forget every planned fault."""
        self._planned.clear()
