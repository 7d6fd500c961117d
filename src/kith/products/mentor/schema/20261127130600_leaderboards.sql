-- Leaderboards under the document's names, and who is on them.

create view leaderboard with (security_invoker = true) as
select rank() over (order by s.xp desc) as place, s.user_id, p.id as profile_id, p.full_name, p.avatar_url, s.xp, s.level, s.longest_streak
from user_stats s join profiles p on p.user_id = s.user_id where s.listed and s.xp > 0;

comment on view leaderboard is 'Everybody listed, by all their XP; equal XP is an equal place. For the service: members read it through the pages.';

create view leaderboard_week with (security_invoker = true) as
select rank() over (order by t.xp desc) as place, t.user_id, p.id as profile_id, p.full_name, p.avatar_url, t.xp, t.sessions, t.starts_on as week
from xp_totals t join profiles p on p.user_id = t.user_id
where t.kind = 'week' and t.starts_on = period_start('week', kith.now()) and t.listed and t.xp > 0;

comment on view leaderboard_week is 'Everybody listed, by their XP of the ISO week that runs now (UTC). For the service: members read it through the pages.';

create function list_player(p_user uuid) returns void language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update user_stats s set listed = not s.opted_out and exists (select 1 from profiles p where p.user_id = p_user and p.status = 'active')
  where s.user_id = p_user;
  update xp_totals t set listed = s.listed from user_stats s where s.user_id = p_user and t.user_id = p_user and t.listed <> s.listed;
end $$;

comment on function list_player(uuid) is 'Puts somebody on the leaderboards or takes them off, by their choice and their profile''s status. The caller has locked their stats.';

create function opt_out(p_user uuid, p_out boolean) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  if cardinality(lock_players(array[p_user], kith.now())) = 0 then
    return false;
  end if;
  update user_stats s set opted_out = p_out, listed = s.listed and not p_out where s.user_id = p_user;
  perform list_player(p_user);
  return true;
end $$;

comment on function opt_out(uuid, boolean) is 'Somebody''s choice not to be shown and ranked, from now on and in what is past. False when there is nobody.';
