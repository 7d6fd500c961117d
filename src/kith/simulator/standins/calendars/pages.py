"""The provider's pages: consent, and an account's diary to change by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Controller, MediaType, Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from kith.simulator.standins.calendars.diary import Entry, Exceptional, instances
from kith.simulator.standins.calendars.standin import CalendarStandIn

Provider = NamedDependency[CalendarStandIn]
HttpRequest = Request[None, None, State]
_TEMPLATES = Path(__file__).parent / "templates"
_pages = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
_SHOWN = timedelta(days=60)


class DiaryPages(Controller):
    """Accounts, and one account's events."""

    path = "/calendar"

    @get("/page.css", media_type="text/css")
    async def style(self) -> str:
        """The pages' own style."""
        return (_TEMPLATES / "page.css").read_text()

    @get("/")
    async def accounts(self, provider: Provider) -> Response[str]:
        """Whose calendars there are."""
        return _page(provider, "accounts.html", accounts=accounts_of(provider))

    @get("/{account:str}")
    async def diary(self, provider: Provider, account: FromPath[str]) -> Response[str]:
        """What an account has ahead, and the form for more."""
        return _diary(provider, account)

    @post("/{account:str}")
    async def change(
        self, request: HttpRequest, provider: Provider, account: FromPath[str]
    ) -> Response[str] | Redirect:
        """Add, move or delete."""
        form = dict(parse_qsl((await request.body()).decode()))
        try:
            _change(provider, account, form)
        except (ValueError, LookupError) as mistake:
            return _diary(provider, account, problem=f"That did not work: {mistake}")
        provider.changed(account)
        return Redirect(f"{provider.base_url}/calendar/{account}", status_code=303)


def accounts_of(provider: CalendarStandIn) -> list[str]:
    """Every account that exists: those of the settings, and whoever signed in or has events."""
    found = dict.fromkeys(provider.settings.accounts)
    found |= dict.fromkeys(grant.account for grant in provider.sign_in.grants())
    return list(found)


def consent_page(provider: CalendarStandIn, query: dict[str, str]) -> Response[str]:
    """Who is it, and do they agree? Wrong requests are explained here and never sent back."""
    problem = wrong_request(provider, query)
    return _page(
        provider,
        "consent.html",
        status=400 if problem else 200,
        problem=problem,
        query=query,
        accounts=accounts_of(provider),
        scopes=query.get("scope", "").split(),
    )


def wrong_request(provider: CalendarStandIn, query: dict[str, str]) -> str:
    """What is wrong with a request to sign in, or an empty text."""
    if query.get("client_id") != provider.sign_in.client_id:
        return "client_id: this client is not registered here."
    if urlsplit(query.get("redirect_uri", "")).scheme not in ("http", "https"):
        return "redirect_uri: give the address to come back to."
    if query.get("response_type") != "code":
        return "response_type: only code is offered."
    if query.get("code_challenge_method") != "S256" or len(query.get("code_challenge", "")) != 43:
        return "code_challenge: PKCE with S256 is required."
    return ""


def consented(provider: CalendarStandIn, form: dict[str, str]) -> Response[str] | Redirect:
    """Back to where they came from, with a code or without."""
    if wrong_request(provider, form):
        return consent_page(provider, form)
    answer = {"state": form.get("state", "")}
    account = form.get("account", "").strip().lower()
    if form.get("decision") != "allow" or "@" not in account:
        answer["error"] = "access_denied"
    else:
        answer["code"] = provider.sign_in.consent(
            account,
            scope=form.get("scope", ""),
            redirect_uri=form["redirect_uri"],
            challenge=form["code_challenge"],
        )
    return Redirect(f"{form['redirect_uri']}?{urlencode(answer)}", status_code=303)


def _change(provider: CalendarStandIn, account: str, form: dict[str, str]) -> None:
    diaries, key = provider.diaries, form.get("id", "")
    match form.get("action"):
        case "revoke":
            provider.sign_in.revoke_account(account)
        case "delete" if form.get("original"):
            original = datetime.fromisoformat(form["original"])
            diaries.change_instance(account, key, original, Exceptional(cancelled=True))
        case "delete":
            diaries.delete(account, key)
        case "move":
            start = datetime.fromisoformat(form.get("start", ""))
            entry = diaries.find(account, key)
            if entry is None:
                raise LookupError("this event is gone.")
            end = start + (entry.end - entry.start)
            if form.get("original"):
                original = datetime.fromisoformat(form["original"])
                diaries.change_instance(account, key, original, Exceptional(start=start, end=end))
            else:
                diaries.change(account, key, start=start, end=end)
        case _:
            _add(provider, account, form)


def _add(provider: CalendarStandIn, account: str, form: dict[str, str]) -> None:
    start = datetime.fromisoformat(form.get("start", ""))
    whole_day = form.get("all_day") == "yes"
    if whole_day:
        start = start.replace(hour=0, minute=0)
    minutes = form.get("minutes", "60")
    length = timedelta(days=1) if whole_day else timedelta(minutes=int(minutes) if minutes.isdigit() else 60)
    provider.diaries.add(
        Entry(
            id="",
            account=account,
            title=form.get("title", "").strip() or "Busy",
            start=start,
            end=start + length,
            zone=provider.settings.zone,
            all_day=whole_day,
            free=form.get("free") == "yes",
            rule={"daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY"}.get(form.get("repeats", ""), ""),
        )
    )


def _diary(provider: CalendarStandIn, account: str, problem: str = "") -> Response[str]:
    if "@" not in account:
        raise NotFoundException("There is no such account.")
    now = provider.clock.now()
    ahead = [
        one
        for entry in provider.diaries.of(account)
        if not entry.deleted
        for one in instances(entry, now + _SHOWN)
        if not one.cancelled and one.meets(now, now + _SHOWN)
    ]
    return _page(
        provider,
        "diary.html",
        status=400 if problem else 200,
        account=account,
        problem=problem,
        instances=sorted(ahead, key=lambda one: one.start),
        connected=len(provider.sign_in.grants(account)),
        tomorrow=(now + timedelta(days=1)).replace(minute=0, tzinfo=None),
    )


def _page(provider: CalendarStandIn, template: str, *, status: int = 200, **values: object) -> Response[str]:
    html = _pages.get_template(template).render(
        base=provider.base_url, provider=provider.name.capitalize(), zone=provider.settings.zone, **values
    )
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=_HEADERS)
