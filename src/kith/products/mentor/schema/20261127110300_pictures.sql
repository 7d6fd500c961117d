-- People's pictures, and sessions that a block ends.

alter table profiles add column avatar_file_id uuid references stored_files (id) on delete restrict;

comment on column profiles.avatar_file_id is 'The picture behind avatar_url, where it is one of ours.';

create unique index profiles_avatar_file_idx on profiles (avatar_file_id);

create function keep_picture() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.status = 'erased' then
    new.avatar_file_id := null;
  end if;
  if new.avatar_file_id is null and old.avatar_file_id is not null then
    new.avatar_url := null;
  end if;
  if new.avatar_file_id is distinct from old.avatar_file_id and old.avatar_file_id is not null then
    update stored_files set state = 'unwanted' where id = old.avatar_file_id and state <> 'unwanted';
  end if;
  return new;
end $$;

comment on function keep_picture() is 'Trigger: a picture that is replaced or taken away goes out of the store, an erased person''s with it.';

create trigger profiles_picture before update on profiles for each row execute function keep_picture();

create function may_see_picture(p_viewer uuid, p_person uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select case
    when p_viewer = p_person then true
    when p_viewer is not null and kith.blocked_between(p_viewer, p_person) then false
    when exists (select 1 from mentor_profiles m join profiles p on p.user_id = m.user_id
                 where m.user_id = p_person and m.is_active and p.status = 'active') then true
    when p_viewer is null then false
    when exists (select 1 from bookings b where (b.confirmed_at is not null or b.requested_at is not null)
                 and ((b.mentor_user_id = p_viewer and b.mentee_user_id = p_person) or (b.mentor_user_id = p_person and b.mentee_user_id = p_viewer))) then true
    else exists (select 1 from profiles v where v.user_id = p_viewer and v.status = 'active')
     and exists (select 1 from reviews r where r.reviewer_user_id = p_person and r.is_public and r.hidden_at is null and r.reveals_at <= kith.now())
  end
$$;

comment on function may_see_picture(uuid, uuid) is
  'Whether somebody (null: a visitor) may see a person''s picture: an active mentor''s everybody, another''s who has a session with them, and members where they wrote a public review.';

create function end_between(p_one uuid, p_other uuid) returns setof uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  theirs record;
begin
  perform lock_people(array[p_one, p_other]);
  for theirs in
    select b.id from bookings b
    where ((b.mentor_user_id = p_one and b.mentee_user_id = p_other) or (b.mentor_user_id = p_other and b.mentee_user_id = p_one))
      and b.status in ('pending', 'confirmed') and b.start_time > kith.now() order by b.id
  loop
    if end_booking(theirs.id, 'cancelled', 'house', 100) = 'ended' then
      return next theirs.id;
    end if;
  end loop;
end $$;

comment on function end_between(uuid, uuid) is 'Ends what two people have still to come, with everything given back and against nobody: after a block. The bookings ended.';

revoke all on function keep_picture(), may_see_picture(uuid, uuid), end_between(uuid, uuid) from public;

grant execute on function may_see_picture(uuid, uuid), end_between(uuid, uuid) to service_role;
