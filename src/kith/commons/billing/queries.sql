-- name: customer_of(person_id)$
-- The person's customer at Stripe, if there is one.
select stripe_customer_id from stripe_customers where person_id = :person_id;

-- name: person_of(stripe_customer_id)$
-- Whose customer this is.
select person_id from stripe_customers where stripe_customer_id = :stripe_customer_id;

-- name: remember_customer(person_id, stripe_customer_id)!
-- One customer a person.
insert into stripe_customers (person_id, stripe_customer_id) values (:person_id, :stripe_customer_id) on conflict (person_id) do nothing;

-- name: person_for_customer(person_id)^
-- What Stripe is told about a person.
select email, raw_user_meta_data ->> 'first_name' as first_name from auth.users where id = :person_id and deleted_at is null;

-- name: store_event(stripe_event_id, event_type, payload)$
-- An event, once; null when it was here before.
insert into stripe_events (stripe_event_id, event_type, payload) values (:stripe_event_id, :event_type, :payload)
on conflict (stripe_event_id) do nothing returning id;

-- name: event(id)^
-- An event as it came.
select id, stripe_event_id, event_type, payload, processed_at from stripe_events where id = :id;

-- name: event_done(id)!
-- Applied.
update stripe_events set processed_at = kith.now(), processing_error = null, attempts = attempts + 1 where id = :id;

-- name: event_failed(id, error)!
-- Not applied this time.
update stripe_events set processing_error = :error, attempts = attempts + 1 where id = :id;

-- name: forgotten_events(before, at_most)
-- Events that came a while ago and are still not applied.
select id from stripe_events where processed_at is null and received_at < :before and attempts < 20 order by received_at limit :at_most;
