delete from kith.retention_rules where schema_name = current_schema() and table_name = 'profile_photos';

delete from profile_photos where hidden_at is not null and kind = 'face_card';

delete from profile_photos where hidden_at is not null;

grant update on profile_photos to service_role;

drop policy profile_photos_select_own on profile_photos;

create policy profile_photos_select_own on profile_photos for select to authenticated using (profile_id = my_profile_id());

create or replace function may_see_photo(p_photo uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from profile_photos f join social_profiles p on p.id = f.profile_id join users u on u.id = p.user_id
    where f.id = p_photo and u.status <> 'erased'
      and (p.id = my_profile_id()
        or (u.status <> 'banned' and f.removed_at is null and p.id = any (visible_profile_ids()))
        or (u.status <> 'banned' and exists (select 1 from connections c where c.face_card_photo_id = f.id and c.user_profile_id = my_profile_id())))
  )
$$;

comment on function may_see_photo(uuid) is 'Whether the signed-in person may see a picture: their own, of people they may look at, or kept in one of their memories.';

drop function shown_card(uuid);

drop function show_hidden_photo(uuid);

drop function hide_photo(uuid, uuid);

drop trigger profile_photos_hiding on profile_photos;

drop function hide_photo_files();

drop trigger profile_photos_made_from_shown on profile_photos;

drop trigger social_profiles_shown_photo on social_profiles;

drop function refuse_hidden_photo();

drop index profile_photos_hidden_at_idx;

drop index profile_photos_hidden_idx;

alter table profile_photos drop constraint profile_photos_hidden;

alter table profile_photos drop column hiding_decision;

alter table profile_photos drop column hidden_at;
