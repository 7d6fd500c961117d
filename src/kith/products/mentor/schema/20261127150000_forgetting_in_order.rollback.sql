create or replace function erase_person(p_user uuid) returns uuid[] language plpgsql volatile security definer
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
