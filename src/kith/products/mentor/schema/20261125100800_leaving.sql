-- Suspension and erasure.

create function free_from_future(p_user uuid, p_by_house boolean) returns setof uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  mine record;
begin
  for mine in
    select b.id, b.mentor_user_id = p_user as as_mentor, b.start_time, b.cancellation_policy from bookings b
    where (b.mentor_user_id = p_user or b.mentee_user_id = p_user) and b.status in ('pending', 'confirmed') and b.start_time > kith.now() order by b.id
  loop
    if end_booking(mine.id, 'cancelled',
         case when p_by_house then 'house' when mine.as_mentor then 'mentor' else 'mentee' end,
         case when p_by_house or mine.as_mentor then 100 else percent_back(mine.cancellation_policy, mine.start_time, kith.now()) end) = 'ended' then
      return next mine.id;
    end if;
  end loop;
end $$;

comment on function free_from_future(uuid, boolean) is
  'Ends what a person has still to come and returns those bookings: all is given back when the house or the mentor ends it, what the policy says when the mentee leaves.';

create function lock_future(p_user uuid) returns void language plpgsql volatile security definer
  set search_path from current
as $$
begin
  perform lock_people((
    select array_agg(distinct one) || p_user from bookings b cross join unnest(array[b.mentor_user_id, b.mentee_user_id]) one
    where (b.mentor_user_id = p_user or b.mentee_user_id = p_user) and b.status in ('pending', 'confirmed')));
  perform lock_people(array[p_user]);
end $$;

comment on function lock_future(uuid) is 'Locks a person and everybody they have a session with still to come, in the order of locks.';

create function suspend_person(p_user uuid) returns uuid[] language plpgsql volatile security definer
  set search_path from current
as $$
declare
  ended uuid[];
begin
  perform lock_future(p_user);
  update profiles set status = 'suspended', suspended_at = kith.now() where user_id = p_user and status = 'active';
  if not found then
    return null;
  end if;
  select coalesce(array_agg(f), '{}') into ended from free_from_future(p_user, true) f;
  perform slots_changed(p_user);
  return ended;
end $$;

comment on function suspend_person(uuid) is 'Suspends a person; their sessions to come end with the money given back. The bookings ended, or null when nothing changed.';

create function erase_person(p_user uuid) returns uuid[] language plpgsql volatile security definer
  set search_path from current
as $$
declare
  ended uuid[];
begin
  if not exists (select 1 from profiles p where p.user_id = p_user and p.status <> 'erased') then
    return null;
  end if;
  perform lock_future(p_user);
  select coalesce(array_agg(f), '{}') into ended from free_from_future(p_user, false) f;
  update profiles set status = 'erased', erased_at = kith.now(), suspended_at = null, email = null, full_name = null, avatar_url = null where user_id = p_user;
  delete from mentor_availability_rules where mentor_user_id = p_user;
  delete from mentor_availability_exceptions where mentor_user_id = p_user;
  update mentor_profiles set is_active = false, headline = null, bio = null, expertise_areas = '{}', skills = '{}', languages = '{}', certifications = '{}',
    years_experience = null, availability = null, next_free_slot = null, hourly_rate = 0, timezone = 'UTC'
  where user_id = p_user;
  delete from mentee_profiles where user_id = p_user;
  update bookings set notes = null where mentee_user_id = p_user;
  update bookings set cancel_reason = null where (mentee_user_id = p_user and cancelled_by = 'mentee') or (mentor_user_id = p_user and cancelled_by = 'mentor');
  delete from session_messages where sender_user_id = p_user;
  update session_notes set content = '' where updated_by = p_user;
  update reviews set feedback = null where reviewer_user_id = p_user;
  update reviews set reply = null, replied_at = null where reviewee_user_id = p_user;
  return ended;
end $$;

comment on function erase_person(uuid) is
  'Takes everything personal of one person out of these tables; their sessions to come end. The bookings ended, or null when there was nothing to erase.';
