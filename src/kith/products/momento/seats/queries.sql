-- name: mine(invitation)^
-- One's own invitation with what is held, awaited and paid, in a member's session.
select i.id, i.event_id, i.status, i.expires_at, i.created_at, i.plus_one_name, i.seats, i.late_refusal, i.confirmed_at,
       h.expires_at as held_until, h.kind as hold_kind,
       w.status as waiting_status, w.offer_expires_at, w.charge_saved_card,
       (select count(*) + 1 from waiting_list a where a.event_id = i.event_id and a.status = 'waiting' and a.place < w.place) as place_in_line,
       p.amount_in_cents as paid_in_cents, p.refunded_in_cents, p.currency as paid_currency,
       exists (select 1 from payments x where x.invitation_id = i.id and x.status = 'processing') as bank_at_work
from invitations i
left join seat_holds h on h.invitation_id = i.id and h.ended_at is null and h.expires_at > kith.now()
left join waiting_list w on w.invitation_id = i.id and w.status in ('waiting', 'offered')
left join payments p on p.invitation_id = i.id and p.status = 'succeeded' and not p.is_surplus
where i.id = :invitation and i.profile_id = my_profile_id();

-- name: given_back(invitation)
-- What of one's payments for an invitation goes or went back, oldest first, in a member's session; nothing that was given back another way since.
select r.amount_in_cents, p.currency, r.status, r.created_at from refunds r join payments p on p.id = r.payment_id
where p.invitation_id = :invitation and (r.status <> 'failed' or r.amount_in_cents <= p.amount_in_cents - p.refunded_in_cents) order by r.created_at, r.id;

-- name: place_in_line(invitation)$
-- How many stand before somebody, plus one; for the service, since others' places are nobody's business.
select (select count(*) + 1 from waiting_list a where a.event_id = w.event_id and a.status = 'waiting' and a.place < w.place)
from waiting_list w where w.invitation_id = :invitation and w.status = 'waiting';

-- name: my_invitations()
-- Everything one was asked to, the next first, in a member's session.
select i.id, i.event_id, i.status, i.expires_at, i.plus_one_name, e.title, e.status as event_status, e.starts_at, e.ends_at, e.time_zone,
       e.price_in_cents, e.currency, e.seats_taken, e.max_participants, w.status as waiting_status, w.offer_expires_at,
       (select h.host_name from host_page(e.host_id) h) as host_name
from invitations i join events e on e.id = i.event_id
left join waiting_list w on w.invitation_id = i.id and w.status in ('waiting', 'offered')
where i.profile_id = my_profile_id() and i.status in ('sent', 'payment_failed', 'confirmed')
order by e.starts_at desc nulls last, i.id limit 100;

-- name: guests(event)
-- Who is coming, as the viewer may know it.
select profile_id, name, face_card_photo_id, photo_id, seats, plus_one_name, shown from guest_list(:event);

-- name: locked(invitation)^
-- An invitation after its event is locked, with both; for the service.
with e as (
  select e.* from events e where e.id = (select i.event_id from invitations i where i.id = :invitation) for no key update
)
select i.id, i.event_id, i.profile_id, i.status, i.expires_at, i.seats, i.plus_one_name, i.source, p.user_id, e.title, e.status as event_status,
       e.starts_at, e.time_zone, e.price_in_cents, e.currency, e.refund_policy, e.host_id, e.plus_one_allowed
from e, invitations i join social_profiles p on p.id = i.profile_id where i.id = :invitation;

-- name: free_seats(event, invitation)$
-- Seats that this invitation could have now.
select free_seats(:event, :invitation);

-- name: name_companion(invitation, name)!
-- Whom a guest brings.
update invitations set plus_one_name = :name where id = :invitation and plus_one_name is distinct from :name;

-- name: hold(invitation)^
-- Keep seats for ten minutes.
select hold_id, outcome, expires_at, amount_in_cents, currency from hold_seat(:invitation);

-- name: release(invitation)$
-- Give up a hold made for paying.
select release_hold(:invitation);

-- name: confirm(invitation)$
-- Take the seat.
select confirm_seat(:invitation);

-- name: give_back(invitation, refund_in_cents, reason)$
-- Give the seat back.
select give_back_seat(:invitation, :refund_in_cents, :reason);

-- name: decline(invitation, reason)!
-- Not this time.
update invitations set status = case when status = 'payment_failed' then 'expired' else 'declined' end, decline_reason = :reason, responded_at = kith.now()
where id = :invitation and status in ('sent', 'payment_failed');

-- name: paid_for(invitation)^
-- The charge that a seat was paid with.
select id, amount_in_cents, refunded_in_cents, currency from payments where invitation_id = :invitation and status = 'succeeded' and not is_surplus;

-- name: host_user(host)$
-- Whose host profile this is.
select user_id from host_profiles where id = :host;

-- name: name_of(profile)$
-- What a person is called.
select coalesce(preferred_name, first_name) from social_profiles where id = :profile;

-- name: to_remind(soonest, latest)
-- Guests of events that begin within a window, with where to meet.
select e.id as event_id, e.title, e.starts_at, e.time_zone, e.arrival_signpost, i.id as invitation_id, p.user_id, l.name as place, l.address
from events e
join invitations i on i.event_id = e.id and i.status = 'confirmed'
join social_profiles p on p.id = i.profile_id
join event_itinerary_stops s on s.event_id = e.id and s."order" = 1
join locations l on l.id = s.location_id
where e.status = 'confirmed' and e.starts_at > :soonest and e.starts_at <= :latest
order by e.starts_at limit 2000;

-- name: reminded(keys)
-- Which of these reminders are written already.
select idempotency_key from outbox where idempotency_key = any (:keys::text[]);

-- name: blocked_company(event, user_id)$
-- Whether the host or another guest is somebody with whom this guest has a block: then the seat goes back for all the money.
select exists (
  select 1 from seats s join social_profiles p on p.id = s.profile_id where s.event_id = :event and p.user_id = any (kith.blocked_with(:user_id))
  union all
  select 1 from events e join host_profiles h on h.id = e.host_id where e.id = :event and h.user_id = any (kith.blocked_with(:user_id))
);
