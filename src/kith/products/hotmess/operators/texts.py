"""The rulesets and the operator's membership text: every version, and publishing another."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from kith.products.hotmess.beacons.form import pence_of
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.operators.frame import ADMINS, Requested
from kith.products.hotmess.rulesets import commands as rulesets
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

RULES: Final = "/console/hotmess/rulesets"
MEMBERSHIP: Final = "/console/hotmess/membership"


class RulesetForm(msgspec.Struct, frozen=True):
    slug: Annotated[str, msgspec.Meta(max_length=40)] = "house"
    name: Annotated[str, msgspec.Meta(max_length=200)] = ""
    body: Annotated[str, msgspec.Meta(max_length=30_000)] = ""
    words: Annotated[str, msgspec.Meta(max_length=50_000)] = ""
    links: Annotated[str, msgspec.Meta(max_length=10)] = "known"
    domains: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    most: Annotated[str, msgspec.Meta(max_length=12)] = ""


class MembershipForm(msgspec.Struct, frozen=True):
    body: Annotated[str, msgspec.Meta(max_length=20_000)] = ""


@get(RULES, include_in_schema=False, opt=only(*ADMINS))
async def show_rulesets(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    rows = await rulesets.versions(house)
    async with house.database.session(members.ACTOR, rulesets.schema(house)) as db:
        now = await rulesets.current(db)
    checks = rulesets.checks_of(now)
    table = Table(
        title="Versions",
        columns=("Ruleset", "Version", "Name", "Since"),
        rows=[
            (row["slug"], row["version"], Link(row["name"], f"/hotmess/rules/{row['id']}"), row["created_at"])
            for row in rows
        ],
        empty="None.",
    )
    form = Form(
        title="Publish another version",
        lead="What stands under an older version keeps it. Checks note what they find; a person decides.",
        action=RULES,
        button="Publish",
        fields=(
            Field(name="slug", label="Ruleset", value=now["slug"]),
            Field(name="name", label="Name", value=now["name"]),
            Field(name="body", label="The rules", type="textarea", value=now["body"]),
            Field(
                name="words",
                label="Words and phrases to notice",
                type="textarea",
                value="\n".join(checks.words),
                required=False,
                hint="One on each line. Capitals, accents and 0 for o make no difference.",
            ),
            Field(
                name="links",
                label="Links",
                value=checks.links,
                options=(("none", "None"), ("known", "To the domains below"), ("any", "Any")),
            ),
            Field(
                name="domains",
                label="Known domains",
                type="textarea",
                value="\n".join(checks.domains),
                required=False,
            ),
            Field(
                name="most",
                label="Notice prices above",
                value="" if checks.max_price_pence is None else f"{checks.max_price_pence / 100:.2f}",
                required=False,
            ),
        ),
    )
    return console_page(request, "Rulesets", [table], forms=[form], product="hotmess")


@post(RULES, include_in_schema=False, status_code=200)
async def publish_ruleset(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, RulesetForm)
    most = pence_of(form.most, "most") if form.most.strip() else None
    checks = rulesets.read_checks(form.words, form.links, form.domains, most)
    await rulesets.publish(house_of(request), admin, form.slug, form.name, form.body, checks)
    flash_next(request, "success", "Published. New beacons stand under it from now on.")
    return Redirect(RULES, status_code=303)


@get(MEMBERSHIP, include_in_schema=False, opt=only(*ADMINS))
async def show_membership(request: Requested) -> Response[str]:
    await operator(request)
    rows = await members.membership_versions(house_of(request))
    table = Table(
        title="Versions",
        columns=("Version", "Words", "Since"),
        rows=[(row["version"], row["body"], row["published_at"]) for row in rows],
        empty="None.",
    )
    form = Form(
        title="Publish another version",
        lead="Who this is for and how people treat each other, in your words. Members are asked for their yes at their next visit.",
        action=MEMBERSHIP,
        button="Publish",
        fields=(Field(name="body", label="The text", type="textarea", value=rows[0]["body"]),),
    )
    return console_page(request, "Membership", [table], forms=[form], product="hotmess")


@post(MEMBERSHIP, include_in_schema=False, status_code=200)
async def publish_membership(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, MembershipForm)
    await members.publish_membership(house_of(request), admin, form.body)
    flash_next(request, "success", "Published. Members are asked at their next visit.")
    return Redirect(MEMBERSHIP, status_code=303)


ROUTES = [show_rulesets, publish_ruleset, show_membership, publish_membership]
