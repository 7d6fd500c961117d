-- What people ask of their data, with the month the law gives us, and the key under which what must stay is unreadable once they are gone.

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('dsar', '', 'received', 'dsar.received'),
  ('dsar', 'received', 'verifying', 'dsar.verifying'),
  ('dsar', 'received', 'rejected', 'dsar.rejected'),
  ('dsar', 'verifying', 'processing', 'dsar.processing'),
  ('dsar', 'verifying', 'rejected', 'dsar.rejected'),
  ('dsar', 'processing', 'completed', 'dsar.completed'),
  ('dsar', 'processing', 'rejected', 'dsar.rejected');

create table dsar_requests (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete restrict,
  request_type text not null,
  status text not null default 'received',
  verified_at timestamptz,
  due_at timestamptz not null default kith.now() + interval '30 days',
  acts_at timestamptz,
  rejected_reason text,
  download_hash bytea,
  download_key text,
  download_expires_at timestamptz,
  downloaded_at timestamptz,
  receipt jsonb,
  completed_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint dsar_requests_type check (request_type in ('export', 'delete')),
  constraint dsar_requests_status check (status in ('received', 'verifying', 'processing', 'completed', 'rejected')),
  constraint dsar_requests_completed check ((status = 'completed') = (completed_at is not null)),
  constraint dsar_requests_verified check (status not in ('processing', 'completed') or verified_at is not null),
  constraint dsar_requests_rejected check ((status = 'rejected') = (rejected_reason is not null)),
  constraint dsar_requests_deletes_later check (request_type <> 'delete' or status not in ('processing', 'completed') or acts_at is not null),
  constraint dsar_requests_download check (num_nulls(download_hash, download_key, download_expires_at) in (0, 3) and (download_hash is null or octet_length(download_hash) = 32)),
  constraint dsar_requests_receipt check (receipt is null or jsonb_typeof(receipt) = 'object')
);

comment on table dsar_requests is 'Requests to take one''s data along or to be forgotten, each done within a month.';

comment on column dsar_requests.acts_at is 'When an erasure begins: fourteen days after it was confirmed, until when one may think again (rejected, reason withdrawn).';

comment on column dsar_requests.download_hash is 'SHA-256 of the one link to the file; download_key is where the file lies.';

create unique index dsar_requests_one_open on dsar_requests (person_id, request_type) where status in ('received', 'verifying', 'processing');

create index dsar_requests_person_idx on dsar_requests (person_id, created_at desc);

create index dsar_requests_due_idx on dsar_requests (due_at) where status in ('received', 'verifying', 'processing');

create unique index dsar_requests_download_uniq on dsar_requests (download_hash);

create trigger dsar_requests_updated_at before update on dsar_requests for each row execute function set_updated_at();

create trigger dsar_requests_check_transition before insert or update on dsar_requests for each row execute function enforce_transition('dsar', 'status');

create trigger dsar_requests_event after insert or update on dsar_requests for each row execute function record_transition('dsar', 'status');

create function take_download(p_hash bytea) returns text language sql volatile security definer
  set search_path from current
as $$
  update dsar_requests set downloaded_at = kith.now()
  where download_hash = p_hash and downloaded_at is null and download_expires_at > kith.now() and status = 'completed' returning download_key
$$;

comment on function take_download(bytea) is 'Where the file of this link lies, once; null when it was taken or is too old.';

create table person_keys (
  person_id uuid primary key references auth.users (id) on delete restrict,
  key_ciphertext bytea,
  key_iv bytea,
  key_tag bytea,
  key_version integer,
  created_at timestamptz not null default kith.now(),
  destroyed_at timestamptz,
  constraint person_keys_whole check (num_nulls(key_ciphertext, key_iv, key_tag, key_version) = case when destroyed_at is null then 0 else 4 end)
);

comment on table person_keys is 'A key a person, itself sealed. What must stay for good but tells of somebody is sealed under it; destroying it is forgetting.';

create function keep_destroyed() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'DELETE' or old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at
     or old.destroyed_at is null and new.destroyed_at is null
        and (new.person_id, new.created_at) is distinct from (old.person_id, old.created_at) then
    raise exception using errcode = 'KT403', message = 'a destroyed key stays destroyed';
  end if;
  return new;
end $$;

comment on function keep_destroyed() is 'Trigger: keys are wrapped anew or destroyed, and never come back.';

create trigger person_keys_keep before update or delete on person_keys for each row execute function keep_destroyed();

revoke all on function take_download(bytea), keep_destroyed() from public;

grant execute on function take_download(bytea) to service_role;

alter table dsar_requests enable row level security;

create policy service_all on dsar_requests for all to service_role using (true) with check (true);

grant select, insert, update, delete on dsar_requests to service_role;

alter table person_keys enable row level security;

create policy service_all on person_keys for all to service_role using (true) with check (true);

grant select, insert, update on person_keys to service_role;

create policy dsar_requests_select_own on dsar_requests for select to authenticated using (person_id = auth.uid());

grant select (id, person_id, request_type, status, verified_at, due_at, acts_at, rejected_reason, download_expires_at, downloaded_at, completed_at, created_at, updated_at)
  on dsar_requests to authenticated;
