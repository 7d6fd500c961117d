create function forget_positions(p_before timestamptz) returns integer language sql volatile
  set search_path from current
as $$
  with forgotten as (
    update attendance set check_in_latitude = null, check_in_longitude = null, check_in_accuracy = null
    where check_in_latitude is not null and created_at < p_before returning 1
  )
  select count(*)::integer from forgotten
$$;

comment on function forget_positions(timestamptz) is 'Takes the positions out of check-ins before a moment; returns of how many.';

revoke all on function forget_positions(timestamptz) from public;

grant execute on function forget_positions(timestamptz) to service_role;
