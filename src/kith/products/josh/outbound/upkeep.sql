-- name: forget_message_bodies(created_before, at_most)$
-- Bodies that have been kept long enough go; everything else about the text stays. How many.
with due as (
  select id from sms_messages
  where body_ciphertext is not null and (body_delete_after <= kith.now() or created_at <= :created_before) and not kith.is_held(user_id)
  limit :at_most for update skip locked
), gone as (
  update sms_messages m set body_ciphertext = null, body_iv = null, body_tag = null from due where m.id = due.id returning 1
)
select count(*)::int from gone;

-- name: forget_job_bodies(created_before, at_most)$
-- The same for texts that were given up, and for any that nobody could send in all that time.
with due as (
  select id from sms_outbound_jobs
  where body_ciphertext is not null and created_at <= :created_before and leased_until is null and not kith.is_held(user_id)
  limit :at_most for update skip locked
), gone as (
  update sms_outbound_jobs j
  set body_ciphertext = null, body_iv = null, body_tag = null, status = case when j.status = 'pending' then 'failed' else j.status end,
      last_error = case when j.status = 'pending' then 'kept too long' else j.last_error end
  from due where j.id = due.id returning 1
)
select count(*)::int from gone;

-- name: old_message_keys(key_version, after, at_most)
-- Bodies sealed with an older key, one chunk in the order of ids; rows that somebody holds wait for the next run.
select id, direction, body_ciphertext, body_iv, body_tag, key_version from sms_messages
where body_ciphertext is not null and key_version <> :key_version and id > :after
order by id limit :at_most for update skip locked;

-- name: reseal_messages(ids, ciphertexts, ivs, tags, key_version)!
-- The same bodies under the newest key.
update sms_messages m
set body_ciphertext = n.ciphertext, body_iv = n.iv, body_tag = n.tag, key_version = :key_version
from unnest(:ids::uuid[], :ciphertexts::bytea[], :ivs::bytea[], :tags::bytea[]) as n (id, ciphertext, iv, tag)
where m.id = n.id;

-- name: old_job_keys(key_version, after, at_most)
-- Queued bodies sealed with an older key.
select id, 'out' as direction, body_ciphertext, body_iv, body_tag, key_version from sms_outbound_jobs
where body_ciphertext is not null and key_version <> :key_version and id > :after
order by id limit :at_most for update skip locked;

-- name: reseal_jobs(ids, ciphertexts, ivs, tags, key_version)!
-- The same queued bodies under the newest key.
update sms_outbound_jobs j
set body_ciphertext = n.ciphertext, body_iv = n.iv, body_tag = n.tag, key_version = :key_version
from unnest(:ids::uuid[], :ciphertexts::bytea[], :ivs::bytea[], :tags::bytea[]) as n (id, ciphertext, iv, tag)
where j.id = n.id;
