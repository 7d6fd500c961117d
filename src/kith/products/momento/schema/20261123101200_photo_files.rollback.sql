drop trigger profile_photos_files on profile_photos;

drop function drop_photo_files();

drop index profile_photos_small_file_idx, profile_photos_medium_file_idx, profile_photos_large_file_idx;

alter table profile_photos
  drop constraint profile_photos_small_file,
  drop constraint profile_photos_medium_file,
  drop constraint profile_photos_large_file;
