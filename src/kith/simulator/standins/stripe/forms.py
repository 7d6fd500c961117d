"""Stripe's request parameters: a flat form with brackets, read as nested groups and lists."""

from __future__ import annotations

from urllib.parse import parse_qsl

from kith.simulator.standins.stripe.errors import invalid_parameter, missing_parameter

Tree = dict[str, "str | Tree"]


def parse_form(encoded: bytes) -> Params:
    """`items[0][price]=p&metadata[a]=b` as nested parameters. Raises StripeError for contradictory names."""
    tree: Tree = {}
    for name, value in parse_qsl(encoded.decode(), keep_blank_values=True):
        *groups, last = name.replace("]", "").split("[")
        branch = tree
        for part in groups:
            below = branch.setdefault(part or str(len(branch)), {})
            if isinstance(below, str):
                raise invalid_parameter(name, f"Invalid parameter: {name} has both a value and parts.")
            branch = below
        branch[last or str(len(branch))] = value
    return Params(tree)


class Params:
    """Parameters of one level; names in errors are Stripe's, such as `line_items[0][price]`."""

    def __init__(self, tree: Tree, prefix: str = "") -> None:
        self._tree = tree
        self._prefix = prefix

    def __contains__(self, name: str) -> bool:
        return name in self._tree

    def full_name(self, name: str) -> str:
        """The name as Stripe writes it in errors."""
        return f"{self._prefix}[{name}]" if self._prefix else name

    def text(self, name: str) -> str | None:
        """A text; None where absent or empty (Stripe's way to unset)."""
        value = self._tree.get(name)
        if isinstance(value, dict):
            raise invalid_parameter(self.full_name(name), f"Invalid string: {self.full_name(name)}")
        return value or None

    def required(self, name: str) -> str:
        """A text that must be there."""
        value = self.text(name)
        if value is None:
            raise missing_parameter(self.full_name(name))
        return value

    def whole(self, name: str) -> int | None:
        """A whole number."""
        value = self.text(name)
        if value is None:
            return None
        if not value.removeprefix("-").isdigit():
            raise invalid_parameter(self.full_name(name), f"Invalid integer: {value}")
        return int(value)

    def flag(self, name: str) -> bool | None:
        """true or false."""
        value = self.text(name)
        if value not in {None, "true", "false"}:
            raise invalid_parameter(self.full_name(name), f"Invalid boolean: {value}")
        return None if value is None else value == "true"

    def group(self, name: str) -> Params:
        """Nested parameters; empty where absent."""
        value = self._tree.get(name, {})
        return Params(value if isinstance(value, dict) else {}, self.full_name(name))

    def groups(self, name: str) -> list[Params]:
        """A list of nested parameters."""
        value = self._tree.get(name, {})
        if isinstance(value, str):
            return []
        return [
            Params(part, f"{self.full_name(name)}[{key}]")
            for key, part in value.items()
            if isinstance(part, dict)
        ]

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        value = self._tree.get(name, {})
        if isinstance(value, str):
            return []
        return [part for part in value.values() if isinstance(part, str)]

    def metadata(self, old: dict[str, str] | None = None) -> dict[str, str]:
        """The metadata after this request: keys merge, an empty value removes one, an empty text all."""
        given = self._tree.get("metadata", {})
        if isinstance(given, str):
            return {}
        merged = dict(old or {})
        for key, value in given.items():
            if isinstance(value, str) and value:
                merged[key] = value
            else:
                merged.pop(key, None)
        return merged

    def child_keys(self) -> list[str]:
        """The names at this level."""
        return list(self._tree)
