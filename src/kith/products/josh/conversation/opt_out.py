"""Reading whether a person asks JOSH to stop texting, to start again, or for help.

The carriers' words count as the whole message; any other wording counts if a reasonable person would read
it as "do not text me" (47 CFR 64.1200(a)(10)). Where a wording can be read both ways, it is taken as a wish
to be left alone: a wrong silence is undone by START, a text after a refusal is not.
"""

from __future__ import annotations

import enum
import re
from typing import Final

import msgspec

from kith.products.josh.conversation.wording import clauses, plain, sentences, strip_words, words


class OptOutKind(enum.StrEnum):
    STOP = "stop"
    START = "start"
    HELP = "help"
    NONE = "none"


class OptOut(msgspec.Struct, frozen=True):
    """What was read, and the words (in plain form) it was read from; `matched` is empty for NONE."""

    kind: OptOutKind
    matched: str = ""


NOTHING: Final = OptOut(OptOutKind.NONE)

STOP_WORDS: Final = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
START_WORDS: Final = frozenset({"start", "unstop"})
HELP_WORDS: Final = frozenset({"help", "info"})

_CARRIER_KINDS: Final[dict[str, OptOutKind]] = {
    **dict.fromkeys(STOP_WORDS, OptOutKind.STOP),
    **dict.fromkeys(START_WORDS, OptOutKind.START),
    **dict.fromkeys(HELP_WORDS, OptOutKind.HELP),
}
# Words that say STOP and nothing else, so they count as one sentence of a longer text too. CANCEL, END and
# QUIT are everyday words ("The end.") and count only alone.
_UNMISTAKABLE: Final = frozenset({"stop", "stopall", "unsubscribe", "optout", "revoke"})
_MISSPELT: Final[dict[str, str]] = {
    "stpo": "stop", "sotp": "stop", "tsop": "stop", "st0p": "stop", "stopp": "stop", "sstop": "stop",
    "stopit": "stop", "unsub": "unsubscribe", "unsubcribe": "unsubscribe",
    "unsuscribe": "unsubscribe", "unsubscibe": "unsubscribe", "unsubscrib": "unsubscribe",
    "unsubsribe": "unsubscribe", "unscubscribe": "unsubscribe", "cancle": "cancel",
}  # fmt: skip
_COURTESY: Final = frozenset(
    words(
        "please pls plz plse kindly thanks thank thankyou thx ty tks you u very much now hi hello hey josh"
        " sir madam "
        "maam guys immediately asap already seriously just and"
    )
)
# Said before or after STOP these leave no doubt; said with CANCEL or END they may be about a plan.
_REFUSALS: Final = frozenset(
    words("no nope nah not interested ok okay wtf i said sorry omg ffs enough it this")
)
_BANTER: Final = re.compile(
    r"\b(?:lol|lmao|lmfao|rofl|haha\w*|hehe\w*|jk|kidding|hilarious|funny|joking|love|adorable|sweet|obsessed"
    r"|crying|screaming|dying)\b"
)

_STOPPING: Final = r"(?:stop|stopp+|quit|cease|halt|discontinue)"
_TEXTING: Final = (
    r"(?:texting|txting|txtng|messaging|msging|contacting|calling|bothering|bugging|spamming|harassing"
    r"|pinging"
    r"|annoying|pestering|writing|emailing|blowing up)"
)
_TEXTS: Final = (
    r"(?:texts?|txts?|messages?|msgs?|sms|spam|notifications?|alerts?|reminders|invites|invitations"
    r"|communications?|contact|updates|this stuff|crap|shit)"
)
_FILLER: Final = (
    r"(?:(?:all|any|the|these|those|this|your|ur|of|more|further|future|so|many|me|us|with|sending)\s)"
)
_ME: Final = r"(?:me|us|this number|this phone|my number|my phone|my cell|here)"
# "Don't text me after ten" and "not at work" limit when, not whether.
_LIMIT: Final = (
    r"(?!\s(?:after|before|until|till|til|during|while|whilst|past|when|if|except|so early|so late|early|late"
    r"|this early|this late|that early|that late|in the|at night|at work|at \d|on (?!this|here|my)|today"
    r"|tonight"
    r"|tomorrow|for (?:a|the|now|saturday|sunday)|about (?!this|that|it|anything|any)|between|first|because"
    r"|to ask"
    r"|and (?:drive|walk)|his|her|their)\b)"
)

_LEAD: Final = re.compile(
    r"(?:^|\b(?:please|pls|plz|just|and|so|but|or|then|thanks|thx|now|josh|kindly|seriously|guys|better"
    r"|already|said"
    r"|ok|okay|no|nope|hey|hi|yo|omg|wtf|ffs|sorry|interested|number|everyone|again|once|"
    r"(?:can|could|will|would|should|must|cant|wont|why dont|why cant|why wont|why wouldnt) (?:you|u|yall)"
    r"|(?:want|wanted|wish|like|love|need|prefer|ask|asked|asking|told|tell|telling|beg|begging|demand"
    r"|request|require)"
    r" (?:you|u|yall|josh|this|these|it|for you)(?: all| guys)?(?: for)?(?: the)?(?: last)?(?: time)?(?: to)?"
    r"|(?:you|u|yall) (?:need|have|ought|better|must|should|gotta|can)(?: to)?"
    r"|(?:want|like|love|need|wish|how|prefer|trying|try|going|wanna|gonna|how do i|how can i) to|wanna|how"
    r" do i"
    r"|how can i|can i|may i|could i|id like to|lets|fuck|god|damn|hell|(?:let|help) me|dammit))$"
)
_SPOKEN_OF: Final = re.compile(
    r"\b(?:him|her|them|he|she|they|hes|shes|theyre|my (?:ex|mom|dad|boss|friend))\b"
)
_NEVER_MEANT: Final = re.compile(
    r"\b(?:dont|do not|cant|cannot|wont|never|didnt|not|doesnt|wouldnt|couldnt|without|hasnt|havent)$"
    r"|\b(?:dont|do not|never|not|didnt) (?:want|wish|need|like|mean|trying|going|ask|have)"
    r"(?: you| u| it| this| them| these)?(?: guys)?(?: to)?(?: ever)?$"
    r"|(?<!do )(?<!can )(?<!may )(?<!could )(?<!should )\b(?:i|we|ill|well|id|im|i will|i should|i shall|i"
    r" must|i (?:have|need|got|ought) to|i gotta)$"
    r"|\b(?:if|when|once|until|unless|did|does|whether|before) (?:i|you|u|we|they)(?: \w+)?$"
)

# Tried inside every clause; what stands before the match must be a lead-in, never somebody else's deed.
_IMPERATIVES: Final[tuple[re.Pattern[str], ...]] = tuple(
    re.compile(rf"\b(?:{pattern})\b")
    for pattern in (
        rf"{_STOPPING} (?:\w+ing and )?{_TEXTING}(?: or \w+ing)? (?:{_ME}|her|him|my \w+|us){_LIMIT}",
        rf"{_STOPPING} {_TEXTING}(?= (?:please|pls|plz|now|already|this|ok|thanks|everyone|again|stop|i|im"
        r"|dude|bro)\b|$)",
        rf"{_STOPPING} (?:sending|w|with)(?: \w+)? {_FILLER}*(?:invites|invitations|reminders|alerts"
        r"|notifications|updates)"
        r"(?! (?:for|to|about|at|on|after|before|from) )",
        rf"{_STOPPING} (?:sending|w|with)(?: \w+)?"
        rf" {_FILLER}*{_TEXTS}(?<!invites)(?<!invitations)(?<!reminders)"
        r"(?<!alerts)(?<!notifications)(?<!updates)(?! (?:at|after|before|to (?!me|us|this|my)\w+) )",
        rf"{_STOPPING} (?:getting|receiving) {_FILLER}*{_TEXTS}(?! (?:for|from|about) (?!you|josh|this))",
        rf"{_STOPPING} sending(?: me| us)?(?: (?:these|those|this|stuff|things|anything|so many))*$",
        rf"{_STOPPING} {_FILLER}+{_TEXTS}(?! (?:for|about|at|after|before) )",
        rf"{_STOPPING} {_TEXTS}$",
        r"(?:cancel|end) (?:all )?(?:the |these |those |your |this |my )?(?:further |future )?"
        r"(?:texts|messages|text messages|sms|text alerts|alerts)",
        rf"(?:do not|dont|never|dnt|donot|do nt|u can not|not) (?:ever |you |you ever |u |even |you dare )?"
        r"(?:call or |email or |call and )?(?:text|txt|message|msg|contact|sms|call|bother|write|spam|hit"
        r" up|reach out to)"
        rf"(?: or (?:call|text|contact|message|email))? {_ME}{_LIMIT}",
        r"(?:do not|dont|never) (?:ever )?(?:text|txt|message|msg|contact)(?: (?:again|anymore|any more"
        r"|ever))?$",
        rf"(?:do not|dont|never) (?:ever )?send (?:me )?{_FILLER}*{_TEXTS}(?! (?:for|about|at|after|before"
        r"|until|till) )",
        r"(?:do not|dont) send me (?:anything|any more|anymore|stuff|any of these|these)",
        r"(?:remove|delete|take|drop|scrub|unlist|erase) (?:me|us|my (?:number|phone|cell|info|name)(?:"
        r" number)?"
        r"|this (?:number|phone)|my details)(?: off| out)?(?: please| pls| now| asap| immediately| thanks)*$",
        r"(?:remove|delete|take|drop|scrub|erase|get|strike) (?:me|us|my (?:number|phone|cell|info|name"
        r"|contact)"
        r"(?: number| info)?|this (?:number|phone))(?: off| out)?(?: from| of| off)+ (?:(?:your|ur|this|the"
        r"|these|those"
        r"|all|any|all your|whatever|that|yalls) )*(?:\w+ )?(?:lists?|database|db|system|texts?|messages?"
        r"|contacts?"
        r"|records|mailing|distribution|service|thing|sms|files|phone|app|this|it|here|josh)",
        r"(?:lose|forget|delete|erase) (?:my|this) (?:number|digits)",
        r"leave (?:me|us) (?:the (?:fuck|hell|f) )?(?:alone|be|in peace)",
        r"not (?:to )?(?:ever )?(?:text|message|contact|call) (?:me|us|this number|my number)(?: again|"
        r" anymore| any more)*$",
        r"unsubscribe(?: me| us| now| please| this number| my number)*"
        r"(?=$| (?:from|to) (?:this|these|your|all|josh|the|everything|texts?|messages|sms|here|it)\b|"
        r" thanks| pls)",
        r"opt(?:ing)? (?:me |us |my number |this number )?out(?= of (?:all |any |the |these |those |this "
        r"|your |ur |future"
        r" |further |more |receiving |getting )*(?:texts?|texting|messages?|messaging|sms|everything|list"
        r"|service|josh"
        r"|communications?|contact|program|texts|notifications|here|it all)\b|(?: please| pls| now| thanks|"
        r" asap)*$)",
    )
)
# These say it whatever stands before them.
_DECLARATIONS: Final[tuple[re.Pattern[str], ...]] = tuple(
    re.compile(rf"\b(?:{pattern})\b")
    for pattern in (
        rf"^(?:please |ok |and |i said |i want |just )*no (?:more|further|additional) (?:\w+ )?{_TEXTS}(?!"
        r" (?:from|for|about|until"
        r"|till|after|before|tonight|today) (?!you|josh|this|here))",
        r"^(?:please )?enough (?:with the |of the |of these )?(?:texts|messages|texting|spam)",
        r"^no (?:texts?|texting|messages|sms|spam) (?:please|pls|anymore|any more|ever|ever again)",
        r"(?:i |^|and |mind and )(?:really )?(?:dont|do not|never|no longer|wont|will not|dont ever)"
        r" (?:want|wish|care|need|like|consent|agree)"
        r" (?:you (?:guys )?(?:to )?(?:text|message|contact|texting|messaging|contacting|call|calling|bother)"
        r"(?:ing)?(?: me)?|(?:to (?:be )?(?:get|getting|receive|receiving|see|have|hear|being)(?: from)?|to"
        r" be|getting|receiving|any|these|those|your"
        r"|ur|more|anymore|you|from) (?:\w+ )?(?:any |more |these |those |your |anymore |further )*"
        rf"(?:{_TEXTS}|contacted|texted|messaged|bothered|from (?:you|josh|yall)|you anymore|you again))",
        r"(?:i |^|and )(?:dont|do not|no longer) want (?:to (?:get|receive|be getting|be receiving)"
        r" )?(?:these|those|this|them|any of these|any of this|any more of these)"
        r"(?: anymore| any more| please| texts| thanks)*$",
        r"(?:not|no longer|never|isnt|aint) (?:interested|okay|ok|cool) (?:in|with) (?:\w+ )?(?:getting"
        r"|receiving|being|any|your|these|the|further|more)"
        rf" ?(?:any |your |these |more |further )*(?:{_TEXTS}|texted|contacted|messaged)",
        r"^(?:i )?(?:want|would like|need|wish|prefer|id like) (?:this|these|those|it|the|your|all)(?:"
        r" (?:texts|messages|stuff"
        r"|spam|texting|messaging))?(?: (?:this|these))? (?:to )?stop",
        r"^(?:please |just |can you |could you )*make (?:it|this|these|them)(?: (?:texts|messages|all))?"
        r" (?:all )?stop",
        r"i (?:hereby )?(?:revoke|withdraw|retract|take back) (?:my |all |any )?(?:prior |sms |text"
        r" )?(?:consent|permission)",
        r"^(?:please )?(?:revoke|withdraw|cancel) (?:my )?(?:sms |text )?consent",
        r"^(?:i )?(?:would |id )?(?:much )?(?:prefer|rather) not (?:to )?(?:get|getting|receive|be"
        rf" getting) {_FILLER}*{_TEXTS}",
        r"(?:get|getting|want|be|am|im|want to be|need to be) (?:me )?(?:taken |removed )?(?:off|from|out"
        r" of|on)(?: of)? (?:of )?"
        r"(?:this|your|ur|the) (?:text(?:ing)? |sms |mailing |contact |phone |message )?list(?: anymore|"
        r" please| now)*$"
        r"(?<!no longer on)",
        r"^(?:please |pls |just )*get me (?:off|out of) (?:this|here)$",
        r"^(?:remove|no mas|no more|discontinue|cease|desist|cease and desist|quit it|stop it)(?: from)?(?:"
        r" list)?$",
        r"(?:appreciate|prefer|like|great|nice|love) (?:it |that )?(?:very much )?if you (?:would |could "
        r"|guys )?"
        rf"(?:stop|stopped|quit) {_TEXTING}(?: me)?",
        r"^(?:please )?no contact$",
        r"^(?:please )?block (?:me|my number)(?: from| in| on|$)",
        r"(?:want|like|need|asked|beg|told) you to (?:please )?(?:stop|quit)$",
        r"^i (?:just )?(?:want|wish|would like) to (?:stop|quit)$",
        r"how (?:do|can) i make (?:this|it|these|them)(?: texts| messages)? stop",
        r"^quit it with (?:the|these|your|all)(?: the)? (?:texts|messages|texting)",
        r"^consent (?:is |has been )?(?:revoked|withdrawn)",
        r"^(?:sorry |hi |hey |hello |um |uh |no |im afraid |i think |i believe |i'm |im )*(?:this is |thats"
        r" |its |youve got |you have |you have got |you got |you got got "
        r"|u have |u got |youve |yall have |you are texting |youre texting |you texted )?(?:the |a )?wrong"
        r" (?:number|person|phone|guy|girl)"
        r"(?: sorry| pal| buddy| dude| please| bro| man| mate| here| for that)*$",
        r"im (?:blocking|going to block) (?:you|this number|this)",
        r"^(?:never|dont ever|do not ever) (?:text|message|contact) (?:me|this number|again|here)",
        r"^(?:fuck|piss|f|bugger|buzz|sod) off(?: josh| please| already| now| and leave me alone)?$",
        r"^(?:go away|get lost|shut up)(?: josh| please| already| now| bot)?$",
        r"how (?:do|can|to|would) (?:i )?(?:stop|end|turn off|get rid of|block|cancel) "
        rf"(?:getting |receiving )?{_FILLER}*{_TEXTS}",
        r"^(?:please )?turn (?:off )?(?:these |the |your |this |all )*(?:texts|messages|notifications|sms"
        r"|texting)(?: off)?",
        r"^(?:please |i beg you |just )*no (?:me )?mas (?:mensajes|textos)|^no (?:me )?(?:mande|manden"
        r"|envie|envien|escriba|escriban) mas",
    )
)
# Written without a full stop: "stop im not interested", "this is harassment stop".
_OPENS_WITH_STOP: Final = re.compile(
    r"^(?:please |pls )?stop (?:please|pls|im not|i am not|im (?:at|in)|i dont|i do not|not interested|no"
    r" more|who (?:is|are|r|dis)|wrong"
    r"|you have the wrong|this is (?:not|the wrong|spam|harassment)|dont text)\b"
)
_CLOSES_WITH_STOP: Final = re.compile(
    r"\b(?:harassment|interested|number|annoying|spam|illegal|wrong|creepy|please|pls) stop$"
)
_THREAT_OF_LAW: Final = re.compile(
    r"\bif you (?:ever )?(?:text|message|contact|call) me (?:again|one more time)\b.*\b(?:lawyer|police|sue"
    r"|report|attorney|fcc|block)\b"
)
_OWN_SLIP: Final = re.compile(
    r"\b(?:oops|oop|whoops|meant|ignore that|ignore me|my bad|gave me|for (?:my|him|her)|autocorrect)\b"
)


def classify(body: str) -> OptOut:
    """Read `body` (any text, also empty) as STOP, START, HELP or NONE. Never raises."""
    carrier = _carrier_word(body)
    if carrier is not None:
        return carrier
    whole = plain(body)
    if not whole:
        return NOTHING
    sentence = _unmistakable_sentence(body, whole)
    if sentence is not None:
        return sentence
    found = clauses(body)
    threat = _THREAT_OF_LAW.search(whole)
    if threat:
        return OptOut(OptOutKind.STOP, threat.group())
    for clause, following in zip(found, (*found[1:], ""), strict=True):
        # "Don't text me, call me" chooses the way, it does not refuse.
        if following.startswith(("call me", "ring me", "email me", "just call", "better call")):
            continue
        for pattern in _IMPERATIVES:
            for match in pattern.finditer(clause):
                if _is_addressed_to_us(clause[: match.start()].rstrip(), match.group()):
                    return OptOut(OptOutKind.STOP, match.group().strip())
        for pattern in _DECLARATIONS:
            match = pattern.search(clause) or pattern.search(strip_words(clause, _COURTESY))
            if match and not (_OWN_SLIP.search(whole) and "wrong" in match.group()):
                return OptOut(OptOutKind.STOP, match.group().strip())
    return NOTHING


def _carrier_word(body: str) -> OptOut | None:
    """The whole message is one carrier word, courtesies, repetition, spacing and stretching aside."""
    parts = _joined_letters(words(body))
    for courtesy in (_COURTESY, _COURTESY | _REFUSALS):
        core = strip_words(" ".join(parts), courtesy).split()
        word = _as_carrier_word("".join(core)) if len(core) <= 2 else None
        if word is None and core and len(set(core)) == 1:
            word = _as_carrier_word(core[0])
        if word is None:
            continue
        if courtesy is _COURTESY or word in _UNMISTAKABLE:
            return OptOut(_CARRIER_KINDS[word], word)
    return None


def _unmistakable_sentence(body: str, whole: str) -> OptOut | None:
    if _BANTER.search(whole):
        return None
    opening_or_closing = _OPENS_WITH_STOP.search(whole) or _CLOSES_WITH_STOP.search(whole)
    if opening_or_closing:
        return OptOut(OptOutKind.STOP, opening_or_closing.group())
    parts = clauses(body)
    for sentence in (*sentences(body), parts[0], parts[-1]):
        core = strip_words(sentence, _COURTESY)
        core = core.removeprefix("can you ").removeprefix("could you ").removeprefix("would you ")
        word = _as_carrier_word(strip_words(core, _COURTESY).replace(" ", ""))
        if word in _UNMISTAKABLE:
            return OptOut(OptOutKind.STOP, word)
    return None


def _as_carrier_word(joined: str) -> str | None:
    if joined in _CARRIER_KINDS:
        return joined
    if joined in _MISSPELT:
        return _MISSPELT[joined]
    # "STOOOP" and "sttop" are STOP; "stop" itself has no doubled letter, so nothing else collapses into it.
    squeezed = re.sub(r"(.)\1+", r"\1", joined)
    return "stop" if squeezed == "stop" else None


def _joined_letters(parts: tuple[str, ...]) -> list[str]:
    """Spaced letters put together: ("s", "t", "o", "p", "please") is ["stop", "please"]."""
    joined: list[str] = []
    run: list[str] = []
    for part in (*parts, ""):
        if len(part) == 1:
            run.append(part)
            continue
        joined.extend(["".join(run)] if len(run) >= 3 else run)
        run = []
        if part:
            joined.append(part)
    return joined


def _is_addressed_to_us(before: str, imperative: str) -> bool:
    """Whether the words before an imperative leave it one that is said to JOSH."""
    if not before or before in ("i", "i hereby", "and i", "yes i"):
        return not before or imperative.startswith(("opt", "unsub"))
    if _NEVER_MEANT.search(before) and not before.endswith(("why dont", "why cant")):
        return False
    if _SPOKEN_OF.search(before):
        return False
    return _LEAD.search(before) is not None
