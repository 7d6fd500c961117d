-- The hot path of texting: one statement takes a text in, one writes its answer. Both run inside the webhook's transaction.

create function receive_text(
  p_id uuid, p_sid text, p_from text, p_to text, p_phone_hash text, p_media int,
  p_ciphertext bytea, p_iv bytea, p_tag bytea, p_key_version int, p_delete_after timestamptz, p_answer jsonb,
  out repeated boolean, out answer jsonb, out allowed boolean,
  out user_id uuid, out first_name text, out last_name text, out state text, out region_id uuid, out time_zone text, out paused boolean,
  out mode text, out state_token text, out context jsonb, out expires_at timestamptz
) language plpgsql volatile
  set search_path from current
as $$
begin
  -- One text of a number at a time, in the order they arrive, however many processes take them in.
  perform pg_advisory_xact_lock(hashtextextended('sms_messages.in:' || current_schema() || ':' || p_phone_hash, 0));
  select u.id, u.first_name, u.last_name, u.state::text, u.region_id, coalesce(u.time_zone, r.time_zone, 'UTC'), u.paused_at is not null
  into receive_text.user_id, receive_text.first_name, receive_text.last_name, receive_text.state, receive_text.region_id,
       receive_text.time_zone, receive_text.paused
  from users u left join regions r on r.id = u.region_id
  where u.phone_hash = p_phone_hash;
  insert into sms_messages (id, user_id, direction, from_e164, to_e164, twilio_message_sid, body_ciphertext, body_iv, body_tag, key_version,
                            media_count, status, last_status_at, correlation_id, phone_hash, handled_at, answer, body_delete_after)
  values (p_id, receive_text.user_id, 'in', p_from, p_to, p_sid, p_ciphertext, p_iv, p_tag, p_key_version,
          p_media, 'received', kith.now(), nullif(current_setting('kith.correlation_id', true), '')::uuid, p_phone_hash, kith.now(), p_answer,
          p_delete_after)
  on conflict (twilio_message_sid) do nothing;
  repeated := not found;
  if repeated then
    select m.answer into receive_text.answer from sms_messages m where m.twilio_message_sid = p_sid;
    return;
  end if;
  answer := p_answer;
  allowed := kith.sms_allowed(p_phone_hash);
  if receive_text.user_id is null or receive_text.state = 'deleted' then
    return;
  end if;
  loop
    select c.mode::text, c.state_token, c.context, c.expires_at
    into receive_text.mode, receive_text.state_token, receive_text.context, receive_text.expires_at
    from conversation_sessions c where c.user_id = receive_text.user_id for update;
    exit when found;
    insert into conversation_sessions (user_id) values (receive_text.user_id) on conflict on constraint conversation_one_per_user do nothing;
  end loop;
end $$;

comment on function receive_text(uuid, text, text, text, text, int, bytea, bytea, bytea, int, timestamptz, jsonb) is
  'Stores a text once for its message id and says who sent it and where the conversation stands, which stays locked. Repeated: the first answer.';

create function answer_text(
  p_message uuid, p_user uuid, p_sid text, p_moved boolean, p_mode text, p_state_token text, p_context jsonb, p_expires_at timestamptz,
  p_to text, p_phone_hash text, p_key_version int,
  p_ids uuid[], p_ciphertexts bytea[], p_ivs bytea[], p_tags bytea[], p_kinds text[], p_purposes text[]
) returns void language plpgsql volatile
  set search_path from current
as $$
begin
  if p_user is not null then
    update conversation_sessions c
    set last_inbound_message_sid = p_sid,
        mode = case when p_moved then p_mode::conversation_mode else c.mode end,
        state_token = case when p_moved then p_state_token else c.state_token end,
        context = case when p_moved then p_context else c.context end,
        expires_at = case when p_moved then p_expires_at else c.expires_at end
    where c.user_id = p_user;
  end if;
  if cardinality(p_ids) = 0 then
    return;
  end if;
  insert into sms_outbound_jobs (id, user_id, to_e164, phone_hash, body_ciphertext, body_iv, body_tag, key_version, kind, purpose,
                                 idempotency_key, inbound_message_id, correlation_id)
  select t.id, p_user, p_to, p_phone_hash, t.ciphertext, t.iv, t.tag, p_key_version, t.kind, t.purpose,
         'in:' || p_message::text || ':' || t.place::text, p_message, nullif(current_setting('kith.correlation_id', true), '')::uuid
  from unnest(p_ids, p_ciphertexts, p_ivs, p_tags, p_kinds, p_purposes)
       with ordinality as t (id, ciphertext, iv, tag, kind, purpose, place)
  order by t.place;
  insert into pgqueuer (priority, entrypoint, payload, status)
  values (0, 'josh.text.deliver', convert_to(json_build_object('phone_hash', p_phone_hash)::text, 'UTF8'), 'queued');
end $$;

comment on function answer_text(uuid, uuid, text, boolean, text, text, jsonb, timestamptz, text, text, int, uuid[], bytea[], bytea[], bytea[],
    text[], text[]) is
  'Writes what answers a text: its replies in order, the job that delivers them, and where the conversation stands now.';

create function wake_deliveries(p_at_most int) returns int language sql volatile
  set search_path from current
as $$
  with due as (
    select j.phone_hash, min(j.seq) as seq from sms_outbound_jobs j
    where j.status = 'pending' and j.leased_until is null and j.outcome_unknown_at is null
      and j.not_before <= kith.now() and j.next_attempt_at <= kith.now()
    group by j.phone_hash order by min(j.seq) limit p_at_most
  ), woken as (
    insert into pgqueuer (priority, entrypoint, payload, dedupe_key, status)
    select 0, 'josh.text.deliver', convert_to(json_build_object('phone_hash', d.phone_hash)::text, 'UTF8'),
           'josh.text.deliver:' || d.phone_hash, 'queued'
    from due d order by d.seq
    on conflict (dedupe_key) where (status = any (array['queued'::pgqueuer_status, 'picked'::pgqueuer_status])) and (dedupe_key is not null)
    do nothing
    returning 1
  )
  select count(*)::int from woken
$$;

comment on function wake_deliveries(int) is 'Queues a delivery for numbers that have texts due; how many were queued anew.';

create index sms_outbound_jobs_lease_idx on sms_outbound_jobs (leased_until) where status = 'pending' and leased_until is not null;

create index sms_outbound_jobs_unknown_idx on sms_outbound_jobs (outcome_unknown_at) where status = 'pending' and outcome_unknown_at is not null;

revoke all on function receive_text(uuid, text, text, text, text, int, bytea, bytea, bytea, int, timestamptz, jsonb),
  answer_text(uuid, uuid, text, boolean, text, text, jsonb, timestamptz, text, text, int, uuid[], bytea[], bytea[], bytea[], text[], text[]),
  wake_deliveries(int) from public;

grant execute on function receive_text(uuid, text, text, text, text, int, bytea, bytea, bytea, int, timestamptz, jsonb),
  answer_text(uuid, uuid, text, boolean, text, text, jsonb, timestamptz, text, text, int, uuid[], bytea[], bytea[], bytea[], text[], text[]),
  wake_deliveries(int) to service_role;
