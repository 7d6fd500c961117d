"""Cards and drawing them; pure, no I/O.

    pair = Pair(player_of(profile_a, allows_a), player_of(profile_b, allows_b), talked=True, wants=Level.R)
    moment = Moment(seed, step, steps, kind, truths_so_far, dares_so_far, recent_tags, last_active, eased)
    histories = [History(ids, seconds), History(ids, seconds)]
    drawn = draw(deck, pair, moment, excluded_for(histories, now)) or draw_from_the_top(deck, pair, moment, histories)
    drawn.card, drawn.active, drawn.roles, drawn.checks, drawn.from_the_top; read_aloud(drawn.card.script, drawn.active, (name_a, name_b))

`bank/deck.py` keeps the deck of a process; `writing` has cards written. None from both draws: nothing may be shown to these two.
After a safe word: `draw(..., aftercare=True)`. After three skips in a row (`SKIPS_BEFORE_EASING`): `Moment.eased` one more.
"""
