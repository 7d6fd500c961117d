update stored_files set state = 'unwanted' where state = 'hidden';

create or replace function keep_unwanted() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state = 'kept' and new.state = 'pending' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

comment on table stored_files is
  'Files in the store: pending until something uses them (an hour at most), kept, unwanted until the store has forgotten them and the row goes.';

alter table stored_files drop constraint stored_files_state;

alter table stored_files add constraint stored_files_state check (state in ('pending', 'kept', 'unwanted'));
