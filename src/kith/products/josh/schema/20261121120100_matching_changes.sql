-- Which transaction wrote a row last. Whoever remembers the smallest one still open when they looked (pg_snapshot_xmin) finds everything
-- committed since with one range over an index; a time would miss transactions that were open for long and clocks that are set back.

drop index users_changed_idx;
drop index profiles_changed_idx;
drop index entitlements_changed_idx;
drop index user_ratings_changed_idx;

alter table users add column changed_in xid8 not null default pg_current_xact_id();
alter table profiles add column changed_in xid8 not null default pg_current_xact_id();
alter table entitlements add column changed_in xid8 not null default pg_current_xact_id();
alter table user_ratings add column changed_in xid8 not null default pg_current_xact_id();
alter table linkup_invites add column changed_in xid8 not null default pg_current_xact_id();

comment on column users.changed_in is 'The transaction that wrote this row last: how the columns kept for matching learn of changes.';
comment on column profiles.changed_in is 'The transaction that wrote this row last.';
comment on column entitlements.changed_in is 'The transaction that wrote this row last.';
comment on column user_ratings.changed_in is 'The transaction that wrote this row last.';
comment on column linkup_invites.changed_in is 'The transaction in which this invite was made or sent.';

create index users_changed_in_idx on users (changed_in);
create index profiles_changed_in_idx on profiles (changed_in);
create index entitlements_changed_in_idx on entitlements (changed_in);
create index user_ratings_changed_in_idx on user_ratings (changed_in);
create index linkup_invites_changed_in_idx on linkup_invites (changed_in);

create function note_change() returns trigger language plpgsql
  set search_path from current
as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end $$;
comment on function note_change() is 'Trigger: keeps changed_in.';

create trigger users_changed before update on users for each row execute function note_change();
create trigger profiles_changed before update on profiles for each row execute function note_change();
create trigger entitlements_changed before update on entitlements for each row execute function note_change();
create trigger user_ratings_changed before update on user_ratings for each row execute function note_change();
-- Answers to an invite change nothing that choosing asks for.
create trigger linkup_invites_changed before update on linkup_invites for each row
  when (new.sent_at is distinct from old.sent_at) execute function note_change();
