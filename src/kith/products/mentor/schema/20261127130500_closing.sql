-- Closing a week or month: places, leagues and awards are written at once, once.

create table period_results (
  kind text not null,
  starts_on date not null,
  user_id uuid not null references profiles (user_id) on delete restrict,
  place integer not null,
  xp bigint not null,
  tier smallint,
  league integer,
  league_place integer,
  tier_after smallint,
  primary key (kind, starts_on, user_id),
  constraint period_results_period foreign key (kind, starts_on) references game_periods (kind, starts_on) on delete restrict,
  constraint period_results_place check (place > 0 and xp > 0),
  constraint period_results_league check ((tier is null) = (league is null) and (tier is null) = (league_place is null) and (tier is null) = (tier_after is null))
);

comment on table period_results is 'How a closed week or month ended for everybody who was ranked; a shared place is a shared place. Never changed.';

create index period_results_place_idx on period_results (kind, starts_on, place, user_id);

create index period_results_user_idx on period_results (user_id, starts_on);

create trigger period_results_append_only before update or delete on period_results for each row execute function guard_game_history('user_id');

create trigger period_results_never_emptied before truncate on period_results for each statement execute function refuse_change();

create table awards (
  id uuid primary key default gen_random_uuid(),
  mentor_user_id uuid not null references profiles (user_id) on delete restrict,
  type text not null,
  period_start date not null,
  period_end date not null,
  meta jsonb not null default '{}',
  created_at timestamptz not null default kith.now(),
  constraint awards_once unique (type, period_start, period_end),
  constraint awards_type check (type in ('top_mentor', 'rising_mentor', 'most_helpful')),
  constraint awards_period check (period_end > period_start),
  constraint awards_meta check (jsonb_typeof(meta) = 'object')
);

comment on table awards is 'Top Mentor, Rising Mentor and Most Helpful of each week and month, written when it closes. period_end is its last day.';

comment on column awards.meta is 'The numbers that decided: xp and sessions; gained; people and average.';

create index awards_mentor_idx on awards (mentor_user_id, period_end desc);

create trigger awards_append_only before update or delete on awards for each row execute function guard_game_history('mentor_user_id');

create trigger awards_never_emptied before truncate on awards for each statement execute function refuse_change();

create function give_awards(p_kind text, p_start date) returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  last_day date := period_after(p_kind, p_start) - 1;
  before_start date := case p_kind when 'week' then p_start - 7 else (p_start - interval '1 month')::date end;
begin
  insert into awards (mentor_user_id, type, period_start, period_end, meta)
  select t.user_id, 'top_mentor', p_start, last_day, jsonb_build_object('xp', t.xp, 'sessions', t.mentored)
  from xp_totals t where t.kind = p_kind and t.starts_on = p_start and t.listed and t.mentored > 0 and t.xp > 0
  order by t.xp desc, t.mentored desc, t.reached_at, t.user_id limit 1
  on conflict on constraint awards_once do nothing;
  insert into awards (mentor_user_id, type, period_start, period_end, meta)
  select t.user_id, 'rising_mentor', p_start, last_day, jsonb_build_object('gained', t.xp - coalesce(b.xp, 0))
  from xp_totals t left join xp_totals b on b.kind = p_kind and b.starts_on = before_start and b.user_id = t.user_id
  where t.kind = p_kind and t.starts_on = p_start and t.listed and t.mentored > 0 and t.xp > coalesce(b.xp, 0)
    and not exists (select 1 from awards a where a.type = 'top_mentor' and a.period_start = p_start and a.period_end = last_day and a.mentor_user_id = t.user_id)
  order by t.xp - coalesce(b.xp, 0) desc, t.mentored desc, t.reached_at, t.user_id limit 1
  on conflict on constraint awards_once do nothing;
  insert into awards (mentor_user_id, type, period_start, period_end, meta)
  select e.user_id, 'most_helpful', p_start, last_day,
         jsonb_build_object('people', count(distinct e.other_user_id), 'average', round(avg(r.rating), 2))
  from xp_events e join reviews r on r.id = split_part(e.idempotency_key, ':', 2)::uuid join user_stats s on s.user_id = e.user_id
  where e.event = 'review_received' and e.as_role = 'mentor' and r.rating >= 4 and r.hidden_at is null and s.listed
    and case p_kind when 'week' then e.week = p_start else e.month = p_start end
  group by e.user_id order by count(distinct e.other_user_id) desc, avg(r.rating) desc, count(*) desc, e.user_id limit 1
  on conflict on constraint awards_once do nothing;
end $$;

comment on function give_awards(text, date) is
  'Writes a period''s awards. Top Mentor: most XP among those who mentored. Rising Mentor: gained most on the period before, Top Mentor aside. Most Helpful: most different mentees whose review, shown in the period, gives four or five stars.';

create function close_period(p_kind text, p_start date) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  -- One closing at a time, and none while somebody still gives in this period.
  lock table period_results in share row exclusive mode;
  perform 1 from game_periods g where g.kind = p_kind and g.starts_on = p_start and g.closed_at is null for update;
  if not found
     or (period_after(p_kind, p_start)::timestamp at time zone 'UTC') + period_grace() > kith.now()
     or exists (select 1 from game_periods g where g.kind = p_kind and g.starts_on < p_start and g.closed_at is null) then
    return false;
  end if;
  if p_kind = 'week' then
    perform draw_leagues(p_start);
  end if;
  insert into period_results (kind, starts_on, user_id, place, xp, tier, league, league_place, tier_after)
  select p_kind, p_start, r.user_id, r.place, r.xp, r.tier, r.league, r.league_place,
         case when r.tier is null then null when r.league_place <= moves.up then r.tier + 1
              when r.league_place > r.people - moves.down then r.tier - 1 else r.tier end
  from (
    select t.user_id, t.xp, rank() over (order by t.xp desc) as place, m.tier, m.league,
           case when m.tier is not null then row_number() over (partition by m.tier, m.league order by t.xp desc, t.reached_at, t.user_id) end as league_place,
           count(*) over (partition by m.tier, m.league) as people
    from xp_totals t left join league_members m on p_kind = 'week' and m.week = p_start and m.user_id = t.user_id
    where t.kind = p_kind and t.starts_on = p_start and t.listed and t.xp > 0
  ) r cross join lateral league_moves(r.people::integer, coalesce(r.tier, 1)::integer) moves;
  perform give_awards(p_kind, p_start);
  update user_stats s set tier = r.tier_after, best_tier = greatest(s.best_tier, r.tier_after),
    league_wins = s.league_wins + case when r.won then 1 else 0 end
  from (
    select p.user_id, p.tier_after,
           p.league_place = 1 and count(*) over (partition by p.tier, p.league) >= 3 as won
    from period_results p where p.kind = p_kind and p.starts_on = p_start and p.tier is not null
  ) r where r.user_id = s.user_id and (r.won or s.tier <> r.tier_after);
  update user_stats s set awards_won = s.awards_won + a.won
  from (select a.mentor_user_id, count(*) as won from awards a where a.period_start = p_start and a.period_end = period_after(p_kind, p_start) - 1
        group by a.mentor_user_id) a
  where a.mentor_user_id = s.user_id;
  update game_periods g set closed_at = kith.now() where g.kind = p_kind and g.starts_on = p_start;
  return true;
end $$;

comment on function close_period(text, date) is
  'Closes a period that is over: results, leagues with who moves, awards. True for whoever closed it; false when it is not over, was closed, or an earlier one is open.';
