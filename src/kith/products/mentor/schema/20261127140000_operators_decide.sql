-- The way back from what operators decide: a person is taken back in, a review is shown again.

create function reinstate_person(p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update profiles set status = 'active', suspended_at = null where user_id = p_user and status = 'suspended';
  if not found then
    return false;
  end if;
  perform slots_changed(p_user);
  return true;
end $$;

comment on function reinstate_person(uuid) is 'Takes a suspended person back in; sessions that ended stay ended. False when they were not suspended.';

create function show_review(p_review uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  shown record;
begin
  update reviews set hidden_at = null where id = p_review and hidden_at is not null returning * into shown;
  if shown.id is null then
    return false;
  end if;
  if shown.counted_at is null then
    perform count_reviews(shown.booking_id);
  else
    update mentor_profiles m set rating_count = m.rating_count + 1, rating_sum = m.rating_sum + shown.rating
    from bookings b where b.id = shown.booking_id and m.user_id = shown.reviewee_user_id and b.mentor_user_id = m.user_id;
  end if;
  return true;
end $$;

comment on function show_review(uuid) is 'Shows a hidden review again and puts it back into the average, for operators. False when it was not hidden.';

revoke all on function reinstate_person(uuid), show_review(uuid) from public;

grant execute on function reinstate_person(uuid), show_review(uuid) to service_role;
