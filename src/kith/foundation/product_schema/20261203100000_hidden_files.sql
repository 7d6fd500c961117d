-- Files that moderators took away stay in the store, hidden, for as long as the decision can be taken back.

alter table stored_files drop constraint stored_files_state;

alter table stored_files add constraint stored_files_state check (state in ('pending', 'kept', 'hidden', 'unwanted'));

comment on table stored_files is
  'Files in the store: pending until something uses them (an hour at most), kept, hidden (a decision took it away and may be taken back: nobody is handed it), unwanted until the store has forgotten them and the row goes.';

create or replace function keep_unwanted() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state in ('kept', 'hidden') and new.state = 'pending' or old.state = 'pending' and new.state = 'hidden' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;
