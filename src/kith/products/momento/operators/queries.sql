-- name: disputed(at_most)
-- Attendance that people have to look at, longest waiting first.
select a.id, coalesce(p.preferred_name, p.first_name) as name, e.title, e.ends_at, e.time_zone, a.disputed_from, a.disputed_at,
       a.dispute_reason is not null as by_guest
from attendance a join social_profiles p on p.id = a.profile_id join events e on e.id = a.event_id
where a.status = 'disputed' order by a.disputed_at, a.id limit :at_most;

-- name: one(id)^
-- One attendance with its event and guest, locked with neither.
select a.id, a.event_id, a.profile_id, a.status, a.method, a.checked_in_at, a.incontestable, a.disputed_from, a.disputed_at, a.dispute_reason,
       a.resolved_at, a.check_in_latitude is not null as with_position, coalesce(p.preferred_name, p.first_name) as name, p.user_id,
       e.title, e.status as event_status, e.starts_at, e.ends_at, e.time_zone
from attendance a join social_profiles p on p.id = a.profile_id join events e on e.id = a.event_id where a.id = :id;

-- name: timeline(id)
-- What became of it, in order.
select event_type, from_state, to_state, created_at from domain_events where entity_type = 'attendance' and entity_id = :id order by sequence;

-- name: reports_about(person, at_most)
-- Everything that was reported about somebody here.
select r.id, r.case_id, coalesce(r.content_type, r.report_type) as kind, r.report_type as category, r.status, r.created_at
from kith.reports r where r.reported_id = :person and r.product = 'momento' order by r.created_at desc limit :at_most;

-- name: message_to(message, removed)!
-- Take a message out of a conversation, or put it back.
update messages set removed_at = case when :removed::boolean then kith.now() end where id = :message and (removed_at is null) = :removed::boolean;

-- name: post_to(post, removed)$
-- Take a post off its board, or put it back.
update event_posts set removed_at = case when :removed::boolean then kith.now() end where id = :post and (removed_at is null) = :removed::boolean and removed_by is null returning event_id;

-- name: people_named(name, at_most)
-- People by first, preferred or host name.
select u.id, coalesce(p.preferred_name, p.first_name) as name, p.location, u.status, u.created_at,
       (select count(*) from kith.reports r where r.reported_id = u.id and r.product = 'momento') as reports
from users u join social_profiles p on p.user_id = u.id left join host_profiles h on h.user_id = u.id
where u.status <> 'erased' and (starts_with(lower(p.first_name), lower(:name)) or starts_with(lower(p.preferred_name), lower(:name)) or starts_with(lower(h.host_name), lower(:name)))
order by name, u.id limit :at_most;

-- name: suspended_people(at_most)
-- Who is suspended or banned, latest first.
select u.id, coalesce(p.preferred_name, p.first_name) as name, p.location, u.status, u.created_at,
       (select count(*) from kith.reports r where r.reported_id = u.id and r.product = 'momento') as reports
from users u join social_profiles p on p.user_id = u.id where u.status in ('suspended', 'banned') order by u.suspended_at desc limit :at_most;

-- name: person(person)^
-- Somebody, as operators may see them.
select u.id, u.status, u.created_at, coalesce(p.preferred_name, p.first_name) as name, p.location,
       exists (select 1 from host_profiles h where h.user_id = u.id) as hosts,
       (select count(*) from attendance a where a.profile_id = p.id and a.status in ('attended', 'late')) as attended,
       (select count(*) from attendance a where a.profile_id = p.id and a.status = 'no_show') as no_shows
from users u join social_profiles p on p.user_id = u.id where u.id = :person;

-- name: events_of(person, at_most)
-- Events somebody hosts or was asked to.
select e.title, 'host' as role, e.status, e.starts_at from events e join host_profiles h on h.id = e.host_id where h.user_id = :person
union all
select e.title, 'guest', i.status, e.starts_at from invitations i join events e on e.id = i.event_id
where i.profile_id = profile_of(:person) and i.source <> 'self'
order by 4 desc nulls last limit :at_most;

-- name: person_timeline(person)
-- How somebody's place here changed.
select event_type, created_at from domain_events where entity_type = 'user' and entity_id = :person order by sequence;

-- name: seats_to_come(person)
-- Events at which somebody has a seat still to come.
select i.event_id from invitations i join events e on e.id = i.event_id
where i.profile_id = profile_of(:person) and i.status = 'confirmed' and i.source <> 'self' and e.status in ('planned', 'confirmed') and e.starts_at > kith.now();

-- name: is_in(person)$
-- Whether somebody takes part here, neither suspended nor gone.
select exists (select 1 from users where id = :person and status in ('active', 'verification_pending'));

-- name: suspend(person, for_good)$
-- Suspend or ban, with everything that goes back.
select suspend_user(:person, :for_good);

-- name: reinstate(person)$
-- Back in; null when nobody was out.
update users set status = 'active', suspended_at = null where id = :person and status in ('suspended', 'banned') returning id;

-- name: latest_payments(at_most)
-- Payments, newest first.
select p.id, coalesce(s.preferred_name, s.first_name) as name, e.title, p.amount_in_cents, p.currency, p.refunded_in_cents, p.status, p.created_at
from payments p join events e on e.id = p.event_id join social_profiles s on s.user_id = p.user_id order by p.created_at desc, p.id limit :at_most;

-- name: troubled_refunds(at_most)
-- What is owed and has not arrived, failed ones first.
select r.id, r.payment_id, coalesce(s.preferred_name, s.first_name) as name, e.title, r.amount_in_cents, p.currency, r.reason, r.status, r.attempts, r.last_error,
       r.amount_in_cents <= p.amount_in_cents - p.refunded_in_cents as still_owed
from refunds r join payments p on p.id = r.payment_id join events e on e.id = p.event_id join social_profiles s on s.user_id = r.user_id
where r.status <> 'succeeded' order by (r.status = 'failed') desc, r.created_at limit :at_most;

-- name: payment(payment)^
-- One payment.
select p.id, p.user_id, coalesce(s.preferred_name, s.first_name) as name, e.title, p.amount_in_cents, p.currency, p.refunded_in_cents, p.status, p.seats,
       p.stripe_charge_id, p.created_at
from payments p join events e on e.id = p.event_id join social_profiles s on s.user_id = p.user_id where p.id = :payment;

-- name: refunds_of(payment)
-- What was given back of a payment.
select amount_in_cents, reason, status, created_at from refunds where payment_id = :payment order by created_at;

-- name: owe(payment, user, amount)$
-- A sum to be given back out of goodwill.
insert into refunds (payment_id, user_id, amount_in_cents, reason) values (:payment, :user, :amount, 'goodwill') returning id;

-- name: due_again(refund)$
-- A failed refund, once more and under another key.
update refunds set status = 'due', next_attempt_at = kith.now(), attempts = 0, round = round + 1 where id = :refund and status = 'failed' returning id;

-- name: events_now(at_most)
-- Events that are planned or on, the next first, with who waits and what was paid.
select e.id, e.title, h.host_name, h.user_id as host_user, e.status, e.starts_at, e.seats_taken, e.max_participants, e.currency,
       (select count(*) from waiting_list w where w.event_id = e.id and w.status in ('waiting', 'offered')) as waiting,
       (select coalesce(sum(p.amount_in_cents - p.refunded_in_cents), 0) from payments p where p.event_id = e.id and p.status = 'succeeded')::bigint as paid
from events e join host_profiles h on h.id = e.host_id where e.status in ('planned', 'confirmed') order by e.starts_at nulls last, e.id limit :at_most;

-- name: event(event)^
-- One event with its host.
select e.id, e.title, e.description, h.host_name, h.user_id as host_user, e.status, e.starts_at, e.ends_at, e.time_zone, e.seats_taken, e.min_participants,
       e.max_participants, e.price_in_cents, e.currency, e.cancelled_by, e.cancelled_reason
from events e join host_profiles h on h.id = e.host_id where e.id = :event;

-- name: guests_of(event)
-- Who was asked, and how it stands.
select u.id, coalesce(p.preferred_name, p.first_name) as name, i.status, i.seats,
       (select sum(y.amount_in_cents - y.refunded_in_cents) from payments y where y.invitation_id = i.id and y.status = 'succeeded')::bigint as paid,
       exists (select 1 from waiting_list w where w.invitation_id = i.id and w.status in ('waiting', 'offered')) as waits
from invitations i join social_profiles p on p.id = i.profile_id join users u on u.id = p.user_id where i.event_id = :event order by i.created_at, i.id;
