create or replace function hold_state(person uuid) returns text
language sql stable security definer
  set search_path from current
as $$
  select coalesce((
    select h.state from holds h
    where h.person_id = person and h.cleared_at is null and (h.expires_at is null or h.expires_at > kith.now())
  ), 'none')
$$;

comment on function hold_state(uuid) is 'The hold in force on this person now: none, soft_hold or hard_hold.';

create or replace function on_hold(people uuid[]) returns uuid[]
language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(h.person_id), '{}') from holds h
  where h.person_id = any (people) and h.state <> 'none' and h.cleared_at is null
    and (h.expires_at is null or h.expires_at > kith.now())
$$;

comment on function on_hold(uuid[]) is 'Those of these people on whom any hold is in force now.';

drop function is_banned(uuid);

drop table ban_effects;

drop table bans;

drop function announce_bans();

drop function guard_ban();
