-- How many people stand at how much XP of a week or month, so that a place is known without counting everybody before it.

create table xp_ladder (
  id bigint generated always as identity primary key,
  kind text not null,
  starts_on date not null,
  xp bigint not null,
  people bigint not null,
  constraint xp_ladder_period foreign key (kind, starts_on) references game_periods (kind, starts_on) on delete restrict
);

comment on table xp_ladder is
  'Comings and goings on each rung: the sum of people over the rows of a rung is how many stand there. Rows are only added, so that nobody waits for anybody; a job adds them up.';

create index xp_ladder_rungs_idx on xp_ladder (kind, starts_on, xp) include (people);

create function climb_ladder() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'INSERT' then
    insert into xp_ladder (kind, starts_on, xp, people)
    select n.kind, n.starts_on, n.xp, count(*) from came n where n.listed and n.xp > 0 group by n.kind, n.starts_on, n.xp;
  elsif tg_op = 'DELETE' then
    insert into xp_ladder (kind, starts_on, xp, people)
    select o.kind, o.starts_on, o.xp, -count(*) from went o where o.listed and o.xp > 0 group by o.kind, o.starts_on, o.xp;
  else
    insert into xp_ladder (kind, starts_on, xp, people)
    select c.kind, c.starts_on, c.xp, sum(c.people) from (
      select n.kind, n.starts_on, n.xp, 1 as people from came n where n.listed and n.xp > 0
      union all
      select o.kind, o.starts_on, o.xp, -1 from went o where o.listed and o.xp > 0
    ) c group by c.kind, c.starts_on, c.xp having sum(c.people) <> 0;
  end if;
  return null;
end $$;

comment on function climb_ladder() is 'Trigger: who is listed with some XP of a period stands on that rung and on no other.';

create trigger xp_totals_came after insert on xp_totals referencing new table as came for each statement execute function climb_ladder();

create trigger xp_totals_climbed after update on xp_totals referencing old table as went new table as came
  for each statement execute function climb_ladder();

create trigger xp_totals_went after delete on xp_totals referencing old table as went for each statement execute function climb_ladder();

insert into xp_ladder (kind, starts_on, xp, people)
select t.kind, t.starts_on, t.xp, count(*) from xp_totals t where t.listed and t.xp > 0 group by t.kind, t.starts_on, t.xp;

create function tidy_ladder() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  tidied integer;
begin
  with gone as (
    delete from xp_ladder l where (l.kind, l.starts_on, l.xp) in (
      select r.kind, r.starts_on, r.xp from xp_ladder r group by r.kind, r.starts_on, r.xp having count(*) > 1 or sum(r.people) = 0)
    returning l.kind, l.starts_on, l.xp, l.people
  )
  insert into xp_ladder (kind, starts_on, xp, people)
  select g.kind, g.starts_on, g.xp, sum(g.people) from gone g group by g.kind, g.starts_on, g.xp having sum(g.people) <> 0;
  get diagnostics tidied = row_count;
  return tidied;
end $$;

comment on function tidy_ladder() is 'Adds up the rows of each rung; however many do it at once, each row is added once.';

create function running_week() returns date language sql stable security definer
  set search_path from current
as $$
  select greatest(period_start('week', kith.now()),
    (select period_after('week', max(g.starts_on)) from game_periods g where g.kind = 'week' and g.closed_at is not null))
$$;

comment on function running_week() is 'The week that XP counts in now.';

revoke all on function climb_ladder(), tidy_ladder(), running_week() from public;

grant execute on function tidy_ladder(), running_week() to service_role;

alter table xp_ladder enable row level security;

create policy service_all on xp_ladder for all to service_role using (true) with check (true);

grant select on xp_ladder to service_role;
