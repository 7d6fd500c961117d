-- name: over(kind)
-- Periods that are over and not closed, the earliest first.
select g.starts_on from game_periods g where g.kind = :kind and g.closed_at is null
  and (period_after(:kind, g.starts_on)::timestamp at time zone 'UTC') + period_grace() <= kith.now() order by g.starts_on;

-- name: close(kind, starts_on)$
-- Close a period; true for whoever did.
select close_period(:kind, :starts_on);

-- name: given(kind, starts_on)
-- The awards of a period that has just closed.
select a.id, a.type, a.mentor_user_id from awards a where a.period_start = :starts_on and a.period_end = period_after(:kind, :starts_on) - 1 order by a.type;

-- name: draw()$
-- Seats for those who came into the running week since the last draw; none before the week before has said who moves up or down.
select draw_leagues(running_week())
where not exists (select 1 from game_periods g where g.kind = 'week' and g.starts_on < running_week() and g.closed_at is null);

-- name: tidy()$
-- The ladder's rows are added up.
select tidy_ladder();
