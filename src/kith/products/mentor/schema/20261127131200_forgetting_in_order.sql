-- Forgetting somebody and closing a period wait for each other in one order.

create or replace function note_standing() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.status = 'erased' then
    -- In the order in which closing a period and counting anew take them.
    lock table period_results, league_members, user_stats, xp_events, xp_totals, activity_days in row exclusive mode;
    perform 1 from user_stats s where s.user_id = new.user_id for update;
    delete from user_achievements u where u.user_id = new.user_id;
    delete from league_members m where m.user_id = new.user_id;
    delete from period_results r where r.user_id = new.user_id;
    delete from awards a where a.mentor_user_id = new.user_id;
    delete from xp_totals t where t.user_id = new.user_id;
    delete from xp_events e where e.user_id = new.user_id;
    delete from activity_days a where a.user_id = new.user_id;
    delete from user_stats s where s.user_id = new.user_id;
  else
    perform 1 from user_stats s where s.user_id = new.user_id for update;
    perform list_player(new.user_id);
  end if;
  return null;
end $$;
