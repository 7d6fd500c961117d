-- A photo that moderators take away is seen by nobody from that moment, whose it is included; it stays, hidden, for as long as the decision may be taken back.

alter table profile_photos add column hidden_at timestamptz;

alter table profile_photos add column hiding_decision uuid;

alter table profile_photos add constraint profile_photos_hidden check ((hidden_at is null) = (hiding_decision is null));

comment on column profile_photos.hidden_at is 'When moderators took it away; nobody sees it, and three weeks later it goes, unless somebody has appealed and waits.';

comment on column profile_photos.hiding_decision is 'The decision (kith.decisions) that took it away; taking that back shows it again.';

create index profile_photos_hidden_idx on profile_photos (hiding_decision) where hiding_decision is not null;

create index profile_photos_hidden_at_idx on profile_photos (hidden_at);

create function refuse_hidden_photo() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  chosen uuid[];
begin
  if tg_table_name = 'profile_photos' then
    chosen := array[new.made_from];
  else
    chosen := array[new.current_photo_id, new.current_face_card_photo_id];
  end if;
  -- Held until the end, so that none is hidden meanwhile.
  perform 1 from profile_photos f where f.id = any (chosen) order by f.id for share;
  if exists (select 1 from profile_photos f where f.id = any (chosen) and f.hidden_at is not null) then
    raise exception using errcode = 'check_violation', constraint = 'profile_photos_shown_only', table = tg_table_name,
      message = 'a photo that was taken away is shown nowhere';
  end if;
  return new;
end $$;

comment on function refuse_hidden_photo() is 'Trigger: a photo that was taken away is nobody''s main photo or Face Card, and none is made from it.';

create trigger social_profiles_shown_photo before insert or update of current_photo_id, current_face_card_photo_id on social_profiles
  for each row when (new.current_photo_id is not null or new.current_face_card_photo_id is not null) execute function refuse_hidden_photo();

create trigger profile_photos_made_from_shown before insert on profile_photos
  for each row when (new.made_from is not null) execute function refuse_hidden_photo();

create function hide_photo_files() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.hidden_at is not null then
    update stored_files set state = 'hidden' where id in (new.small_file_id, new.medium_file_id, new.large_file_id) and state = 'kept';
  else
    update stored_files set state = 'kept' where id in (new.small_file_id, new.medium_file_id, new.large_file_id) and state = 'hidden';
  end if;
  return null;
end $$;

comment on function hide_photo_files() is 'Trigger: the files of a photo that is taken away are handed to nobody, and again once it is back.';

create trigger profile_photos_hiding after update of hidden_at on profile_photos
  for each row when ((old.hidden_at is null) <> (new.hidden_at is null)) execute function hide_photo_files();

create function hide_photo(p_photo uuid, p_decision uuid) returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  original uuid;
  the_profile uuid;
  decided timestamptz;
begin
  select coalesce(f.made_from, f.id), f.profile_id into original, the_profile from profile_photos f where f.id = p_photo;
  select d.created_at into decided from kith.decisions d where d.id = p_decision;
  if original is null or decided is null then
    return null;
  end if;
  perform 1 from social_profiles p where p.id = the_profile for no key update;
  -- The later decision is the one that counts, and whose days run.
  update profile_photos f set hidden_at = decided, hiding_decision = p_decision,
    removed_at = case f.kind when 'face_card' then coalesce(f.removed_at, kith.now()) else f.removed_at end
  where f.id = original or f.made_from = original;
  if not found then
    return null;
  end if;
  update social_profiles p set
    current_photo_id = case when p.current_photo_id = original then (
      select f.id from profile_photos f
      where f.profile_id = the_profile and f.kind = 'photo' and f.removed_at is null and f.hidden_at is null
      order by f.created_at desc, f.id limit 1) else p.current_photo_id end,
    current_face_card_photo_id = (select f.id from profile_photos f where f.id = p.current_face_card_photo_id and f.hidden_at is null)
  where p.id = the_profile;
  return the_profile;
end $$;

comment on function hide_photo(uuid, uuid) is
  'Hides a photo (or the one behind a Face Card) and what was made from it, for a decision; another photo is the main one where this was it. The profile; null: gone already.';

create function show_hidden_photo(p_decision uuid) returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_photo uuid;
  the_profile uuid;
begin
  select f.profile_id into the_profile from profile_photos f where f.hiding_decision = p_decision limit 1;
  perform 1 from social_profiles p where p.id = the_profile for no key update;
  -- Face Cards are drawn anew; only what memories show is brought back.
  delete from profile_photos f where f.hiding_decision = p_decision and f.kind = 'face_card'
    and not exists (select 1 from connections c where c.face_card_photo_id = f.id);
  update profile_photos f set hidden_at = null, hiding_decision = null where f.hiding_decision = p_decision and f.kind = 'photo' returning f.id into the_photo;
  update profile_photos f set hidden_at = null, hiding_decision = null where f.hiding_decision = p_decision;
  update social_profiles p set current_photo_id = the_photo
  where p.id = the_profile and p.current_photo_id is null and exists (select 1 from profile_photos f where f.id = the_photo and f.removed_at is null);
  return case when the_photo is not null then the_profile end;
end $$;

comment on function show_hidden_photo(uuid) is
  'Shows again what a decision took away; it is the main photo where there is none. The profile; null: it is gone, with whoever it was or since its days are over.';

create function shown_card(p_photo uuid) returns uuid language sql stable security definer
  set search_path from current
as $$
  select f.id from profile_photos f where f.id = p_photo and f.hidden_at is null
$$;

comment on function shown_card(uuid) is 'A Face Card that a memory holds, if it may be shown; null: it was taken away.';

create or replace function may_see_photo(p_photo uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from profile_photos f join social_profiles p on p.id = f.profile_id join users u on u.id = p.user_id
    where f.id = p_photo and f.hidden_at is null and u.status <> 'erased'
      and (p.id = my_profile_id()
        or (u.status <> 'banned' and f.removed_at is null and p.id = any (visible_profile_ids()))
        or (u.status <> 'banned' and exists (select 1 from connections c where c.face_card_photo_id = f.id and c.user_profile_id = my_profile_id())))
  )
$$;

comment on function may_see_photo(uuid) is
  'Whether the signed-in person may see a picture: their own, of people they may look at, or kept in one of their memories; none that moderators took away.';

drop policy profile_photos_select_own on profile_photos;

create policy profile_photos_select_own on profile_photos for select to authenticated using (profile_id = my_profile_id() and hidden_at is null);

-- Hidden and shown by decisions only, not even by the service.
revoke update on profile_photos from service_role;

grant update (small_file_id, medium_file_id, large_file_id, removed_at) on profile_photos to service_role;

revoke all on function refuse_hidden_photo(), hide_photo_files(), hide_photo(uuid, uuid), show_hidden_photo(uuid), shown_card(uuid) from public;

grant execute on function hide_photo(uuid, uuid), show_hidden_photo(uuid) to service_role;

grant execute on function shown_card(uuid) to authenticated, service_role;

insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'profile_photos', 'Photos that our moderators took away', 'Nobody sees them, but for as long as you may appeal they can come back. A day later they are gone; while somebody looks at your appeal, they wait.', 'law', '21 days', 'hidden_at', $q$hidden_at is not null and kind = 'photo' and not exists (select 1 from kith.appeals a where a.decision_id = hiding_decision and a.state = 'open')$q$, 'delete', null);
