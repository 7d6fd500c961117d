-- name: a_night_has_no_more_tickets_than_places()
-- Tickets people got and places kept for whoever is paying never exceed the places; the guest list is the host's own.
select b.id::text as key from beacons b
where b.capacity < (
    select count(*) from qr_tokens t
    where t.beacon_id = b.id and t.scope = 'check_in' and t.max_uses = 1 and t.revoked_at is null and (t.issued_by is null or t.issued_by = t.holder_id)
  )
  + (select count(*) from ticket_holds h where h.beacon_id = b.id and h.ended_at is null and h.expires_at > kith.now());

-- name: a_code_is_used_as_often_as_it_may()
-- A code opens the door as often as it says, and no oftener.
select t.id::text as key from qr_tokens t
where t.current_uses > t.max_uses
  or (select count(*) from beacon_scans s where s.token_id = t.id and s.used and s.undone_at is null and s.override_of is null) > t.max_uses;

-- name: a_revoked_code_admits_nobody()
-- No door opens for a code after it was revoked.
select s.id::text as key from beacon_scans s join qr_tokens t on t.id = s.token_id
where s.status = 'valid' and s.override_of is null and not s.offline and s.direction <> 'exit' and s.scanned_at > t.revoked_at;

-- name: a_scan_is_kept_once()
-- A scan that is sent twice is one scan.
select min(id::text) as key from beacon_scans where nonce is not null group by nonce having count(*) > 1;

-- name: gates_are_counted_right()
-- What the gates say is what was scanned there.
select g.id::text as key from gates g
where (select coalesce(sum(c.entries), 0) - coalesce(sum(c.exits), 0) from gate_counts c where c.gate_id = g.id)
  <> (select coalesce(sum(case s.direction when 'exit' then -1 else 1 end), 0) from beacon_scans s
      where s.gate_id = g.id and s.status = 'valid' and s.counted and s.undone_at is null);

-- name: the_chain_of_evidence_holds()
-- Every piece of evidence is what it was when it was written, and none is missing.
select concat_ws(' ', subject_type, subject_id, sequence) as key from evidence_breaks();

-- name: a_ticket_is_offered_once()
-- A ticket is offered in one place at a time.
select min(id::text) as key from ticket_listings where token_id is not null and status in ('pending_review', 'live') group by token_id having count(*) > 1;

-- name: a_sold_ticket_is_dead()
-- The code of a ticket that was sold on opens no door any more.
select l.id::text as key from ticket_listings l join qr_tokens t on t.id = l.token_id where l.status = 'sold' and t.revoked_at is null;

-- name: nobody_buys_from_themselves()
-- Nobody buys their own ticket.
select id::text as key from ticket_listings where buyer_id = seller_id;

-- name: a_ticket_is_no_dearer_than_allowed()
-- No ticket is offered above what its country allows.
select l.id::text as key from ticket_listings l
where l.status in ('live', 'sold') and l.face_value_pence > 0
  and l.price_pence > l.face_value_pence::bigint * price_cap_percent(l.beacon_id) / 100
  and l.updated_at > (select max(c.updated_at) from resale_caps c);

-- name: a_ticket_goes_live_with_its_proof()
-- A ticket that is offered has the proof that was asked for.
select l.id::text as key from ticket_listings l where l.status = 'live' and missing_evidence(l) is not null;

-- name: a_drop_sells_what_there_is()
-- What was sold of a product is what is gone from its shelf, unit by unit.
select coalesce(u.item, r.item)::text as key from (
  select coalesce(product_id, market_listing_id) as item, count(*) filter (where reserved_until = 'infinity') as gone from stock_units group by 1
) u full join (
  select coalesce(product_id, market_listing_id) as item, sum(quantity - returned) as sold from stock_reservations where ended_as = 'sold' group by 1
) r on r.item = u.item
where coalesce(u.gone, 0) <> coalesce(r.sold, 0);

-- name: a_unit_is_kept_for_one()
-- Nobody has more units kept than they reserved.
select r.id::text as key from stock_reservations r join stock_units u on u.reservation_id = r.id
where u.reserved_until > kith.now() group by r.id, r.quantity, r.returned having count(*) > r.quantity - r.returned;

-- name: nobody_takes_more_than_their_share()
-- Nobody has bought more of a product than one person may.
select p.id::text as key from products p join stock_reservations r on r.product_id = p.id
where p.per_person_limit is not null and r.ended_as = 'sold' and r.ended_at > p.updated_at
group by p.id, p.per_person_limit, r.user_id having sum(r.quantity - r.returned) > p.per_person_limit;

-- name: an_order_adds_up()
-- An order is the sum of its lines and its shipping.
select o.id::text as key from orders o
where o.total_pence <> o.subtotal_pence + o.shipping_pence
  or o.subtotal_pence <> (select coalesce(sum(i.total_price_pence), 0) from order_items i where i.order_id = o.id);

-- name: an_invoice_is_of_a_paid_order()
-- Nothing is invoiced that nobody paid.
select i.order_id::text as key from invoices i left join orders o on o.id = i.order_id where coalesce(o.payment_status, '') not in ('paid', 'refunded');

-- name: a_paid_order_was_paid()
-- An order counts as paid when its money came, whole.
select o.id::text as key from orders o
where o.payment_status = 'paid' and o.total_pence > 0 and not exists (
  select from payments p where p.order_id = o.id and p.status = 'succeeded' and not p.is_surplus and p.amount_pence = o.total_pence
);

-- name: one_payment_keeps_an_order()
-- An order is paid once; what was paid again is marked to be given back.
select min(id::text) as key from payments where status = 'succeeded' and not is_surplus group by order_id having count(*) > 1;

-- name: nobody_gets_back_more_than_they_paid()
-- Refunds never exceed their payment, and the payment says how much went back.
select p.id::text as key from payments p
where p.refunded_pence > p.amount_pence or p.refunded_pence <> (
  select coalesce(sum(r.amount_pence), 0) from refunds r where r.payment_id = p.id and r.status <> 'failed'
);

-- name: a_seller_is_paid_once()
-- A seller is paid once for an order, what is left after the fee, never more than came in.
select min(id::text) as key from payouts group by order_id having count(*) > 1
union all
select p.id::text from payouts p join orders o on o.id = p.order_id
where p.amount_pence <> p.gross_pence - p.fee_pence or p.gross_pence > o.total_pence or p.reversed_pence > p.amount_pence;

-- name: xp_is_the_sum_of_its_causes()
-- Somebody's XP is the sum of what they got it for.
select user_id::text as key from xp_mismatches();

-- name: xp_is_given_once()
-- One cause gives XP once.
select min(id::text) as key from xp_events group by cause having count(*) > 1;

-- name: much_xp_needs_two_people()
-- More than a thousand XP are corrected by two people.
select id::text as key from xp_adjustments
where state = 'applied' and abs(amount) > 1000 and (decided_by is null or decided_by = proposed_by);

-- name: one_thing_is_on_air()
-- No two blocks of the programme are on air at once.
select a.id::text as key from schedule_blocks a join schedule_blocks b
  on b.station_id = a.station_id and b.id > a.id and b.minutes && a.minutes
where a.status = 'live' and b.status = 'live';

-- name: the_pulse_counts_nobody_alone()
-- The pulse shows ten people or more, in steps of five, or nothing.
select city_id::text as key from pulse_cells where people < 10 or people % 5 <> 0
union all
select beacon_id::text from pulse_beacons where people < 10 or people % 5 <> 0;

-- name: the_pulse_stays_within_its_budget()
-- No city's day tells more than its budget allows.
select city_id::text as key from pulse_budgets where spent > most;

-- name: a_freed_place_is_offered_once()
-- A ticket that came free is offered to one person at a time.
select listing_id::text as key from beacon_waiting_list where status = 'offered' and listing_id is not null group by listing_id having count(*) > 1;

-- name: everybody_is_of_age()
-- Nobody under eighteen is a member, and everybody's age was checked.
select user_id::text as key from profiles
where status <> 'erased' and (age_verified_at is null or birth_date > (kith.now() - interval '18 years' + interval '1 day')::date);

-- name: nothing_is_left_of_the_forgotten()
-- Of whoever was forgotten there is no name.
select user_id::text as key from profiles where status = 'erased' and username is not null;

-- name: nobody_banned_sells()
-- Whoever was banned has no night, ticket or shop that is up.
select b.id::text as key from kith.bans x join beacons b on b.owner_id = x.person_id where b.status = 'live' and x.lifted_at is null and x.since < kith.now() - interval '15 minutes'
union all
select l.id::text from kith.bans x join ticket_listings l on l.seller_id = x.person_id where l.status = 'live' and x.lifted_at is null and x.since < kith.now() - interval '15 minutes'
union all
select s.id::text from kith.bans x join market_sellers s on s.owner_id = x.person_id where s.status = 'approved' and x.lifted_at is null and x.since < kith.now() - interval '15 minutes';
