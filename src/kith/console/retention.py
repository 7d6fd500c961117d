"""What will go by itself, when, and what went: the rules of retention as they are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from litestar import Request, Response, get

from kith.commons.privacy.retention import Outlook, outlook
from kith.web.console_frame import EVERYBODY, Table, console_page, only, operator
from kith.web.kept import span
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
PATH: Final = "/console/retention"
_MANY: Final = 100_000
_DOES: Final = {"delete": "goes", "blank": "is emptied", "call": "goes with what belongs to it"}


def _about(count: int) -> str:
    return f"{count:,}" if count < _MANY else f"{_MANY:,} or more"


def _row(one: Outlook) -> tuple[Any, ...]:
    rule = one.rule
    return (
        rule.what,
        f"{rule.schema_name}.{rule.table_name}",
        f"{_DOES.get(rule.action, 'goes by a job of its own')} {span(rule.keep_for) if rule.keep_for > timedelta() else 'at its own date'}",
        rule.basis,
        rule.why,
        _about(one.waiting),
        one.next_at if one.due == 0 else f"{_about(one.due)} now",
        f"{one.gone:,}",
        rule.last_run_at,
    )


@get(PATH, include_in_schema=False, opt=only(*EVERYBODY))
async def desk(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    found = await outlook(house)
    names = {"kith": "Kith", **{product.schema: product.name for product in house.products}}
    columns = ("What", "Table", "After", "Basis", "Why", "Waiting", "Next", "Went in 30 days", "Last run")
    tables = [
        Table(
            title=names[schema],
            columns=columns,
            rows=[_row(one) for one in found if one.rule.schema_name == schema],
            empty="Nothing goes by itself.",
        )
        for schema in dict.fromkeys(one.rule.schema_name for one in found)
    ]
    facts = [
        ("Rules", len(found)),
        ("Rows due now", _about(sum(one.due for one in found))),
        ("Went in 30 days", f"{sum(one.gone for one in found):,}"),
    ]
    return console_page(
        request,
        "What goes by itself",
        tables,
        lead="Rules come with the program and are kept every ten minutes. Members read the same list.",
        facts=facts,
    )


ROUTES = [desk]
