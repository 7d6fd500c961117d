-- name: boxes()
-- How each provider's events in a schema's inbox stand.
with came as (
  select provider, count(*) as received from inbox where received_at > kith.now() - interval '24 hours' group by provider
), waits as (
  select provider, count(*) as waiting, min(received_at) as oldest, count(*) filter (where error is not null) as failed
  from inbox where handled_at is null group by provider
)
select provider, coalesce(c.received, 0) as received, coalesce(w.waiting, 0) as waiting, w.oldest, coalesce(w.failed, 0) as failed
from came c full join waits w using (provider) order by provider;

-- name: events(at_most)
-- Events of a schema's inbox: what is not applied first, then the newest.
(select id, provider, external_id, kind, received_at, handled_at, error from inbox where handled_at is null order by received_at limit :at_most)
union all
(select id, provider, external_id, kind, received_at, handled_at, error from inbox where handled_at is not null order by received_at desc limit :at_most);

-- name: event(id)^
-- One event of a schema's inbox.
select provider, kind from inbox where id = :id for update;

-- name: stripe()^
-- How Stripe's events stand.
select (select count(*) from kith.stripe_events where received_at > kith.now() - interval '24 hours') as received, count(*) as waiting,
       min(received_at) as oldest, count(*) filter (where processing_error is not null) as failed
from kith.stripe_events where processed_at is null;

-- name: stripe_events(at_most)
-- Stripe's events: what is not applied first, then the newest.
(select id, stripe_event_id, event_type, received_at, processed_at, processing_error from kith.stripe_events where processed_at is null
 order by received_at limit :at_most)
union all
(select id, stripe_event_id, event_type, received_at, processed_at, processing_error from kith.stripe_events where processed_at is not null
 order by received_at desc limit :at_most);

-- name: stripe_event(id)^
-- One of Stripe's events.
select event_type from kith.stripe_events where id = :id;

-- name: state()^
-- Since when an event that should have been applied waits.
select count(*) as waiting, min(received_at) as oldest from inbox where handled_at is null and received_at < kith.now() - interval '10 minutes';

-- name: stripe_state()^
-- Since when one of Stripe's events that should have been applied waits.
select count(*) as waiting, min(received_at) as oldest
from kith.stripe_events where processed_at is null and received_at < kith.now() - interval '10 minutes';
