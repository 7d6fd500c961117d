-- Who may see what of the game: members their own, the service the rest; XP, results and awards are written by functions only.

revoke all on function pair_amount(integer, integer), level_of(bigint), period_start(text, timestamptz), period_after(text, date), period_grace(), guard_period(),
  guard_game_history(), count_xp(), open_period(text, timestamptz), lock_players(uuid[], timestamptz),
  give_xp(uuid, xp_event, text, timestamptz, uuid, app_role), days_passed(text, date, date),
  streak_step(date, timestamptz, text, integer, date, timestamptz, text), follow_streak(uuid), note_activity(uuid, timestamptz, text), unlock_achievements(),
  league_moves(integer, integer), draw_leagues(date), give_awards(text, date), close_period(text, date), list_player(uuid), opt_out(uuid, boolean),
  is_profile_complete(uuid), note_profile(), note_joining(), give_for_session(uuid, uuid, uuid, timestamptz), note_completion(), note_review(), note_reveal(),
  note_standing(), replay_past(), count_anew() from public;

grant execute on function pair_amount(integer, integer), level_of(bigint), period_start(text, timestamptz), period_after(text, date), period_grace(),
  days_passed(text, date, date), streak_step(date, timestamptz, text, integer, date, timestamptz, text), note_activity(uuid, timestamptz, text),
  league_moves(integer, integer), draw_leagues(date), close_period(text, date), opt_out(uuid, boolean), is_profile_complete(uuid), count_anew() to service_role;

do $$
declare
  name text;
begin
  foreach name in array array['xp_amounts', 'game_periods', 'user_stats', 'xp_events', 'xp_totals', 'activity_days', 'achievements', 'user_achievements',
    'league_members', 'period_results', 'awards'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy service_all on %I for all to service_role using (true) with check (true)', name);
    execute format('grant select on %I to service_role', name);
  end loop;
end $$;

grant update (seen_at, told_at) on user_achievements to service_role;

grant select on leaderboard, leaderboard_week to service_role;

create policy user_stats_select_own on user_stats for select to authenticated using (user_id = auth.uid());

create policy xp_events_select_own on xp_events for select to authenticated using (user_id = auth.uid());

create policy activity_days_select_own on activity_days for select to authenticated using (user_id = auth.uid());

create policy user_achievements_select_own on user_achievements for select to authenticated using (user_id = auth.uid());

create policy awards_select_own on awards for select to authenticated using (mentor_user_id = auth.uid());

create policy achievements_select_all on achievements for select to authenticated using (true);

grant select on user_stats, xp_events, activity_days, user_achievements, awards, achievements to authenticated;
