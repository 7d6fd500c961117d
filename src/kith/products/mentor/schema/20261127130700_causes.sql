-- What earns XP, in the transaction in which it happens.

create function is_profile_complete(p_user uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from profiles p left join mentee_profiles e on e.user_id = p.user_id left join mentor_profiles m on m.user_id = p.user_id
    where p.user_id = p_user and p.onboarding_completed and p.full_name is not null
      and ((length(btrim(e.bio)) > 0 and cardinality(e.goals) > 0)
        or (length(btrim(m.headline)) > 0 and length(btrim(m.bio)) > 0 and cardinality(m.skills) > 0)))
$$;

comment on function is_profile_complete(uuid) is 'Whether a profile says enough: a name, and a few words with a goal, or a headline, a story and a skill.';

create function note_profile() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if is_profile_complete(new.user_id) then
    perform give_xp(new.user_id, 'complete_profile', 'once', kith.now());
  end if;
  return null;
end $$;

comment on function note_profile() is 'Trigger: a profile that says enough earns once.';

create function note_joining() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform give_xp(new.user_id, 'signup', 'once', kith.now());
  return null;
end $$;

comment on function note_joining() is 'Trigger: whoever joins is in the game.';

create trigger profiles_xp_joined after insert on profiles for each row execute function note_joining();

create trigger profiles_xp_profile after insert or update of full_name, onboarding_completed on profiles for each row execute function note_profile();

create trigger mentee_profiles_xp after insert or update of bio, goals on mentee_profiles for each row execute function note_profile();

create trigger mentor_profiles_xp after insert or update of headline, bio, skills on mentor_profiles for each row execute function note_profile();

create function give_for_session(p_booking uuid, p_mentor uuid, p_mentee uuid, p_at timestamptz) returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  one uuid;
  other uuid;
begin
  foreach one in array lock_players(array[p_mentor, p_mentee], p_at) loop
    other := case one when p_mentor then p_mentee else p_mentor end;
    perform give_xp(one, 'first_session', 'once', p_at);
    perform give_xp(one, 'session_completed', p_booking::text, p_at, other, case one when p_mentor then 'mentor' else 'mentee' end::app_role);
    perform note_activity(one, p_at);
  end loop;
end $$;

comment on function give_for_session(uuid, uuid, uuid, timestamptz) is 'What the two of a session earn at its end.';

create function note_completion() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform give_for_session(new.id, new.mentor_user_id, new.mentee_user_id, new.end_time);
  return null;
end $$;

comment on function note_completion() is 'Trigger: a completed session earns, at the time at which it ended.';

create trigger bookings_xp after update of status on bookings for each row
  when (new.status = 'completed' and old.status <> 'completed') execute function note_completion();

create function note_review() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform give_xp(new.reviewer_user_id, 'review_given', new.id::text, kith.now(), new.reviewee_user_id,
    (select case b.mentor_user_id when new.reviewer_user_id then 'mentor' else 'mentee' end::app_role from bookings b where b.id = new.booking_id));
  perform note_activity(new.reviewer_user_id, kith.now());
  return null;
end $$;

comment on function note_review() is 'Trigger: writing a review earns, whatever it says.';

-- After reviews_reveal, so that whoever locks two people does it in order.
create trigger reviews_xp after insert on reviews for each row execute function note_review();

create function note_reveal() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  one record;
begin
  if not exists (select 1 from shown s join hidden h on h.id = s.id where h.counted_at is null and s.counted_at is not null) then
    return null;
  end if;
  perform lock_players((
    select array_agg(distinct s.reviewee_user_id) from shown s join hidden h on h.id = s.id where h.counted_at is null and s.counted_at is not null), kith.now());
  for one in
    select s.id, s.reviewee_user_id, s.reviewer_user_id, case b.mentor_user_id when s.reviewee_user_id then 'mentor' else 'mentee' end::app_role as as_role
    from shown s join hidden h on h.id = s.id join bookings b on b.id = s.booking_id where h.counted_at is null and s.counted_at is not null
    order by s.reviewee_user_id, s.created_at, s.id
  loop
    perform give_xp(one.reviewee_user_id, 'review_received', one.id::text, kith.now(), one.reviewer_user_id, one.as_role);
  end loop;
  return null;
end $$;

comment on function note_reveal() is 'Trigger: a review earns for the one reviewed when it is shown, not before: until then nothing may tell that it is there.';

create trigger reviews_xp_shown after update on reviews referencing old table as hidden new table as shown
  for each statement execute function note_reveal();

create function note_standing() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.status = 'erased' then
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

comment on function note_standing() is 'Trigger: who is suspended is not ranked; of who is erased the game forgets everything. Places and awards of others stay as they were.';

create trigger profiles_xp_standing after update of status on profiles for each row
  when (new.status <> old.status) execute function note_standing();

create function replay_past() returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  one record;
begin
  for one in
    select * from (
      select p.created_at as at, 1 as step, p.user_id as id, null::uuid as mentor, null::uuid as mentee from profiles p where p.status <> 'erased'
      union all
      select b.end_time, 2, b.id, b.mentor_user_id, b.mentee_user_id from bookings b where b.status = 'completed'
      union all
      select r.created_at, 3, r.id, r.reviewer_user_id, r.reviewee_user_id from reviews r
      union all
      select r.counted_at, 4, r.id, r.reviewer_user_id, r.reviewee_user_id from reviews r where r.counted_at is not null
    ) x order by at, step, id
  loop
    if one.step = 1 then
      perform give_xp(one.id, 'signup', 'once', one.at);
      if is_profile_complete(one.id) then
        perform give_xp(one.id, 'complete_profile', 'once', one.at);
      end if;
    elsif one.step = 2 then
      perform give_for_session(one.id, one.mentor, one.mentee, one.at);
    elsif one.step = 3 then
      perform give_xp(one.mentor, 'review_given', one.id::text, one.at, one.mentee,
        (select case b.mentor_user_id when one.mentor then 'mentor' else 'mentee' end::app_role from reviews r join bookings b on b.id = r.booking_id where r.id = one.id));
      perform note_activity(one.mentor, one.at);
    else
      perform give_xp(one.mentee, 'review_received', one.id::text, one.at, one.mentor,
        (select case b.mentor_user_id when one.mentee then 'mentor' else 'mentee' end::app_role from reviews r join bookings b on b.id = r.booking_id where r.id = one.id));
    end if;
  end loop;
end $$;

comment on function replay_past() is 'Gives what was earned before there was a game; what was given already is not given again.';

do $$
begin
  perform replay_past();
end $$;
