"""What the house itself holds about a person, part by part, for their export."""

from __future__ import annotations

from typing import Final

from kith.commons.messaging import centre
from kith.foundation.language import later
from kith.foundation.product import ExportPart, export_part
from kith.foundation.queries import load

queries = load(__file__, "own.sql")
PARTS: Final = [
    export_part(queries, name, title)
    for name, title in {
        "you": later("Who you are"),
        "signed_in": later("Where you were signed in"),
        "passkeys": later("Your passkeys"),
        "consents": later("What you agreed to"),
        "blocks": later("When you blocked somebody"),
        "reports": later("What you reported"),
        "incidents": later("What you told us when something was wrong"),
        "strikes": later("Strikes"),
        "holds": later("When you were set aside"),
        "bans": later("When your account was closed"),
        "legal_holds": later("When we had to keep your data"),
        "decisions": later("What moderators decided about you"),
        "appeals": later("Your appeals"),
        "payments": later("Who you are at Stripe"),
        "pushes": later("Browsers that get pushes"),
        "early_features": later("Features you had early"),
        "notification_choices": later("What you want to be told, and how"),
        "notification_settings": later("Your quiet hours and gathered letters"),
        "told": later("What the house wrote to you"),
        "looked_at": later("When an operator looked at the house as you, to help"),
        "noted": later("What operators did about you"),
        "operator": later("Your part in running the house"),
        "data_requests": later("What you asked of your data"),
        "requests": later("Exports and erasures"),
    }.items()
] + [
    ExportPart(
        name="notices",
        title=later("What stood in your notices"),
        rows=centre.of_person,
        statements=(centre.queries.everything.sql,),
    )
]
