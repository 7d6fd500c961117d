"""The wordings in which people tell of danger, harm or harassment, with how serious each is.

A table read by `safety_words`: severity 5 is life in danger, 4 assault, stalking or threats, 3 harassment or
feeling unsafe. Patterns are matched against the plain form (lower-case words, no apostrophes). What a pattern
excludes with "(?!" are the everyday meanings of the same words.
"""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final[tuple[tuple[int, str], ...]] = (
    (
        5,
        r"(?:kill|hurt|harm|cut|cutting|hurting|killing|harming) (?:myself|my self)(?! (?:at|in|on|with)"
        r" (?:the )?(?:gym|tennis|hike|climbing|yoga|court|run))",
    ),
    (
        5,
        r"(?:want|wanna|going|ready|wish i could|rather|plan|planning) (?:to )?(?:die|be dead|end (?:it all"
        r"|my life|everything))(?! (?:of|from) (?:laughing|laughter|embarrassment|cringe))",
    ),
    (
        5,
        r"(?:suicide|suicidal|self harm|selfharm|overdosed?|overdosing)(?! (?:squad|run|runs|wings|pass))",
    ),
    (
        5,
        r"(?:dont|do not|no longer|didnt) want to (?:live|be alive|be here anymore|exist|wake up|go on"
        r" living)|no reason to live|better off dead|(?:end|ending|take|taking) my (?:own )?life|cant go"
        r" on(?: anymore| any more| like this)|(?:cant|cannot) take (?:life|living) anymore",
    ),
    (
        5,
        r"(?:has|have|had|with|pulled|pulls|got|carrying|showed me|pointed) (?:a |his |her |out a |the"
        r" )?(?:gun|knife|weapon|pistol|blade)(?: (?:on|at) (?:me|us))?(?! (?:set|block|sharpening|skills"
        r"|for the cake))",
    ),
    (
        5,
        r"(?:going to|gonna|will|hell|shell|ill|wants to|want to|tried to|trying to|threatened to|threatens"
        r" to|threatening to|says he will|said hed|said he would) (?:kill|shoot|stab|rape|murder|strangle"
        r"|hurt) (?:me|us|her|him|you|them)(?! if you (?:dont|do not) (?:come|join))",
    ),
    (
        5,
        r"raped?(?: me| her| him)?(?! seed)|raping|sexually assaulted|sexual assault|molested",
    ),
    (
        5,
        r"(?:call|calling|called|need|send|get) (?:me )?(?:911|112|999|the (?:police|cops)|police|cops|an"
        r" ambulance|ambulance|help now)",
    ),
    (
        5,
        r"(?:being|im|am|getting) followed(?! by \d)|(?:is|hes|shes|are|theyre|someone is|somebody is|guy"
        r" is|man is|still) following (?:me|us)(?! on)",
    ),
    (
        5,
        r"(?:wont|will not|wouldnt|doesnt|not|didnt) let(?:ting)? (?:me|us) (?:leave|go|out|go home|get out)",
    ),
    (
        5,
        r"(?:drugged|roofied|spiked|kidnapp?ed|abducted|choked|choking|strangled|stabbed|held me"
        r" hostage)(?: me| my drink| us)?(?! up)(?! the (?:ball|punch))|put something in my drink",
    ),
    (
        5,
        r"(?:i am|im|were|we are) in (?:real |serious |immediate )?danger|my life is in danger|locked me in"
        r"|trapped (?:me|us)",
    ),
    (
        5,
        r"^(?:emergency|this is an emergency|its an emergency|sos|save me|please help me|help me please"
        r"|help me|mayday)$",
    ),
    (
        5,
        r"(?:there (?:is|was|has been)|theres been|a|mass) (?:a )?(?:shooting|shooter|stabbing)(?! (?:range"
        r"|star|guard|hoops|competition|game))|active shooter|shots fired|(?:im|i am|hes|shes|is)"
        r" bleeding(?! (?:heart|edge))|(?:cant|cannot) breathe(?! (?:lol|laughing|from))|unconscious|(?:not"
        r"|isnt|stopped) breathing",
    ),
    (
        4,
        r"follow(?:ed|ing|s) (?:me|us|her)(?! (?:on|back|in) (?:instagram|insta|ig|twitter|tiktok|social"
        r"|strava|facebook|spotify|there))(?! on)(?! back)",
    ),
    (
        4,
        r"stalk(?:ed|ing|s) (?:me|us|her)(?! on (?:insta|ig))|(?:a|my|the|being|been|this|that|hes a|is a"
        r"|feels like) stalk(?:er|ed)(?! (?:cat|dog|movie|film|show|squirrel))",
    ),
    (
        4,
        r"grabb?(?:ed|ing|s) (?:me|my|at me|us|her)(?! (?:a |an |some |another |coat|jacket|bag|keys|coffee"
        r"|the (?:last|best)))|grop(?:ed?|ing)|(?:touched|touching|touches) (?:me|my (?:leg|thigh|knee|hair"
        r"|body|chest|butt|back|breasts?|waist)|us|her)(?! (?:deeply|so much|that))",
    ),
    (
        4,
        r"[a-z]+ (?:hit|punched|slapped"
        r"|kicked|pushed|shoved|beat|bit|attacked|assaulted|hurt|threatened|cornered|mugged|robbed|spat"
        r" (?:on|at)"
        r"|dragged) (?:me|us)(?! (?:up|with (?:the|a) (?:ball|frisbee|idea|puns?|question)|in (?:chess"
        r"|tennis|pool|the final)|at (?:chess|tennis|pool|scrabble|pickleball|darts|bowling|mini golf)|to"
        r" (?:it|the|try|go|join|come|be)|out of|so hard laughing|later|back (?:later|tomorrow)))",
    ),
    (
        4,
        r"(?:assault(?:ed|ing)?|attacked|threaten(?:ed|ing|s)?|threats?(?! level)|blackmail(?:ed|ing)?"
        r"|violent|violence|abuse|abus(?:ed|ive|ing)|mugged)(?! (?:by (?:mosquito\w*|bees?|wasps?|geese|a"
        r" (?:goose|dog|squirrel|seagull|bird))|on serve|video game|to win|rain|of rain|of (?:rain|snow"
        r"|storms?)|offer|to rain|chess|weather|to quit))",
    ),
    (
        4,
        r"(?:forced|pressured|coerced) (?:me|himself|herself|us|her)(?! to (?:try|eat|laugh|dance|sing))"
        r"|tried to (?:kiss|force|undress|grab|touch) me|put(?:s|ting)? (?:his|her|their) hands? (?:on|up"
        r"|around|down) (?:me|my)|(?:hurting|hitting|beating|attacking|touching|grabbing|groping) (?:me"
        r"|us)(?! (?:up|at (?:chess|tennis)))|kissed me (?:against|without|even)|(?:exposed|flashed"
        r"|undressed) (?:himself|herself|me)|masturbat\w+",
    ),
    (
        4,
        r"(?:showed|shows|showing|turned|turns|came|comes) (?:up )?(?:at|to|outside) my (?:house|home|place"
        r"|door|work|apartment|office|flat|job) (?:uninvited|unannounced|again|at night|last night|without"
        r"|drunk|and (?:wont|refuses|wouldnt))|(?:waiting|standing|parked|lurking|hiding) outside my"
        r" (?:house|home|door|apartment|work|place)|knows where i live",
    ),
    (
        4,
        r"(?:is|hes|shes|was|were|only|a|im) (?:a minor|underage|under age|only 1[0-7]|under 18)(?! league)"
        r"|(?:i am|im|hes|shes|he is|she is) 1[0-7](?: years old| yrs old)",
    ),
    (
        4,
        r"(?:broke|break|breaking) into my (?:car|house|home|apartment|place|flat)|locked the door and"
        r"|(?:showed|shows|showing|turned|turns) up (?:at|outside) my (?:work|job|school|office)",
    ),
    (
        3,
        r"harr?as+\w*",
    ),
    (
        3,
        r"(?<!not )unsafe(?! (?:at any speed|to (?:eat|drink|swim|park|hike|bike|assume)|for (?:kayak|boat"
        r"|bik|swim|climb|skat|dog|kid)\w*|ice|roads?|trail|water|driving|mode|code|link|website|browser"
        r"|rust|pitch))",
    ),
    (
        3,
        r"(?:not|dont|didnt|never|doesnt|wasnt|isnt|wont) (?:be |at all |really |even |very )?(?:feel |felt"
        r" |feeling )?(?:at all |really |very |so |too |entirely |totally )?safe(?! (?:to (?:eat|park"
        r"|assume|say|drive|bet)|bet|for work))",
    ),
    (
        3,
        r"(?:i am|im|i was|i feel|i felt|feel|felt|feeling|got|we were|so|too|really|very|bit|kinda"
        r"|honestly) (?:so |really |very |too |a bit |kind of |kinda |quite )*(?:scared|afraid|frightened"
        r"|terrified|threatened|intimidated)(?! (?:of (?:the )?(?:heights|spiders|the dark|dogs|flying"
        r"|water|missing|clowns|commitment|needles|rejection|change|public|being late|the ball|snakes"
        r"|falling|roller)|of my (?:boss|own)|id|that i (?:might|may|will)|i (?:might|may|will|wont|cant)"
        r"|im|not|so|to (?:ask|try|meet|say|go alone|be late|miss)|by the (?:hill|climb|menu|crowd)))",
    ),
    (
        3,
        r"(?:scared|afraid|frightened|terrified) of (?:him|her|them|that (?:man|guy|woman|person)|this"
        r" (?:man|guy|woman|person)|my (?:ex|date|match))",
    ),
    (
        3,
        r"(?:scared|scares|frightened|frightens|intimidated|terrified) me(?! (?:half to death lol|into))",
    ),
    (
        3,
        r"creep(?:ed|ing|s) (?:me|us|everyone) out|(?:a|such a|total|real|the|that|huge|is|was|being|hes"
        r"|shes) (?:total |real |huge )?creep|(?:he|she|they|hes|shes|guy|man|woman|person|who|is being"
        r"|was being|were|acting|got|getting|act|acted) (?:is |was |got |were |really |so |super |very "
        r"|kind of |kinda |a bit |being |getting |all )*(?:creepy|inappropriate|handsy|hostile|dangerous"
        r"|aggressive|predatory|abusive)",
    ),
    (
        3,
        # A name, which nothing tells from other words but its place: "Tom was creepy", not "the film was".
        r"(?:^|(?<=and )|(?<=but )|(?<=because )|(?<=that ))(?!(?:it|that|this|there|everything|nothing|all|what|which|weather"
        r"|traffic|parking|music|food|dogs|rain|mine|some) )[a-z]+ (?:is|was|got|were) (?:being |really |so |super |very |a bit |kinda |kind of )*"
        r"(?:creepy|inappropriate|handsy|hostile|aggressive|predatory|abusive|racist|sexist|homophobic|transphobic)",
    ),
    (
        3,
        r"(?:made|makes|making|make) (?:me|us|her|everyone) (?:feel )?(?:really |very |so |super |a bit "
        r"|extremely |pretty )*(?:uncomfortable|unsafe|scared|afraid|uneasy)",
    ),
    (
        3,
        r"(?:said|saying|made|making|sent|sending|says|makes|sends|some|very|really|so|super|pretty|asked"
        r"|asking) (?:me )?(?:some |really |very |such |a |an )?(?:inappropriate|sexual|racist|homophobic"
        r"|transphobic|sexist|disgusting|antisemitic|vulgar|explicit|lewd)",
    ),
    (
        3,
        r"(?:wont|will not|wouldnt|would not|cant|doesnt|didnt|refuses to|never) (?:stop (?:texting|calling"
        r"|messaging|touching|following|asking|contacting|bothering|staring|hitting on|commenting|flirting)"
        r"|leave (?:me|us|her) alone|take no)",
    ),
    (
        3,
        r"(?:keeps|kept|keep|constantly|still) (?:on )?(?:texting|calling|messaging|touching|contacting"
        r"|bothering|staring at|hitting on|asking me (?:out|for nudes|for money)|commenting on my)(?:"
        r" me)?(?! (?:my|the|each other|your))",
    ),
    (
        3,
        r"dick pics?|nudes?(?! (?:art|model|drawing|figure|beach|lipstick|color|colour))|unsolicited"
        r" (?:pics?|photos?)|naked (?:pics?|photos?|pictures)",
    ),
    (
        3,
        r"(?:asked|asking|asks|begged|tricked|scammed|conned) (?:me )?(?:for|out of|into sending) (?:my "
        r"|some )?(?:money|cash|bank|password|gift cards?|crypto|loan)|(?:stole|stolen|steals) (?:my|money"
        r"|cash|from (?:me|us))(?! (?:heart|idea|fries|joke|thunder|spot))|(?:a|is|hes a|shes a|total"
        r"|romance) scam(?:mer)?|scammed me",
    ),
    (
        3,
        r"(?:hes|shes|is|was) an? (?:sexual )?predator|(?:discriminat\w+|slurs?|hate speech|bull(?:ied"
        r"|ying) me|verbally abus\w+|(?:yell|scream"
        r"|shout)(?:ed|ing) at (?:me|us)|insulted me|(?:he|she|they) (?:is|was) (?:a )?(?:racist|sexist"
        r"|homophobic|transphobic|predator|dangerous))",
    ),
    (
        3,
        r"(?:dont|didnt|did not|do not|not|never) (?:really )?(?:feel|felt|feeling) (?:at all |very |really"
        r" |so )?comfortable (?:around|with|near|alone with) (?:him|her|them|that|this|[a-z]+$)",
    ),
)

HARM: Final[tuple[tuple[int, re.Pattern[str]], ...]] = tuple(
    (severity, re.compile(rf"\b(?:{pattern})\b")) for severity, pattern in _TABLE
)
"""Severity and wording, the most serious first."""
