-- Achievements: what is worth being told once. Each asks for a number in user_stats.

create table achievements (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  description text not null,
  icon text not null,
  metric text not null,
  threshold bigint not null,
  position integer not null,
  by_mail boolean not null default false,
  constraint achievements_slug_uniq unique (slug),
  constraint achievements_position_uniq unique (position),
  constraint achievements_slug check (slug ~ '^[a-z][a-z_]{1,39}$'),
  constraint achievements_texts check (length(name) between 1 and 40 and length(description) between 1 and 160),
  constraint achievements_threshold check (threshold > 0),
  constraint achievements_metric check (metric in ('xp', 'level', 'sessions', 'mentored', 'people_met', 'reviews_given', 'reviews_received', 'profile_complete',
    'longest_streak', 'best_tier', 'league_wins', 'awards_won'))
);

comment on table achievements is 'What can be achieved: unlocked when the metric, a column of user_stats, reaches the threshold. `game/achievements/catalogue.py` has the same words for the catalogs.';

comment on column achievements.by_mail is 'Worth a letter; the others wait on the page.';

create table user_achievements (
  user_id uuid not null references profiles (user_id) on delete restrict,
  achievement_id uuid not null references achievements (id) on delete restrict,
  unlocked_at timestamptz not null default kith.now(),
  seen_at timestamptz,
  told_at timestamptz,
  primary key (user_id, achievement_id)
);

comment on table user_achievements is 'What somebody has achieved, once and for good.';

comment on column user_achievements.seen_at is 'When it was shown as new on their page.';

comment on column user_achievements.told_at is 'When a letter said so, or it was settled that none will.';

create index user_achievements_achievement_idx on user_achievements (achievement_id);

create index user_achievements_to_tell_idx on user_achievements (unlocked_at) where told_at is null and seen_at is null;

insert into achievements (slug, name, description, icon, metric, threshold, position, by_mail) values
  ('who_you_are', 'Who you are', 'Your profile says enough for somebody to say yes to you.', 'user', 'profile_complete', 1, 10, false),
  ('first_hour', 'The first hour', 'Your first session is behind you. Most people never ask.', 'check-circle', 'sessions', 1, 20, true),
  ('handful', 'A handful', 'Five sessions. It is becoming a habit.', 'calendar', 'sessions', 5, 30, false),
  ('regular', 'Regular', 'Twenty-five sessions: this is how things change.', 'calendar', 'sessions', 25, 40, false),
  ('hundred_sessions', 'A hundred talks', 'A hundred sessions. We had to count twice.', 'calendar', 'sessions', 100, 50, true),
  ('hour_lent', 'An hour lent', 'You gave somebody an hour of what you know.', 'heart', 'mentored', 1, 60, false),
  ('ten_lent', 'Ten who asked', 'Ten sessions as a mentor. Word gets around.', 'heart', 'mentored', 10, 70, false),
  ('open_door', 'Open door', 'Fifty sessions as a mentor. Your door is known to be open.', 'heart', 'mentored', 50, 80, true),
  ('five_people', 'Five different heads', 'Sessions with five different people.', 'users', 'people_met', 5, 90, false),
  ('wide_circle', 'Wide circle', 'Sessions with twenty different people.', 'users', 'people_met', 20, 100, false),
  ('said_aloud', 'Said aloud', 'Your first review. It helps somebody decide.', 'edit', 'reviews_given', 1, 110, false),
  ('fair_and_frank', 'Fair and frank', 'Ten reviews written.', 'edit', 'reviews_given', 10, 120, false),
  ('talked_about', 'Talked about', 'Ten people have said how it was with you.', 'mail', 'reviews_received', 10, 130, false),
  ('seven_days', 'Seven days', 'A week without a gap.', 'sun', 'longest_streak', 7, 140, false),
  ('thirty_days', 'Thirty days', 'A month of days, one after the other.', 'sun', 'longest_streak', 30, 150, true),
  ('hundred_days', 'A hundred days', 'A hundred days in a row. This is who you are now.', 'sun', 'longest_streak', 100, 160, true),
  ('level_five', 'Getting somewhere', 'Level 5.', 'arrow-right', 'level', 5, 170, false),
  ('level_ten', 'Well on the way', 'Level 10.', 'arrow-right', 'level', 10, 180, false),
  ('over_the_pass', 'Over the pass', 'You have climbed as far as the Pass league.', 'pin', 'best_tier', 4, 190, false),
  ('first_of_league', 'First of thirty', 'You finished a week at the top of your league.', 'check', 'league_wins', 1, 200, false),
  ('honoured', 'Honoured', 'An award with your name on it.', 'shield', 'awards_won', 1, 210, false);

create function unlock_achievements() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  stats jsonb := to_jsonb(new);
begin
  insert into user_achievements (user_id, achievement_id)
  select new.user_id, a.id from achievements a where (stats ->> a.metric)::bigint >= a.threshold
    and not exists (select 1 from user_achievements u where u.user_id = new.user_id and u.achievement_id = a.id)
  order by a.position
  on conflict do nothing;
  return null;
end $$;

comment on function unlock_achievements() is 'Trigger: unlocks what the numbers now reach.';

create trigger user_stats_unlock after insert or update of xp, sessions, mentored, people_met, reviews_given, reviews_received, profile_complete, longest_streak,
  best_tier, league_wins, awards_won on user_stats for each row execute function unlock_achievements();
