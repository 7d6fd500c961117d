-- name: join(invitation, group, all_or_none, charge_saved_card)$
-- Stand in line at its end.
select join_waiting_list(:invitation, :group, :all_or_none, :charge_saved_card);

-- name: leave(invitation)!
-- Step out of the line, or turn down an offer; its hold ends with it.
with left_now as (
  update waiting_list set status = 'left' where invitation_id = :invitation and status in ('waiting', 'offered') returning invitation_id
)
update seat_holds h set ended_at = kith.now(), ended_as = 'released' from left_now l where h.invitation_id = l.invitation_id and h.ended_at is null;

-- name: offer(event)
-- Offer what is free to those in line; the entries offered now.
select entry from offer_seats(:event) o (entry);

-- name: offered(entries)
-- Offers as they were just made: in a statement of their own, which sees what the one before did.
select w.id as entry, w.invitation_id, w.offer_expires_at, w.charge_saved_card
from waiting_list w where w.id = any (:entries::uuid[]) and w.status = 'offered' order by w.place;

-- name: events_with_lines()
-- Events where somebody waits, or holds an offer whose time is over.
select distinct w.event_id from waiting_list w join events e on e.id = w.event_id
where e.status in ('planned', 'confirmed') and e.starts_at > kith.now()
  and (w.status = 'waiting' or (w.status = 'offered' and w.offer_expires_at <= kith.now()));

-- name: to_charge(entry)^
-- An offer whose taker agreed to be charged.
select w.id, w.invitation_id, w.event_id, i.seats, p.user_id, e.price_in_cents, e.currency, e.title, h.id as hold_id, h.amount_in_cents
from waiting_list w
join invitations i on i.id = w.invitation_id
join social_profiles p on p.id = w.profile_id
join events e on e.id = w.event_id
join seat_holds h on h.invitation_id = i.id and h.ended_at is null and h.expires_at > kith.now()
where w.id = :entry and w.status = 'offered' and w.charge_saved_card;

-- name: payment_of(hold)^
-- The off-session payment of a hold, if one was begun.
select id, status from payments where hold_id = :hold and off_session;

-- name: group_of(invitation, other)^
-- Two invitations of one event, to stand in line together.
select a.event_id, b.id as other_id, w.group_id
from invitations a join invitations b on b.event_id = a.event_id and b.id = :other
left join waiting_list w on w.invitation_id = b.id and w.status = 'waiting'
where a.id = :invitation;

-- name: may_sit_at_once(invitation)$
-- Whether seats are free that nobody in line has first claim to.
select free_seats(i.event_id, i.id) >= i.seats and not waiting_fits(i.event_id, free_seats(i.event_id, i.id)) from invitations i where i.id = :invitation;
