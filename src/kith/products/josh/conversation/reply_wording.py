"""The wordings of answers: yes, no, perhaps, late, cannot come.

Patterns and phrases are matched against the plain form of a text (lower-case words, no apostrophes).
"""

from __future__ import annotations

import re
from typing import Final


def _phrases(listed: str) -> frozenset[str]:
    """The comma-separated phrases of `listed`."""
    return frozenset(phrase for piece in listed.split(",") if (phrase := " ".join(piece.split())))


YES_WHOLE: Final = _phrases(
    """
    y, yes, yess, yesss, yea, yeah, yeahh, yep, yepp, yup, yupp, ya, yah, yas, yass, yasss, ye, yeh, yus,
    si, oui, sure, sure thing, ok, okay, okey, okey dokey, oki, k, kk, okie, alright, aight, all right,
    absolutely, definitely, def, defs, deffo, certainly, of course, ofc, totally, for sure, fs, perfect,
    great, awesome, cool, nice, lovely, wonderful, fantastic, excellent, amazing, sweet, brilliant, deal,
    bet, agreed, affirmative, roger, in, im in, i am in, count me in, im down, i am down, down, im game,
    game, im up, up for it, im up for it, why not, go, go ahead, go for it, do it, lets do, lets,
    lets go, right, correct, thats right, thats correct, exactly, confirm, confirmed, accept, accepted,
    i accept, join, ill join, id love to, i would love to, love to, would love to, id like to, id love,
    gladly, happy to, with pleasure, pleasure, please do, looks good, looks great, sounds good,
    sounds great, sounds fun, sounds perfect, sounds lovely, sounds nice, good, all good, works,
    works for me, that works, fine, fine by me, thats fine, i can, i can make, can do, i will, i do,
    i did, will do, yes sir, yessir, yes maam, hell yes, hell yeah, heck yes, heck yeah, fuck yes,
    fuck yeah, oh yes, yes yes, yes yes yes, yeah yeah, yes yeah, yes definitely, yes absolutely,
    yes sure, ye sure, yeah sure, sure yes, sure why not, 100, 100 percent, 1000, say less, no doubt,
    no problem, np, no prob, i wouldnt miss, wouldnt miss, cant wait, i cant wait, cannot wait,
    ill be there, see you there, be there, ill come, coming, im coming, affirm, yeppers, yis, aye, ja,
    da, yes of course, sign me up, ready, im ready, all yes, ok yes, si si, true, good for me, i am,
    i am coming, very much
    """
)
NO_WHOLE: Final = _phrases(
    """
    n, no, noo, nooo, nope, nopes, nop, nah, nahh, naw, na, nay, non, nein, nyet, no way, hell no,
    heck no, fuck no, god no, no no, no no no, no thx, not, not me, not interested, im not interested,
    not for me, not my thing, not feeling, im not feeling, not really, pass, ill pass, i pass, hard pass,
    gonna pass, going to pass, skip, ill skip, decline, declined, i decline, negative, never, out,
    im out, i am out, count me out, busy, im busy, i am busy, have plans, i have plans, got plans,
    already have plans, i already have plans, cant, i cant, cannot, i cannot, cant do, i cant do, wont,
    i wont, not this time, not tonight, not today, not now, not this week, not this weekend,
    not tomorrow, next time, maybe next time, another time, some other time, rain check, raincheck,
    take a rain check, ill take a rain check, unavailable, im unavailable, not available,
    im not available, not free, im not free, not possible, unfortunately, unfortunately not,
    unfortunately no, sadly, sadly no, sadly not, afraid not, im afraid not, i wish, wish i could,
    i wish i could, id rather not, rather not, i rather not, no dice, no can do, no go, definitely not,
    absolutely not, of course not, certainly not, def not, i dont, i didnt, dont, didnt, wrong,
    incorrect, false, thats wrong, not right, no good, doesnt work, does not work, that doesnt work,
    doesnt work for me, wont work, never again, neither, none, nobody, no one, nothing, not a chance,
    no chance, i dont think so, dont think so
    """
)


LATE: Final = re.compile(
    r"\b(?:running|im|i am|ill be|i will be|might be|gonna be|going to be|be|bit|little|minutes?|mins?|m"
    r"|few|hour) (?:a |bit |little"
    r" |few |about |abt |like |around |maybe |\d+ ?\w* |some |ten |five |fifteen |twenty |thirty |minutes "
    r"|mins |min |so |so sorry "
    r"|very |super |probably |of )*(?:late|behind|delayed)\b"
    r"|\brunning (?:\w+ ){0,2}(?:late|behind)\b|^(?:sorry )?(?:late|delayed)\b|\bstuck in (?:traffic|the"
    r" subway|a meeting|line)\b"
    r"|\bon my way\b.*\b(?:late|\d+ ?(?:m|min|mins|minutes))\b|\bdelayed\b"
    r"|\b(?:there|be there|arrive|arriving|eta)(?: \w+)? in (?:about |abt |like |around )?(?:\d+|five|ten"
    r"|fifteen|twenty|thirty|half an"
    r" hour|an hour)\b|\beta (?:\d+|ten|five)\b|\bbus (?:is )?(?:late|delayed)\b|\bmissed (?:my|the) (?:bus"
    r"|train)\b"
)
NOT_LATE: Final = re.compile(
    r"\b(?:too late|that late|so late|late (?:night|nights|evening|afternoon|for me)|not late|wont be late"
    r"|not (?:be )?running late"
    r"|how late|better late|later|sleep late|works? late|stay(?:ing)? (?:up )?late|out late|late breakfast"
    r"|late lunch|late dinner)\b"
)
CANT_MAKE_IT: Final = re.compile(
    r"\b(?:cant|cannot|can not|wont|will not|not able to|unable to|not going to|not gonna|couldnt|wouldnt"
    r"|dont think i can"
    r"|dont think i will|doubt i can|no longer|unlikely to|not) (?:be able to )?(?:make (?:it|this|that"
    r"|saturday|sunday|the|to)|come(?: anymore"
    r"| any more| after all|$)|coming(?: anymore|$)|attend|be there|join (?:anymore|after all)|be coming|be"
    r" joining)\b"
    r"|\b(?:have to|need to|got to|gotta|must|going to have to|gonna have to|ill have to|need) (?:cancel"
    r"|bail|drop out|back out|bow out|pull out"
    r"|sit (?:this|it) (?:one )?out|withdraw|flake|skip (?:this|it|saturday|sunday|tonight|tomorrow))\b"
    r"|\b(?:something|smth|sth|stuff|work|an emergency|family emergency) (?:just |has |urgent |has just"
    r" )?(?:came|come) up\b"
    r"|\b(?:bailing|dropping out|backing out|pulling out|cancel me|count me out (?:for|of)|im (?:not coming"
    r"|sick|ill)|i am (?:sick|ill|not coming)"
    r"|i got sick|woke up sick|feeling sick|have a fever|tested positive|have covid|got covid|down with"
    r" (?:the |a )?(?:flu|cold|covid|fever))\b"
    r"|\bgive (?:up )?my (?:spot|place|seat)\b|\b(?:someone|somebody) else can have my (?:spot|place"
    r"|seat)\b|\bmy (?:kid|son|daughter|dog|mom|dad)"
    r" is (?:sick|ill)\b|\bfamily emergency\b"
)
CAN_AFTER_ALL: Final = re.compile(
    r"\b(?:can make it|make it after all|can come after all|coming after all)\b"
)

HEDGE: Final = re.compile(
    r"\b(?:maybe|possibly|perhaps|might|depends|depending|not sure|unsure|not certain|idk|dunno|dont know"
    r"|do not know|i dont no|let me check"
    r"|let me see|let me think|let me get back|ill see|well see|ill check|ill think|have to check|need to"
    r" check|need to see|gotta check|get back to you"
    r"|let you know|if|unless|as long as|only if"
    r"|probably|prolly|think so|i guess|tentative\w*|50 50"
    r"|on the fence|undecided|cant decide|hard to say|either way|whatever|later|soon|not yet|ask me|who"
    r" else|whos|what time|where|how long|how far|how much"
    r"|which one|what is|whats|who is|when is|remind me|what)\b"
)
BUT: Final = re.compile(
    r"\b(?:but|except|however|although|only after|only until|until|till|not before|can we|could we|what"
    r" about|how about|instead)\b"
)
NO_PHRASE: Final = re.compile(
    r"\b(?:cant|cannot|can not|wont|couldnt|not (?:going|gonna|able|coming|free|available|interested|this"
    r"|today|tonight|tomorrow|for me|feeling|really"
    r"|up for|in the mood|my)|no (?:thanks|thank|thx|ty|can do|way|longer)|nope|nah|no|dont (?:want|think"
    r"|feel|like)|do not want|didnt|dont|wasnt"
    r"|busy|have plans|got plans|other plans|plans already|already (?:have|booked|doing|going)|booked"
    r"|working|out of town|away (?:this|that|then|all|for|until)|traveling|travelling"
    r"|pass|rain ?check|next time|another time|have to work|have work|have a shift|unfortunately|sadly|wish"
    r" i could|rather not|hate|decline|skip"
    r"|too (?:tired|far|late|early|expensive|busy|soon|cold|hot)|exhausted|doesnt work|does not work|wont"
    r" work|never|count me out|im out|babysit\w*)\b"
)
YES_PHRASE: Final = re.compile(
    r"\b(?:yes|yess+|yeah+|yep+|yup+|yea|sure|absolutely|definitely|of course|totally|for sure|perfect"
    r"|sounds (?:\w+ )?(?:good|great|fun|perfect|lovely|nice"
    r"|awesome|amazing|fantastic|like a plan|like fun|delightful|wonderful|cool)|love (?:to|that|it|this)"
    r"|(?:id|i would) like that|im in(?= (?:for|please|yes|see|too|as|100|if|josh|thanks"
    r"|sounds|cant)|$)|i am in(?= for|$)|count me in|count on me|im (?:so |totally |very |definitely"
    r" )?(?:down|game|up for)(?! with)|up for (?:it|that|this)|works (?:for me|great|well|perfectly|fine)"
    r"|that works|(?:saturday|sunday|friday|tonight|tomorrow|it) works|i can (?:make|do|come|be)|ill (?:be"
    r" there|come|join|take it|do it|go)|i will (?:be there|come|join)|see (?:you|u|ya|yall) (?:there|then"
    r"|all|saturday"
    r"|sunday|tomorrow|tonight|at)|be there|lets (?:do|go)|looking forward|excited|happy to|glad to|gladly"
    r"|cant wait|cannot wait|wouldnt miss|why not|go (?:ahead|for it)|sign me up|please do"
    r"|do it|ok|okay|great|awesome|cool|fine (?:by|with) me|good (?:for|with) me|no (?:problem|prob"
    r"|worries) (?:see|ill|i will|sounds|count)|book (?:it|me)|put me down|save me a (?:spot|seat)|reserve"
    r"|hell yes|heck yes|fun|i want to|would love|my kind of)\b"
)
IDIOM_YES: Final = re.compile(
    r"\b(?:cant wait|cannot wait|wouldnt miss|why not|no doubt|cant say no|no brainer|no problem|not a"
    r" problem|no worries (?:see|ill)|dont mind if i do|never been more"
    r"|cant think of anything better|hell no i wouldnt miss|not gonna miss|wont miss|im (?:not )?(?:gonna"
    r"|going to) be there)\b"
)

MISSED: Final = re.compile(
    r"\b(?:didnt|did not|couldnt|could not|wasnt able to|never|wasnt) (?:end up |actually |manage to )?"
    r"(?:go|going|make|made|come|attend|show|get there|there|went|able)\b"
    r"|\b(?:i missed (?:it|that|the)|missed it|no show|overslept|forgot|i bailed|i flaked|skipped it|stayed"
    r" home"
    r"|i (?:was|got) (?:too )?(?:sick|ill|busy))\b"
)
WAS_THERE: Final = re.compile(
    r"\b(?:i went|we went|i was there|we were there|i made it|we made it|i attended|i showed up|i came|i"
    r" did go|went and"
    r"|had (?:a |such a |so much |lots of |real )*(?:fun|great|good|blast|lovely|nice|wonderful|amazing"
    r"|awesome)"
    r"|(?:it was|was) (?:\w+ ){0,2}(?:fun|great|good|nice|lovely|awesome|amazing|ok|okay|fine|cool|boring"
    r"|awkward|wonderful"
    r"|perfect|weird|terrible|bad)|loved it|enjoyed it|(?:nobody|no one|noone) else (?:came|showed|was there)"
    r"|waited)\b"
)
NOT_AGAIN: Final = re.compile(
    r"\b(?:not really|never again|not again|once was enough|one time was enough|no more|not with (?:them"
    r"|that group|those|the same)"
    r"|wouldnt|would not|dont want to|do not want to|rather not|not my (?:thing|crowd|people|kind)|prefer"
    r" not|not for me"
    r"|not particularly|not so much|different (?:people|group) (?:please|next)|id pass|hard pass)\b"
)
AGAIN: Final = re.compile(
    r"\b(?:in a heartbeat|any ?time|any day|anytime|would do (?:it|this|that) again|do (?:it|this|that)"
    r" again|id do (?:it|that|this)"
    r"|would go again|for sure again|yes again|again please|i would(?! not)|id love|would love|cant wait"
    r"|next week\b.*\bplease|every week"
    r"|(?:lets|we should) do (?:it|this|that) again|same (?:people|group) (?:again|please)|great (?:people"
    r"|group)|loved (?:them|everyone|the group|it))\b"
)
CALL_OFF: Final = re.compile(
    r"\bcall(?:ing)? (?:it|this|that|the (?:\w+ )?(?:linkup|thing|plan|meetup|group|whole thing)|everything"
    r"|\w+) off\b"
    r"|\bcall(?:ing)? off\b"
    r"|\b(?:cancel|scrap|scratch|drop|abort)(?:ing)? (?:it|this|that|the (?:\w+ )?(?:linkup|plan|meetup"
    r"|thing|event|coffee|tennis|dinner)"
    r"|my (?:\w+ )?(?:linkup|plan|meetup)|our (?:\w+ )?(?:linkup|plan|meetup)|(?:it |this )?for (?:everyone"
    r"|everybody|all))\b"
)
NOT_CALL_OFF: Final = re.compile(
    r"\b(?:dont|do not|not|never|please dont|did you|was it|is it|wasnt|isnt|who|why|if (?:you|they|we)"
    r"|subscription"
    r"|membership|reminder|account) (?:\w+ ){0,2}(?:call|calling|called|cancel|canceled|cancelled)\b"
    r"|\b(?:cancel|drop) (?:my|the) (?:subscription|membership|account|payment|reminder|gym)\b|\bdrop (?:it"
    r"|this|that) off\b"
)
