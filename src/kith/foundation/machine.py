"""State machines: the mirror, for messages and decisions, of what `state_transitions` enforces in the database."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Transition(msgspec.Struct, frozen=True):
    """One legal change. An empty `source` is creation."""

    source: str
    target: str
    event: str


class Machine(msgspec.Struct, frozen=True):
    """The legal transitions of one entity."""

    entity: str
    transitions: tuple[Transition, ...]

    def allows(self, source: str, target: str) -> bool:
        return any(t.source == source and t.target == target for t in self.transitions)

    def successors(self, source: str) -> frozenset[str]:
        return frozenset(t.target for t in self.transitions if t.source == source)

    @property
    def states(self) -> frozenset[str]:
        return frozenset(t.target for t in self.transitions) | frozenset(
            t.source for t in self.transitions if t.source
        )


def machine(entity: str, transitions: Mapping[tuple[str, str], str]) -> Machine:
    """A machine from `{(source, target): event}`."""
    return Machine(entity, tuple(Transition(s, t, event) for (s, t), event in transitions.items()))
