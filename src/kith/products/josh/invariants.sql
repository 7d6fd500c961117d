-- name: a_table_has_no_more_people_than_places()
-- A LinkUp never seats more people than it has places.
select l.id::text as key from linkups l join linkup_seats s on s.linkup_id = l.id group by l.id, l.max_size having count(*) > l.max_size;

-- name: seats_are_counted_right()
-- The number of seats taken is the number of people seated.
select l.id::text as key from linkups l
where l.seats_taken <> (select count(*) from linkup_seats s where s.linkup_id = l.id);

-- name: nobody_sits_at_two_tables()
-- Nobody is seated at two LinkUps at the same time.
select a.user_id::text as key from linkup_seats a join linkup_seats b
  on b.user_id = a.user_id and b.linkup_id > a.linkup_id and b.during && a.during;

-- name: nobody_sits_beside_somebody_blocked()
-- Nobody is seated with somebody one of them had blocked before.
select a.linkup_id::text as key from kith.blocks k
join linkup_seats a on a.user_id = k.blocker_id
join linkup_seats b on b.linkup_id = a.linkup_id and b.user_id = k.blocked_id
where k.created_at < greatest(a.taken_at, b.taken_at);

-- name: an_ended_table_holds_no_seat()
-- A LinkUp that was called off or ran out keeps nobody's evening.
select distinct l.id::text as key from linkups l join linkup_seats s on s.linkup_id = l.id where l.state in ('canceled', 'expired');

-- name: a_table_locks_once()
-- A LinkUp locks once, and lock_version says so.
select l.id::text as key from linkups l
where l.lock_version not in (0, 1) or (l.state in ('locked', 'completed') and l.lock_version = 0);

-- name: a_locked_table_had_enough_people()
-- A LinkUp locks with as many people as it needs.
select l.id::text as key from linkups l
where l.state in ('locked', 'completed')
  and (select count(*) from linkup_participants p where p.linkup_id = l.id) < l.min_size;

-- name: whoever_is_confirmed_has_a_seat()
-- Whoever was told that they are in has a seat.
select p.id::text as key from linkup_participants p join linkups l on l.id = p.linkup_id
where l.state = 'locked' and p.status = 'confirmed'
  and not exists (select from linkup_seats s where s.linkup_id = p.linkup_id and s.user_id = p.user_id);

-- name: an_invite_is_sent_once()
-- Nobody is asked twice to the same LinkUp, and nobody to their own.
select min(id::text) as key from linkup_invites group by linkup_id, invited_user_id having count(*) > 1
union all
select i.id::text from linkup_invites i join linkups l on l.id = i.linkup_id where l.initiator_user_id = i.invited_user_id;

-- name: no_number_without_two_yeses()
-- A number is given when both said yes.
select e.id::text as key from contact_exchanges e
where (
  select count(*) from contact_exchange_choices c
  where c.linkup_id = e.linkup_id and c.choice
    and (c.chooser_user_id, c.target_user_id) in ((e.user_a_id, e.user_b_id), (e.user_b_id, e.user_a_id))
) <> 2
and exists (select from users u where u.id = e.user_a_id and u.state <> 'deleted')
and exists (select from users u where u.id = e.user_b_id and u.state <> 'deleted');

-- name: no_number_across_a_block()
-- Nobody gets the number of somebody who had blocked them.
select e.id::text as key from contact_exchanges e join kith.blocks k
  on (k.blocker_id, k.blocked_id) in ((e.user_a_id, e.user_b_id), (e.user_b_id, e.user_a_id))
where k.created_at < e.revealed_at;

-- name: a_text_is_sent_once()
-- No text goes out twice, and none comes in twice.
select min(id::text) as key from sms_outbound_jobs group by idempotency_key having count(*) > 1
union all
select min(id::text) from sms_messages group by twilio_message_sid having count(*) > 1;

-- name: six_unasked_texts_a_day()
-- Nobody gets more than six texts a day that they did not ask for.
select min(id::text) as key from sms_outbound_jobs
where kind = 'unsolicited' and status = 'sent' group by phone_hash, cap_day having count(*) > 6;

-- name: stop_means_stop()
-- Nothing unasked goes to a number after its STOP.
select j.id::text as key from sms_outbound_jobs j
cross join lateral (
  select o.action from kith.sms_opt_outs o
  where o.phone_hash = j.phone_hash and o.recorded_at < j.provider_called_at order by o.sequence desc limit 1
) last
where j.kind = 'unsolicited' and j.provider_called_at is not null and last.action = 'stop';

-- name: texts_are_sealed()
-- What people text is kept sealed or not at all.
select id::text as key from sms_messages where num_nulls(body_ciphertext, body_iv, body_tag) not in (0, 3)
union all
select id::text from sms_outbound_jobs where num_nulls(body_ciphertext, body_iv, body_tag) not in (0, 3);

-- name: one_live_code_a_person()
-- A person has one code that works.
select user_id::text as key from otp_sessions where verified_at is null and closed_at is null group by user_id having count(*) > 1;

-- name: a_link_works_once_and_in_time()
-- A link that was used was used before it ran out.
select id::text as key from magic_links where consumed_at > expires_at;

-- name: one_region_a_person()
-- A person lives in one region and waits for one.
select user_id::text as key from region_memberships where released_at is null group by user_id, status having count(*) > 1;

-- name: everybody_is_of_age()
-- Nobody under eighteen is registered.
select id::text as key from users where state <> 'deleted' and birthday > (kith.now() - interval '18 years' + interval '1 day')::date;

-- name: nothing_is_left_of_the_forgotten()
-- Of whoever was forgotten there is no name, number, address or birthday.
select id::text as key from users
where state = 'deleted' and (first_name <> 'Erased' or last_name <> 'Erased' or email is not null or phone_e164 not like 'erased:%' or latitude is not null);
