drop trigger linkup_invites_changed on linkup_invites;
drop trigger user_ratings_changed on user_ratings;
drop trigger entitlements_changed on entitlements;
drop trigger profiles_changed on profiles;
drop trigger users_changed on users;

drop function note_change();

alter table linkup_invites drop column changed_in;
alter table user_ratings drop column changed_in;
alter table entitlements drop column changed_in;
alter table profiles drop column changed_in;
alter table users drop column changed_in;

create index user_ratings_changed_idx on user_ratings (updated_at);
create index entitlements_changed_idx on entitlements (updated_at);
create index profiles_changed_idx on profiles (updated_at);
create index users_changed_idx on users (updated_at);
