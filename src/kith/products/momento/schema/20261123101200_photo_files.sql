-- A photo's three files live as long as the photo.

alter table profile_photos
  add constraint profile_photos_small_file foreign key (small_file_id) references stored_files (id) on delete restrict,
  add constraint profile_photos_medium_file foreign key (medium_file_id) references stored_files (id) on delete restrict,
  add constraint profile_photos_large_file foreign key (large_file_id) references stored_files (id) on delete restrict;

create index profile_photos_small_file_idx on profile_photos (small_file_id);

create index profile_photos_medium_file_idx on profile_photos (medium_file_id);

create index profile_photos_large_file_idx on profile_photos (large_file_id);

create function drop_photo_files() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update stored_files set state = 'unwanted' where id in (old.small_file_id, old.medium_file_id, old.large_file_id) and state <> 'unwanted';
  return null;
end $$;

comment on function drop_photo_files() is 'Trigger: the files of a deleted photo go with it.';

revoke all on function drop_photo_files() from public;

create trigger profile_photos_files after delete on profile_photos for each row execute function drop_photo_files();
