-- name: due_for_asking(now, at_most)
-- People who were confirmed for a LinkUp that is over, whom nobody has asked yet, from ten in the morning of the day after.
select p.linkup_id, p.user_id, l.time_zone, l.event_time, l.brief
from linkups l
join linkup_participants p on p.linkup_id = l.id and p.status in ('confirmed', 'attended')
where l.state = 'completed' and l.ends_at > :now::timestamptz - interval '4 days'
  and :now::timestamptz >= ((l.ends_at at time zone l.time_zone)::date + interval '1 day 10 hours') at time zone l.time_zone
  and not exists (select 1 from linkup_outcomes o where o.linkup_id = p.linkup_id and o.user_id = p.user_id)
order by l.ends_at, p.user_id limit :at_most;

-- name: open_outcome(linkup_id, user_id)$
-- The person has been asked; nothing when somebody else asked a moment earlier.
insert into linkup_outcomes (linkup_id, user_id) values (:linkup_id, :user_id) on conflict (linkup_id, user_id) do nothing returning id;

-- name: store_attendance(linkup_id, user_id, response)!
-- What a person says about having been there.
update linkup_outcomes set attendance_response = :response where linkup_id = :linkup_id and user_id = :user_id;

-- name: store_do_again(linkup_id, user_id, do_again)!
-- Whether a person would do it again.
update linkup_outcomes set do_again = :do_again where linkup_id = :linkup_id and user_id = :user_id;

-- name: store_feedback(linkup_id, user_id, feedback)!
-- What else a person wants to say.
update linkup_outcomes set feedback = left(:feedback, 2000) where linkup_id = :linkup_id and user_id = :user_id;

-- name: set_participation(linkup_id, user_id, status)!
-- Attended, or not.
update linkup_participants set status = :status
where linkup_id = :linkup_id and user_id = :user_id and status in ('confirmed', 'attended', 'no_show') and status <> :status;

-- name: linkup_for_after(linkup_id)^
-- What the questions afterwards mention.
select id, brief, event_time, time_zone, max_size, state::text as state from linkups where id = :linkup_id;

-- name: others_there(linkup_id, user_id)
-- Whom a person can share a number with: the others who were there, neither blocked nor erased, in a fixed order.
select u.id, u.first_name
from linkup_participants p join users u on u.id = p.user_id
where p.linkup_id = :linkup_id and p.user_id <> :user_id and p.status in ('confirmed', 'attended') and u.state <> 'deleted'
  and p.user_id <> all (kith.blocked_with(:user_id))
order by u.first_name, u.id;

-- name: revealed_with(linkup_id, user_id)
-- With whom numbers were exchanged already.
select case when user_a_id = :user_id then user_b_id else user_a_id end as other
from contact_exchanges where linkup_id = :linkup_id and (user_a_id = :user_id or user_b_id = :user_id);

-- name: choose(linkup_id, chooser_user_id, target_user_id, choice)!
-- A private choice; it may change until numbers were exchanged.
insert into contact_exchange_choices (linkup_id, chooser_user_id, target_user_id, choice)
values (:linkup_id, :chooser_user_id, :target_user_id, :choice)
on conflict (linkup_id, chooser_user_id, target_user_id) do update set choice = excluded.choice;

-- name: note_asked(target_user_id, said_yes, prior_mean, prior_strength)!
-- How often others would like to keep in touch with a person; shrunk to the mean while few. Never shown.
insert into user_ratings (user_id, appeal_asked, appeal_yes, appeal)
values (:target_user_id, 1, :said_yes::int, (:prior_mean::real * :prior_strength::real + :said_yes::int) / (:prior_strength::real + 1))
on conflict (user_id) do update set
  appeal_asked = user_ratings.appeal_asked + 1,
  appeal_yes = user_ratings.appeal_yes + :said_yes::int,
  appeal = (:prior_mean::real * :prior_strength::real + user_ratings.appeal_yes + :said_yes::int) / (:prior_strength::real + user_ratings.appeal_asked + 1);

-- name: chosen_before(linkup_id, chooser_user_id, target_user_id)$
-- The choice made earlier about this person, if any.
select choice from contact_exchange_choices
where linkup_id = :linkup_id and chooser_user_id = :chooser_user_id and target_user_id = :target_user_id;

-- name: untold_exchanges(at_most)
-- Exchanges whose two people have not been told yet, each taken by one worker.
select e.id, e.linkup_id, a.id as a_id, a.first_name as a_name, a.phone_e164 as a_phone, a.phone_hash as a_hash, a.state::text as a_state,
       b.id as b_id, b.first_name as b_name, b.phone_e164 as b_phone, b.phone_hash as b_hash, b.state::text as b_state
from contact_exchanges e join users a on a.id = e.user_a_id join users b on b.id = e.user_b_id
where e.notified_at is null order by e.revealed_at limit :at_most for update of e skip locked;

-- name: exchange_told(id)!
-- Both have been told.
update contact_exchanges set notified_at = kith.now() where id = :id;

-- name: insert_strike(user_id, strike_type, points, reason, window_start, window_end, key)$
-- A strike, once for its key.
insert into kith.strikes (person_id, product, strike_type, points, reason, window_start, window_end, idempotency_key)
values (:user_id, 'josh', :strike_type, :points, :reason, :window_start, :window_end, :key)
on conflict (idempotency_key) do nothing returning id;

-- name: strikes_of(user_id, now)
-- Strikes that still count.
select strike_type, points, window_start, window_end from kith.strikes where person_id = :user_id and window_end > :now;

-- name: apply_hold(user_id, state, reason, expires_at)!
-- A hold that strikes amount to; an operator's hold and a harder one stay.
insert into kith.holds as h (person_id, state, reason, applied_at, expires_at)
values (:user_id, :state, :reason, kith.now(), :expires_at)
on conflict (person_id) do update set state = excluded.state, reason = excluded.reason, applied_at = excluded.applied_at,
  expires_at = excluded.expires_at, cleared_at = null
where h.applied_by is null and (h.cleared_at is not null or h.expires_at <= kith.now() or h.state <> 'hard_hold');

-- name: hold_of(user_id)^
-- The hold in force, and until when.
select kith.hold_state(:user_id) as state, (select expires_at from kith.holds where person_id = :user_id) as expires_at;
