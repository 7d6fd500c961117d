"""The house's plain pages: privacy, terms, help."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from litestar import Request, Response, get

from kith.foundation.language import _, later
from kith.web.pages import page


class Part(msgspec.Struct, frozen=True):
    """A heading and what it says."""

    title: str
    text: str


PRIVACY: Final = (
    Part(
        later("What we keep"),
        later(
            "Your name, how to reach you, your birthday, where you live roughly, what you told us, and what you did with it."
        ),
    ),
    Part(
        later("Who sees it"),
        later(
            "People you meet see your first name. Your number is shown to somebody only when you both say so. A no is shown to nobody."
        ),
    ),
    Part(
        later("What is read"),
        later(
            "The words of your texts are encrypted and deleted after 60 days. Somebody of ours reads one only with a written reason."
        ),
    ),
    Part(
        later("What you can do"),
        later(
            "Read, correct, download and delete everything on your account page. STOP ends all texts at once."
        ),
    ),
    Part(
        later("What stays"),
        later(
            "If you said STOP: a scrambled form of your number, so that we never text it again. Nothing else that names you."
        ),
    ),
)
TERMS: Final = (
    Part(
        later("Meet well"),
        later("Meet in public places. Be kind. Come when you said you would, or say so in time."),
    ),
    Part(
        later("What we do"),
        later("We introduce people to each other. We do not vouch for them; your own judgement comes first."),
    ),
    Part(
        later("When it goes wrong"),
        later(
            "Text “report” or “unsafe”, or use the report button. A person of ours looks at each. In danger, call 911 first."
        ),
    ),
    Part(
        later("Not coming"),
        later(
            "Not turning up and cancelling late count points for 90 days. Three mean fewer invitations, six mean none for a while."
        ),
    ),
    Part(
        later("Paying"),
        later(
            "The first month is free. After that a membership renews until you end it, which you can do at any time."
        ),
    ),
)
HELP: Final = (
    Part(
        later("I get no code"),
        later("Wait half a minute and ask for another. If you ever texted STOP, text START first."),
    ),
    Part(
        later("I lost my phone"),
        later("Sign in with your e-mail address or a passkey. Your number moves with you when you keep it."),
    ),
    Part(
        later("I want a break"),
        later("Text PAUSE, or press the button on your home page. RESUME brings you back."),
    ),
    Part(later("I want to stop"), later("STOP ends all texts. Your account page deletes everything else.")),
    Part(
        later("Something happened"),
        later(
            "Text “unsafe” or “report”, at any time. We answer at once with what to do, and a person follows up."
        ),
    ),
)


def _page(request: Request[Any, Any, Any], title: str, lead: str, parts: tuple[Part, ...]) -> Response[str]:
    return page(request, "words.html", {"title": title, "lead": lead, "parts": parts})


@get("/privacy", include_in_schema=False)
async def privacy(request: Request[Any, Any, Any]) -> Response[str]:
    return _page(
        request, _("Privacy"), _("Short, because there is little to say: what is yours stays yours."), PRIVACY
    )


@get("/terms", include_in_schema=False)
async def terms(request: Request[Any, Any, Any]) -> Response[str]:
    return _page(request, _("Terms"), _("What we promise each other."), TERMS)


@get("/help", include_in_schema=False)
async def help_page(request: Request[Any, Any, Any]) -> Response[str]:
    return _page(request, _("Help"), _("The answers most people look for."), HELP)


ROUTES = [privacy, terms, help_page]
