-- name: receive_text(id, sid, sender, recipient, phone_hash, media_count, ciphertext, iv, tag, key_version, delete_after, answer)^
-- Stores a text once and says who sent it and where their conversation stands, which stays locked.
select * from receive_text(:id, :sid, :sender, :recipient, :phone_hash, :media_count, :ciphertext, :iv, :tag, :key_version, :delete_after, :answer);

-- name: answer_text(message_id, user_id, sid, moved, mode, state_token, context, expires_at, to_e164, phone_hash, key_version, ids, ciphertexts, ivs, tags, kinds, purposes)$
-- Writes the replies, the job that delivers them, and where the conversation stands now.
select answer_text(:message_id, :user_id, :sid, :moved, :mode, :state_token, :context, :expires_at, :to_e164, :phone_hash, :key_version,
                   :ids, :ciphertexts, :ivs, :tags, :kinds, :purposes);

-- name: leave_waiting(id, failure, carrier_kind, received_at)!
-- A text that is stored and could not be handled: it waits, with what handling it again has to know.
update sms_messages set handled_at = null, handling_error = :failure, carrier_kind = :carrier_kind, received_at = :received_at where id = :id;

-- name: record_opt_out(phone_hash, action, words, channel)!
-- A line of the ledger that is kept for ever.
insert into kith.sms_opt_outs (phone_hash, action, words, channel, product) values (:phone_hash, :action, :words, :channel, 'josh');

-- name: meet_stranger(phone_hash, today)$
-- Counts a text of a number that is nobody's; true when it may be answered: at most once a day.
with before as (
  select last_replied_on from unknown_senders where phone_hash = :phone_hash
), kept as (
  insert into unknown_senders as s (phone_hash, last_replied_on) values (:phone_hash, :today::date)
  on conflict (phone_hash) do update
  set texts = s.texts + 1, last_seen_at = kith.now(), last_replied_on = greatest(s.last_replied_on, excluded.last_replied_on)
  returning 1
)
select coalesce((select b.last_replied_on < :today::date from before b), true) from kept;

-- name: note_event(user_id, event_type, payload)!
-- What became of a text, for finding faults; no bodies.
insert into message_events (user_id, event_type, payload, correlation_id)
values (:user_id, :event_type, :payload, nullif(current_setting('kith.correlation_id', true), '')::uuid);

-- name: has_open_invite(user_id)$
-- Whether an invite still waits for this person's answer.
select exists (select 1 from linkup_invites i where i.invited_user_id = :user_id and i.state = 'pending');

-- name: set_paused(user_id, paused)!
-- Paused people get no invites.
update users set paused_at = case when :paused then coalesce(paused_at, kith.now()) end where id = :user_id;

-- name: is_banned(user_id)$
-- Whether somebody may not come in, in any product.
select kith.is_banned(:user_id);
