-- name: an_event_has_no_more_guests_than_places()
-- Seats taken and seats kept for whoever is paying never exceed the places.
select e.id::text as key from events e
where e.seats_taken + (
  select coalesce(sum(h.seats), 0) from seat_holds h
  where h.event_id = e.id and h.ended_at is null and h.expires_at > kith.now()
) > e.max_participants;

-- name: seats_are_counted_right()
-- The number of seats taken is the number of guests seated.
select e.id::text as key from events e
where e.seats_taken <> (select coalesce(sum(s.seats), 0) from seats s where s.event_id = e.id);

-- name: nobody_is_at_two_events()
-- Nobody is seated at two events at the same time.
select a.profile_id::text as key from seats a join seats b
  on b.profile_id = a.profile_id and b.event_id > a.event_id and b.during && a.during;

-- name: whoever_is_confirmed_has_a_seat()
-- A confirmed invitation is a seat, and a seat is a confirmed invitation.
select i.id::text as key from invitations i join events e on e.id = i.event_id
where i.status = 'confirmed' and e.status in ('planned', 'confirmed')
  and not exists (select from seats s where s.event_id = i.event_id and s.profile_id = i.profile_id and s.seats = i.seats)
union all
select s.event_id::text from seats s
where not exists (select from invitations i where i.event_id = s.event_id and i.profile_id = s.profile_id and i.status = 'confirmed');

-- name: nobody_is_invited_twice()
-- Nobody is asked twice to the same event.
select min(id::text) as key from invitations group by event_id, profile_id having count(*) > 1;

-- name: nobody_sits_beside_somebody_blocked()
-- Nobody takes a seat at the table of somebody one of them had blocked before.
select a.event_id::text as key from kith.blocks k
join social_profiles pa on pa.user_id = k.blocker_id
join social_profiles pb on pb.user_id = k.blocked_id
join seats a on a.profile_id = pa.id
join seats b on b.event_id = a.event_id and b.profile_id = pb.id
where k.created_at < least(a.taken_at, b.taken_at);

-- name: one_payment_keeps_a_seat()
-- A seat is paid once; what was paid again is marked to be given back.
select min(id::text) as key from payments where status = 'succeeded' and not is_surplus group by invitation_id having count(*) > 1;

-- name: nobody_gets_back_more_than_they_paid()
-- Refunds never exceed their payment, and the payment says how much went back.
select p.id::text as key from payments p
where p.refunded_in_cents > p.amount_in_cents or p.refunded_in_cents <> (
  select coalesce(sum(r.amount_in_cents), 0) from refunds r where r.payment_id = p.id and r.status <> 'failed'
);

-- name: only_what_was_paid_is_given_back()
-- A refund belongs to a payment that succeeded.
select r.id::text as key from refunds r join payments p on p.id = r.payment_id where r.status <> 'failed' and p.status <> 'succeeded';

-- name: one_offer_at_a_time()
-- Whoever waits in line has one offer at a time, and a seat is kept for it.
select min(id::text) as key from waiting_list where status = 'offered' group by event_id, profile_id having count(*) > 1;

-- name: a_seat_is_resold_once()
-- A seat that was given back is sold again once.
select id::text as key from returned_seats where resold > seats or (resold = seats) <> (resold_at is not null);

-- name: stops_follow_each_other()
-- The stops of an event do not overlap.
select a.event_id::text as key from event_itinerary_stops a join event_itinerary_stops b
  on b.event_id = a.event_id and b.id > a.id
  and tstzrange(b.start_time, b.end_time) && tstzrange(a.start_time, a.end_time);

-- name: an_event_lasts_as_long_as_its_stops()
-- An event begins with its first stop and ends with its last.
select e.id::text as key from events e
join lateral (select min(s.start_time) as first, max(s.end_time) as last from event_itinerary_stops s where s.event_id = e.id) stops on stops.first is not null
where (e.starts_at, e.ends_at) is distinct from (stops.first, stops.last);

-- name: nobody_is_there_twice()
-- A guest was at an event once.
select min(id::text) as key from attendance group by event_id, profile_id having count(*) > 1;

-- name: a_host_is_rated_by_guests()
-- A guest rates an evening once, and never their own.
select min(id::text) as key from ratings group by event_id, rater_profile_id having count(*) > 1
union all
select r.id::text from ratings r join host_profiles h on h.id = r.rated_host_id join social_profiles p on p.id = r.rater_profile_id
where h.user_id = p.user_id;

-- name: a_hosts_rating_is_what_guests_gave()
-- A host's rating is the mean of what guests gave, and hidden below three.
select h.id::text as key from host_profiles h
join lateral (select count(*) as n, coalesce(sum(r.host_rating_value), 0) as total from ratings r where r.rated_host_id = h.id) given on true
where h.ratings_count <> given.n or h.ratings_sum <> given.total or (h.average_rating is not null) <> (given.n >= 3);

-- name: a_wish_is_shown_when_both_have_it()
-- That somebody wants to meet again is shown when both said so.
select c.id::text as key from connections c
where c.mutual_revealed_at is not null and exists (select from social_profiles p where p.id = c.connected_profile_id)
  and not exists (
    select from connections o
    where o.user_profile_id = c.connected_profile_id and o.connected_profile_id = c.user_profile_id and o.mutual_revealed_at is not null
  )
  and exists (select from social_profiles p join users u on u.id = p.user_id where p.id = c.connected_profile_id and u.status <> 'erased');

-- name: a_picture_taken_here_was_taken_here()
-- A picture that says it was taken in the app used up its permission, once.
select p.id::text as key from profile_photos p left join capture_tokens t on t.id = p.capture_token_id
where p.is_in_app_photo and (t.used_at is null or t.profile_id <> p.profile_id);

-- name: what_was_taken_away_is_shown_nowhere()
-- A photo that moderators took away is nobody's main photo or Face Card, and its files are handed to nobody.
select p.id::text as key from social_profiles p join profile_photos f on f.id in (p.current_photo_id, p.current_face_card_photo_id) where f.hidden_at is not null
union all
select f.id::text from profile_photos f join stored_files s on s.id in (f.small_file_id, f.medium_file_id, f.large_file_id)
where f.hidden_at is not null and s.state = 'kept';

-- name: everybody_is_of_age()
-- Nobody under eighteen has an account.
select id::text as key from users where status <> 'erased' and birth_date > (kith.now() - interval '18 years' + interval '1 day')::date;

-- name: nothing_is_left_of_the_forgotten()
-- Of whoever was forgotten there is neither address, number nor name.
select id::text as key from users where status = 'erased' and num_nonnulls(email, phone_number, last_name) > 0;

-- name: nobody_banned_is_expected()
-- Whoever was banned has no seat to come and hosts nothing to come.
select s.event_id || ' ' || s.profile_id as key from kith.bans x join social_profiles p on p.user_id = x.person_id
join seats s on s.profile_id = p.id join events e on e.id = s.event_id
where e.starts_at > kith.now() and x.lifted_at is null and x.since < kith.now() - interval '15 minutes'
union all
select e.id::text from kith.bans x join host_profiles h on h.user_id = x.person_id join events e on e.host_id = h.id
where e.status in ('planned', 'confirmed') and e.starts_at > kith.now() and x.lifted_at is null and x.since < kith.now() - interval '15 minutes';
