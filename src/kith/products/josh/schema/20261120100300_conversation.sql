-- What was said, where each conversation stands, and what has to leave.

create table conversation_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  mode conversation_mode not null default 'idle',
  state_token text not null default 'idle',
  expires_at timestamptz,
  last_inbound_message_sid text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  context jsonb not null default '{}'::jsonb,
  constraint conversation_one_per_user unique (user_id),
  constraint conversation_context_shape check (jsonb_typeof(context) = 'object')
);

comment on table conversation_sessions is 'Where each person''s conversation stands: which handler reads the next text, and what it needs to remember.';

create index conversation_sessions_mode_idx on conversation_sessions (mode);

create trigger conversation_sessions_updated_at before update on conversation_sessions for each row execute function set_updated_at();

create table sms_messages (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users (id) on delete set null,
  direction text not null check (direction in ('in', 'out')),
  from_e164 text not null,
  to_e164 text not null,
  twilio_message_sid text not null,
  body_ciphertext bytea,
  body_iv bytea,
  body_tag bytea,
  key_version int not null default 1,
  media_count int not null default 0,
  status text,
  last_status_at timestamptz,
  correlation_id uuid,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  phone_hash text,
  handled_at timestamptz,
  answer jsonb,
  job_id uuid,
  error_code int,
  body_delete_after timestamptz not null default kith.now() + interval '60 days',
  constraint sms_messages_twilio_sid_uniq unique (twilio_message_sid),
  constraint sms_messages_body check (num_nulls(body_ciphertext, body_iv, body_tag) in (0, 3) and length(body_iv) = 12 and length(body_tag) = 16),
  constraint sms_messages_media check (media_count >= 0),
  constraint sms_messages_answer check (answer is null or direction = 'in')
);

comment on table sms_messages is 'Every text in and out, once for each of Twilio''s message ids. Bodies are encrypted and go after sixty days.';

comment on column sms_messages.phone_hash is 'The other party''s number as a keyed hash.';

comment on column sms_messages.answer is 'The HTTP answer given when the text first came in; a repeat gets the same.';

create index sms_messages_user_idx on sms_messages (user_id);

create index sms_messages_created_idx on sms_messages (created_at);

create index sms_messages_direction_idx on sms_messages (direction);

create index sms_messages_phone_idx on sms_messages (phone_hash, created_at);

create index sms_messages_unhandled_idx on sms_messages (created_at) where direction = 'in' and handled_at is null;

create index sms_messages_body_idx on sms_messages (body_delete_after) where body_ciphertext is not null;

create index sms_messages_key_idx on sms_messages (key_version, id) where body_ciphertext is not null;

create function sms_status_rank(status text) returns int language sql immutable
  set search_path from current
as $$
  select case status
    when 'accepted' then 1 when 'scheduled' then 1 when 'queued' then 2 when 'sending' then 3 when 'receiving' then 3
    when 'sent' then 4 when 'received' then 5 when 'delivered' then 5 when 'undelivered' then 5 when 'failed' then 5 when 'canceled' then 5
    when 'read' then 6 else 0 end
$$;

comment on function sms_status_rank(text) is 'How far along a delivery status of Twilio is; 0 for none and for words unknown to us.';

create function keep_status_forward() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if sms_status_rank(new.status) <= sms_status_rank(old.status) and new.status is distinct from old.status then
    new.status := old.status;
    new.last_status_at := old.last_status_at;
    new.error_code := old.error_code;
  end if;
  return new;
end $$;

comment on function keep_status_forward() is 'Trigger: callbacks that come late or out of order change nothing.';

create trigger sms_messages_status before update on sms_messages for each row execute function keep_status_forward();

create trigger sms_messages_updated_at before update on sms_messages for each row execute function set_updated_at();

create table sms_outbound_jobs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users (id) on delete set null,
  to_e164 text not null,
  body_ciphertext bytea,
  body_iv bytea,
  body_tag bytea,
  key_version int not null default 1,
  purpose text not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  twilio_message_sid text,
  attempts int not null default 0,
  last_error text,
  correlation_id uuid,
  idempotency_key text not null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  seq bigint generated always as identity,
  phone_hash text not null,
  kind text not null,
  not_before timestamptz not null default kith.now(),
  next_attempt_at timestamptz not null default kith.now(),
  leased_until timestamptz,
  lease_token uuid,
  provider_called_at timestamptz,
  outcome_unknown_at timestamptz,
  sent_at timestamptz,
  inbound_message_id uuid references sms_messages (id) on delete set null,
  cap_day date,
  cap_slot smallint,
  constraint sms_outbound_idem_uniq unique (idempotency_key),
  constraint sms_outbound_sid_uniq unique (twilio_message_sid),
  constraint sms_outbound_seq_uniq unique (seq),
  constraint sms_outbound_body check (num_nulls(body_ciphertext, body_iv, body_tag) in (0, 3) and length(body_iv) = 12 and length(body_tag) = 16),
  constraint sms_outbound_kind check (kind in ('reply', 'otp', 'safety', 'unsolicited')),
  constraint sms_outbound_attempts check (attempts between 0 and 6),
  constraint sms_outbound_lease check ((leased_until is null) = (lease_token is null)),
  constraint sms_outbound_daily_slot check ((cap_day is null) = (cap_slot is null) and cap_slot between 1 and 6),
  constraint sms_outbound_daily_cap unique (phone_hash, cap_day, cap_slot),
  -- Six slots a day and number: a seventh unsolicited text has none, so it can be neither handed to the provider nor marked as sent.
  constraint sms_outbound_capped check (kind <> 'unsolicited' or cap_slot is not null or (provider_called_at is null and status <> 'sent'))
);

comment on table sms_outbound_jobs is 'Texts that must leave, written with the change that causes them and delivered after it, once, in order for each recipient.';

comment on column sms_outbound_jobs.outcome_unknown_at is 'The provider was called and did not answer: look before sending again.';

create index sms_outbound_jobs_status_idx on sms_outbound_jobs (status);

create index sms_outbound_jobs_user_idx on sms_outbound_jobs (user_id);

create index sms_outbound_jobs_due_idx on sms_outbound_jobs (next_attempt_at, seq) where status = 'pending';

create index sms_outbound_jobs_order_idx on sms_outbound_jobs (phone_hash, seq) where status = 'pending';

create index sms_outbound_jobs_inbound_idx on sms_outbound_jobs (inbound_message_id);

create index sms_outbound_jobs_key_idx on sms_outbound_jobs (key_version, id) where body_ciphertext is not null;

create trigger sms_outbound_jobs_updated_at before update on sms_outbound_jobs for each row execute function set_updated_at();

alter table sms_messages add constraint sms_messages_job_id_fkey foreign key (job_id) references sms_outbound_jobs (id) on delete set null;

create index sms_messages_job_idx on sms_messages (job_id);

create function take_unsolicited_slot(p_job uuid, p_day date) returns smallint language plpgsql volatile
  set search_path from current
as $$
declare
  recipient text;
  kept_day date;
  kept smallint;
  free smallint;
begin
  select j.phone_hash, j.cap_day, j.cap_slot into recipient, kept_day, kept from sms_outbound_jobs j where j.id = p_job for update;
  if recipient is null then
    return null;
  end if;
  if kept_day = p_day then
    return kept;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('sms_outbound_jobs.cap:' || recipient, 0));
  select s into free from generate_series(1, 6) s
  where not exists (
    select 1 from sms_outbound_jobs j where j.phone_hash = recipient and j.cap_day = p_day and j.cap_slot = s
  )
  order by s limit 1;
  if free is not null then
    update sms_outbound_jobs set cap_day = p_day, cap_slot = free where id = p_job;
  end if;
  return free;
end $$;

comment on function take_unsolicited_slot(uuid, date) is
  'Gives an unsolicited text one of the recipient''s six places of that local day; null when the day is full.';

create table message_events (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references users (id) on delete set null,
  event_type text not null,
  payload jsonb not null,
  correlation_id uuid,
  created_at timestamptz not null default kith.now(),
  constraint message_events_payload check (jsonb_typeof(payload) = 'object')
);

comment on table message_events is 'What became of each text, for finding faults. No bodies.';

create index message_events_user_idx on message_events (user_id);

create index message_events_type_idx on message_events (event_type);

create index message_events_created_idx on message_events (created_at);

create table unknown_senders (
  phone_hash text primary key,
  first_seen_at timestamptz not null default kith.now(),
  last_seen_at timestamptz not null default kith.now(),
  texts int not null default 1 check (texts >= 1),
  last_replied_on date
);

comment on table unknown_senders is 'Numbers that texted us and belong to nobody here: each is answered at most once a day.';

create index unknown_senders_seen_idx on unknown_senders (last_seen_at);
