"""The words people agree to, and their versions. A changed wording is a new version; the old one stays readable."""

from __future__ import annotations

from typing import Final

import msgspec


class ConsentText(msgspec.Struct, frozen=True):
    """One wording of one consent."""

    kind: str
    product: str
    version: str
    language: str
    body: str


TEXTS: Final = (
    ConsentText(
        "sms",
        "josh",
        "2026-11",
        "en",
        "I agree that JOSH may text me at this number about meeting people: questions, invitations, reminders and codes, up to six unasked texts "
        "a day. Message and data rates may apply. I can text STOP at any time to end this and HELP for help. Agreeing is "
        "not a condition of buying anything.",
    ),
    ConsentText("age", "josh", "2026-11", "en", "I am 18 years of age or older."),
    ConsentText(
        "terms",
        "josh",
        "2026-11",
        "en",
        "I accept JOSH's terms: meet in public places, treat people kindly, come when you said you would or say so in time. JOSH introduces people "
        "and does not vouch for them.",
    ),
    ConsentText(
        "privacy",
        "josh",
        "2026-11",
        "en",
        "I have read the privacy notice: my number is shown to somebody only when we both say so; the words of my texts are encrypted and deleted "
        "after 60 days; I can read, correct, download and delete what JOSH knows about me.",
    ),
    ConsentText(
        "sms",
        "josh",
        "2026-11",
        "de",
        "Ich bin einverstanden, dass JOSH mir an diese Nummer SMS schreibt, damit ich Leute treffe: Fragen, Einladungen, Erinnerungen und Codes, "
        "höchstens sechs unverlangte am Tag, auf Englisch. Mein Anbieter kann Gebühren berechnen. Mit STOP beende ich das jederzeit, mit "
        "HELP bekomme ich Hilfe. Diese Zustimmung ist keine Bedingung für einen Kauf.",
    ),
    ConsentText("age", "josh", "2026-11", "de", "Ich bin 18 Jahre alt oder älter."),
    ConsentText(
        "terms",
        "josh",
        "2026-11",
        "de",
        "Ich nehme die Regeln von JOSH an: sich an öffentlichen Orten treffen, freundlich sein, kommen, wenn man zugesagt hat, oder rechtzeitig "
        "absagen. JOSH stellt Leute einander vor und verbürgt sich nicht für sie.",
    ),
    ConsentText(
        "privacy",
        "josh",
        "2026-11",
        "de",
        "Ich habe die Hinweise zum Datenschutz gelesen: Meine Nummer sieht jemand nur, wenn wir beide es wollen; der Wortlaut meiner SMS wird "
        "verschlüsselt und nach 60 Tagen gelöscht; was JOSH über mich weiß, kann ich lesen, berichtigen, herunterladen und löschen.",
    ),
    ConsentText(
        "age",
        "momento",
        "2026-11",
        "en",
        "I am 18 years of age or older.",
    ),
    ConsentText(
        "terms",
        "momento",
        "2026-11",
        "en",
        "I accept Momento's terms: treat hosts and guests kindly, come when you said you would or give your seat back in time, pay what an "
        "evening costs. Momento introduces people and does not vouch for them.",
    ),
    ConsentText(
        "privacy",
        "momento",
        "2026-11",
        "en",
        "I have read the privacy notice: my photos and profile are shown to people who share an evening with me; where I checked in is deleted "
        "after 30 days; I can read, correct, download and delete what Momento knows about me.",
    ),
    ConsentText(
        "age",
        "momento",
        "2026-11",
        "de",
        "Ich bin 18 Jahre alt oder älter.",
    ),
    ConsentText(
        "terms",
        "momento",
        "2026-11",
        "de",
        "Ich nehme die Regeln von Momento an: freundlich zu Gastgebern und Gästen sein, kommen, wenn man zugesagt hat, oder den Platz "
        "rechtzeitig zurückgeben, bezahlen, was ein Abend kostet. Momento stellt Leute einander vor und verbürgt sich nicht für sie.",
    ),
    ConsentText(
        "privacy",
        "momento",
        "2026-11",
        "de",
        "Ich habe die Hinweise zum Datenschutz gelesen: Meine Fotos und mein Profil sehen Leute, mit denen ich einen Abend teile; wo ich mich "
        "angemeldet habe, wird nach 30 Tagen gelöscht; was Momento über mich weiß, kann ich lesen, berichtigen, herunterladen und löschen.",
    ),
    ConsentText(
        "age",
        "mentor",
        "2026-11",
        "en",
        "I am 18 years of age or older.",
    ),
    ConsentText(
        "terms",
        "mentor",
        "2026-11",
        "en",
        "I accept Mentor's terms: come when you said you would or call it off in time, pay what a session costs, treat each other as you "
        "would in somebody's kitchen. Mentor introduces people and does not vouch for them.",
    ),
    ConsentText(
        "privacy",
        "mentor",
        "2026-11",
        "en",
        "I have read the privacy notice: of a connected calendar only the busy times are kept; what is said in a session stays between the "
        "two; I can read, correct, download and delete what Mentor knows about me.",
    ),
    ConsentText(
        "age",
        "mentor",
        "2026-11",
        "de",
        "Ich bin 18 Jahre alt oder älter.",
    ),
    ConsentText(
        "terms",
        "mentor",
        "2026-11",
        "de",
        "Ich nehme die Regeln von Mentor an: kommen, wenn man zugesagt hat, oder rechtzeitig absagen, bezahlen, was eine Sitzung kostet, "
        "miteinander umgehen wie bei jemandem in der Küche. Mentor stellt Leute einander vor und verbürgt sich nicht für sie.",
    ),
    ConsentText(
        "privacy",
        "mentor",
        "2026-11",
        "de",
        "Ich habe die Hinweise zum Datenschutz gelesen: Von einem verbundenen Kalender bleiben nur die belegten Zeiten; was in einer Sitzung "
        "gesagt wird, bleibt unter euch; was Mentor über mich weiß, kann ich lesen, berichtigen, herunterladen und löschen.",
    ),
    ConsentText(
        "age", "attuned", "2026-11", "en", "I am 18 years of age or older, and so is whoever I play with."
    ),
    ConsentText(
        "terms",
        "attuned",
        "2026-11",
        "en",
        "I accept Attuned's terms: both of us want to play, a no needs no reason, and either may stop at any moment.",
    ),
    ConsentText(
        "privacy",
        "attuned",
        "2026-11",
        "en",
        "I agree that Attuned keeps what I say about my body, my wishes and my limits, to choose cards that suit us. It is encrypted under a key "
        "of my own, my partner sees only what I choose to share, nobody else sees anything, and I can delete all of it at any time.",
    ),
    ConsentText(
        "age", "attuned", "2026-11", "de", "Ich bin 18 Jahre alt oder älter, und mit wem ich spiele, auch."
    ),
    ConsentText(
        "terms",
        "attuned",
        "2026-11",
        "de",
        "Ich nehme die Regeln von Attuned an: Wir wollen beide spielen, ein Nein braucht keinen Grund, und jeder darf jederzeit aufhören.",
    ),
    ConsentText(
        "privacy",
        "attuned",
        "2026-11",
        "de",
        "Ich bin einverstanden, dass Attuned aufbewahrt, was ich über meinen Körper, meine Wünsche und meine Grenzen sage, um passende Karten "
        "auszusuchen. Es ist mit einem eigenen Schlüssel verschlüsselt, mein Gegenüber sieht nur, was ich teilen will, sonst sieht niemand etwas, "
        "und ich kann alles jederzeit löschen.",
    ),
    ConsentText("age", "hotmess", "2026-11", "en", "I am 18 years of age or older."),
    ConsentText(
        "terms",
        "hotmess",
        "2026-11",
        "en",
        "I accept HOTMESS's terms: ask before you touch and before you photograph, take a no well, sell what is yours and for no more "
        "than is fair. HOTMESS runs doors and pages; what happens on the floor is between grown-ups who look after each other.",
    ),
    ConsentText(
        "privacy",
        "hotmess",
        "2026-11",
        "en",
        "I have read the privacy notice: where I was scanned is seen by nobody but the people who run the door and the house; cities are shown from "
        "ten people on, never me; I can read, correct, download and delete what HOTMESS knows about me.",
    ),
    ConsentText("age", "hotmess", "2026-11", "de", "Ich bin 18 Jahre alt oder älter."),
    ConsentText(
        "terms",
        "hotmess",
        "2026-11",
        "de",
        "Ich nehme die Regeln von HOTMESS an: fragen, bevor man anfasst oder fotografiert, ein Nein gut nehmen, nur Eigenes verkaufen und zu einem "
        "fairen Preis. HOTMESS kümmert sich um Türen und Seiten; was auf der Tanzfläche geschieht, machen Erwachsene unter sich aus, die "
        "aufeinander achten.",
    ),
    ConsentText(
        "privacy",
        "hotmess",
        "2026-11",
        "de",
        "Ich habe die Hinweise zum Datenschutz gelesen: Wo ich gescannt wurde, sehen nur die Leute an der Tür und im Haus; Städte erscheinen ab zehn "
        "Leuten, ich nie; was HOTMESS über mich weiß, kann ich lesen, berichtigen, herunterladen und löschen.",
    ),
)


def current(product: str, kind: str, language: str = "en") -> ConsentText:
    """The wording in force, in this language where there is one, else in English.

    Raises:
        LookupError: there is none of this kind.
    """
    in_force = {text.language: text for text in TEXTS if (text.product, text.kind) == (product, kind)}
    if "en" not in in_force:
        raise LookupError(f"{product} has no text about {kind}")
    return in_force.get(language, in_force["en"])
