"""The fourteen questions, in the order they are asked. The first eight are enough to be invited."""

from __future__ import annotations

from typing import Final

from kith.products.josh.interview.shape import Option, Question
from kith.products.josh.profiles.factors import FactorName

F = FactorName

QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        "q01",
        ((F.CONNECTION_DEPTH, 0.8), (F.EMOTIONAL_OPENNESS, 0.3)),
        "First coffee with someone new. What makes it good? A) easy chat and laughs B) a bit of both "
        "C) skipping the small talk",
        "With new people, do you like it A) light and easy B) somewhere in between C) deep, right away?",
        "Some people like it light at first, some go deep at once. I try not to seat one next to the other.",
        (
            Option(
                "A", (0.2, 0.35), ("light*", "easy", "laugh*", "fun", "casual", "chat*", "relaxed", "jok*")
            ),
            Option("B", (0.5, 0.5), ("both", "in between", "mix*", "depends", "middle", "balance*")),
            Option(
                "C",
                (0.85, 0.7),
                ("deep*", "skip*", "real talk", "real conversation*", "meaningful", "serious", "honest*"),
            ),
        ),
    ),
    Question(
        "q02",
        ((F.SOCIAL_PACE, 0.8),),
        "How often does seeing friends feel right to you? A) now and then B) about once a week "
        "C) as often as I can",
        "In a good month, how many evenings with friends? A) one or two B) about four C) I lose count",
        "So that I text you about as often as you would like, and pick people who keep the same pace.",
        (
            Option(
                "A",
                (0.15,),
                ("now and then", "rarely", "once a month", "monthly", "one or two", "occasional*", "seldom"),
            ),
            Option(
                "B",
                (0.5,),
                ("once a week", "weekly", "weekend*", "about four", "every week", "every other week"),
            ),
            Option(
                "C",
                (0.9,),
                (
                    "often",
                    "daily",
                    "every day",
                    "always",
                    "constantly",
                    "lose count",
                    "several times",
                    "a lot",
                ),
            ),
        ),
    ),
    Question(
        "q03",
        ((F.CONVERSATION_STYLE, 0.8),),
        "At a table of new people, who are you? A) the one who listens B) half and half "
        "C) the one with the stories",
        "When a group talks, do you mostly A) listen B) listen and talk in equal parts C) talk?",
        "A table needs a storyteller and somebody who likes stories. I try to bring both.",
        (
            Option("A", (0.15,), ("listen*", "quiet*", "shy", "observ*", "ask question*")),
            Option(
                "B",
                (0.5,),
                ("half", "both", "listen and talk", "equal*", "depends", "mix*", "fifty fifty", "50/50"),
            ),
            Option("C", (0.85,), ("stor*", "talk*", "chatty", "outgoing", "entertain*", "chatterbox")),
        ),
    ),
    Question(
        "q04",
        ((F.GROUP_ENERGY, 0.8), (F.SOCIAL_PACE, 0.2)),
        "Your favorite company: A) one person and a long walk B) a table of four C) the more the merrier",
        "How many people make a good evening? A) two, me included B) three or four C) six or more",
        "I put together pairs and small groups. This tells me which invitations to send you.",
        (
            Option(
                "A",
                (0.1, 0.35),
                (
                    "one person",
                    "one on one",
                    "1 on 1",
                    "1:1",
                    "two",
                    "walk*",
                    "just us",
                    "one other",
                    "single",
                ),
            ),
            Option("B", (0.5, 0.5), ("four", "three", "3", "4", "small group*", "few", "small", "table")),
            Option(
                "C",
                (0.9, 0.7),
                (
                    "more",
                    "merrier",
                    "big",
                    "crowd*",
                    "party",
                    "parties",
                    "six",
                    "lots",
                    "loud",
                    "large",
                    "lively",
                ),
            ),
        ),
    ),
    Question(
        "q05",
        ((F.NOVELTY_SEEKING, 0.8),),
        "A free afternoon. You go to A) the place you always love B) somewhere new, but similar "
        "C) something you have never tried",
        "Old favorite or first time? A) old favorite B) some of each C) first time, please",
        "Some days want the usual table, some want a climbing wall. I would like to guess right for you.",
        (
            Option(
                "A",
                (0.15,),
                ("favorite*", "favourite*", "usual", "same", "familiar", "always love", "old", "regular"),
            ),
            Option("B", (0.5,), ("similar", "somewhere new", "some of each", "both", "mix*", "depends")),
            Option(
                "C",
                (0.9,),
                ("never tried", "first time", "new", "adventur*", "explor*", "surprise*", "different", "try"),
            ),
        ),
    ),
    Question(
        "q06",
        ((F.STRUCTURE_PREFERENCE, 0.8),),
        "Plans with friends: A) text me an hour before B) the day before is good "
        "C) in my calendar a week ahead",
        "How do you like a plan? A) on the spot B) a day's notice C) settled early",
        "One planner is enough for two, and two last-minute people need a nudge. I mix with that in mind.",
        (
            Option(
                "A",
                (0.1,),
                (
                    "hour",
                    "spontan*",
                    "last minute",
                    "on the spot",
                    "same day",
                    "whenever",
                    "go with the flow",
                ),
            ),
            Option("B", (0.5,), ("day before", "day's notice", "a day", "night before", "both", "depends")),
            Option(
                "C",
                (0.9,),
                ("calendar", "week*", "plan*", "early", "ahead", "organi*", "advance", "schedul*"),
            ),
        ),
    ),
    Question(
        "q07",
        ((F.HUMOR_STYLE, 0.8),),
        "What makes you laugh? A) a dry one-liner B) a good story, well told C) plain silliness",
        "Your humor: A) dry B) storytelling C) silly?",
        "Laughing at the same things is a fine start. That is all I am after.",
        (
            Option(
                "A",
                (0.15,),
                ("dry", "one-liner*", "sarcas*", "deadpan", "witty", "wit", "irony", "ironic", "dark"),
            ),
            Option("B", (0.5,), ("stor*", "anecdote*", "well told", "observation*", "both", "depends")),
            Option(
                "C",
                (0.85,),
                ("sill*", "goofy", "slapstick", "pun", "puns", "absurd*", "playful", "meme*", "dad"),
            ),
        ),
    ),
    Question(
        "q08",
        ((F.EMOTIONAL_OPENNESS, 0.8), (F.CONNECTION_DEPTH, 0.2)),
        "A rough week. With friends, you A) keep it to yourself B) say so if they ask C) tell them all of it",
        "How much do friends hear of your bad days? A) little B) what they ask about C) everything",
        "Some share early, some late. Both are fine, and it is easier among people who do it alike.",
        (
            Option(
                "A",
                (0.15, 0.3),
                ("keep it", "myself", "private", "little", "nothing", "to myself", "hide", "bottle*"),
            ),
            Option("B", (0.5, 0.5), ("ask*", "if they", "depends", "some*", "a bit", "close friend*")),
            Option(
                "C",
                (0.9, 0.75),
                ("tell", "everything", "all of it", "open*", "share*", "vent*", "talk about it", "honest*"),
            ),
        ),
    ),
    Question(
        "q09",
        ((F.SUPPORT_STYLE, 0.8),),
        "A friend calls, upset. Your first move: A) just listen B) listen, then ask what would help "
        "C) turn up with soup and a plan",
        "When a friend struggles, do you A) listen B) a bit of each C) get up and fix things?",
        "Being there looks different for everyone. I would like you to meet people who do it your way.",
        (
            Option("A", (0.1,), ("just listen", "listen*", "hear them out", "be there", "hug*")),
            Option("B", (0.5,), ("ask*", "what would help", "a bit of each", "both", "depends", "then help")),
            Option(
                "C",
                (0.9,),
                ("plan", "soup", "fix*", "turn up", "show up", "help", "solve", "advice", "come over"),
            ),
        ),
    ),
    Question(
        "q10",
        ((F.CONFLICT_STYLE, 0.8), (F.EMOTIONAL_OPENNESS, 0.2)),
        "A friend is 40 minutes late, again. You A) let it go B) make a joke of it C) say it bothers you",
        "When something annoys you, do you A) let it pass B) hint at it C) say it straight?",
        "Small things come up between people. It goes best when both clear them up in the same way.",
        (
            Option(
                "A",
                (0.15, 0.35),
                ("let it go", "let it pass", "shrug*", "ignore*", "nothing", "forgive*", "wait"),
            ),
            Option("B", (0.5, 0.5), ("joke*", "hint*", "tease*", "laugh*", "lightly", "depends")),
            Option(
                "C",
                (0.9, 0.65),
                (
                    "say it*",
                    "say so",
                    "say something",
                    "tell",
                    "straight",
                    "direct*",
                    "talk*",
                    "speak up",
                    "bother*",
                    "call*",
                ),
            ),
        ),
    ),
    Question(
        "q11",
        ((F.VALUES_ALIGNMENT, 0.8),),
        "Friends who see the world differently: A) love it, keeps me thinking B) fine if they are kind "
        "C) I prefer common ground",
        "Must friends agree on the big things? A) no, differences are fun B) kindness is enough "
        "C) mostly, yes",
        "Nobody asks what you believe. It only helps me know how much difference you enjoy at the table.",
        (
            Option(
                "A",
                (0.15,),
                ("love it", "different*", "fun", "thinking", "debate*", "challeng*", "learn*", "divers*"),
            ),
            Option(
                "B", (0.5,), ("kind*", "fine", "respect*", "depends", "enough", "ok", "okay", "don't mind")
            ),
            Option(
                "C", (0.9,), ("common ground", "mostly", "same", "agree*", "similar", "share*", "like-minded")
            ),
        ),
    ),
    Question(
        "q12",
        ((F.LIFESTYLE_RHYTHM, 0.8),),
        "When are you most yourself? A) early, with the first coffee B) around the middle of the day "
        "C) after dark",
        "Pick your hour: A) 8 in the morning B) 2 in the afternoon C) 10 at night",
        "A night owl and an early bird meet twice a year. I would rather find you someone who is awake.",
        (
            Option(
                "A",
                (0.1,),
                ("early", "morning*", "first coffee", "sunrise", "breakfast", "dawn", "8", "early bird"),
            ),
            Option("B", (0.5,), ("afternoon*", "midday", "noon", "middle", "lunch*", "daytime", "2", "day")),
            Option("C", (0.9,), ("dark", "night*", "evening*", "late", "10", "midnight", "night owl")),
        ),
    ),
    Question(
        "q13",
        ((F.GROUP_ENERGY, 0.4), (F.NOVELTY_SEEKING, 0.3), (F.LIFESTYLE_RHYTHM, 0.3)),
        "Saturday is all yours: A) a walk, then the bakery B) a market and a long lunch "
        "C) live music till late",
        "Your kind of Saturday: A) slow and quiet B) out and about by day C) lively, until late",
        "It tells me what to invite you to, and when. A good Saturday says a lot.",
        (
            Option(
                "A",
                (0.15, 0.3, 0.2),
                ("walk*", "bakery", "slow*", "quiet*", "park", "home", "book*", "hike*"),
            ),
            Option(
                "B",
                (0.5, 0.55, 0.5),
                ("market*", "lunch*", "museum*", "out and about", "day", "brunch*", "cafe*"),
            ),
            Option(
                "C",
                (0.85, 0.65, 0.9),
                ("music", "late", "lively", "concert*", "danc*", "club*", "bar*", "party", "gig*"),
            ),
        ),
    ),
    Question(
        "q14",
        ((F.CONNECTION_DEPTH, 0.4), (F.SUPPORT_STYLE, 0.4), (F.EMOTIONAL_OPENNESS, 0.3)),
        "Last one. A good friendship, a year in: A) we have fun together B) we help when it counts "
        "C) we can say anything",
        "What would you miss most in a friend? A) the fun B) the helping hand C) the honest talks",
        "This is what I hope to find for you, so I want to hear it in your own words if you like.",
        (
            Option("A", (0.25, 0.45, 0.4), ("fun", "laugh*", "good time*", "adventure*", "enjoy*", "joy")),
            Option(
                "B",
                (0.5, 0.9, 0.5),
                ("help*", "show up", "counts", "there for", "loyal*", "rely", "trust*", "support*"),
            ),
            Option(
                "C",
                (0.9, 0.15, 0.9),
                ("say anything", "honest*", "talk*", "open*", "deep*", "understand*", "tell"),
            ),
        ),
    ),
)

BY_ID: Final[dict[str, Question]] = {question.id: question for question in QUESTIONS}
