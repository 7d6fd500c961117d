-- Files: what lies in the store outside the database. The row comes first and goes last, so that no bytes lie there that nobody knows of.

create table stored_files (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid references auth.users (id) on delete set null,
  purpose text not null,
  filename text,
  content_type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  key text not null,
  state text not null default 'pending',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint stored_files_key_uniq unique (key),
  constraint stored_files_state check (state in ('pending', 'kept', 'unwanted')),
  constraint stored_files_bytes check (bytes > 0 and octet_length(sha256) = 32),
  constraint stored_files_filename check (length(filename) between 1 and 100)
);

comment on table stored_files is
  'Files in the store: pending until something uses them (an hour at most), kept, unwanted until the store has forgotten them and the row goes.';

comment on column stored_files.key is 'Where it lies in the store; nobody can guess it, and it is shown to nobody.';

create index stored_files_owner_idx on stored_files (owner_id);

create index stored_files_going_idx on stored_files (created_at) where state <> 'kept';

create trigger stored_files_updated_at before update on stored_files for each row execute function set_updated_at();

create function keep_unwanted() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state = 'kept' and new.state = 'pending' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

comment on function keep_unwanted() is 'Trigger: a file that is thrown away is never used again.';

create trigger stored_files_one_way before update of state on stored_files for each row execute function keep_unwanted();

alter table stored_files enable row level security;

create policy service_all on stored_files for all to service_role using (true) with check (true);

grant select, insert, update, delete on stored_files to service_role;
