-- name: offer(mentor, viewer)^
-- How a mentor wants to be booked, and whether this viewer may at all.
select m.user_id, m.timezone, m.durations, m.slot_interval, m.buffer_before, m.buffer_after, m.notice, m.horizon_days, m.most_per_day, m.most_per_week,
       m.hourly_rate, m.currency, m.booking_mode, m.slots_version, m.next_free_slot, m.is_active,
       case when :viewer::uuid is null
            then case when m.is_active and p.status = 'active' and kith.hold_state(m.user_id) <> 'hard_hold' then null else 'closed' end
            else refuse_booking(m.user_id, :viewer::uuid) end as refused
from mentor_profiles m join profiles p on p.user_id = m.user_id where m.user_id = :mentor;

-- name: rules(mentor)
-- A mentor's weekly hours.
select id, weekday, start_minute, end_minute, timezone, interval_weeks, anchor_date, is_active from mentor_availability_rules
where mentor_user_id = :mentor order by weekday, start_minute, id;

-- name: exceptions(mentor, first, last)
-- Days with other hours, from one date to another.
select id, date, is_available, start_minute, end_minute, notes from mentor_availability_exceptions
where mentor_user_id = :mentor and date between :first and :last order by date, start_minute, id;

-- name: taken(mentor, begin, finish, leave_out)
-- Sessions in which the mentor mentors: live ones, those held while they are paid for or answered, and completed ones for the limits.
select b.start_time, b.end_time, b.buffer_before, b.buffer_after from bookings b
where b.mentor_user_id = :mentor and b.start_time < :finish and b.end_time > :begin and b.id is distinct from :leave_out::uuid
  and (b.status in ('confirmed', 'completed')
       or b.status = 'pending' and b.lapsed_at is null and b.expires_at > kith.now());

-- name: busy(person, begin, finish)
-- What a person's calendars block.
select e.start_time, e.end_time from external_busy_events e where e.user_id = :person and e.start_time < :finish and e.end_time > :begin;

-- name: engaged(person, begin, finish, leave_out)
-- Sessions in which somebody is a mentee; as a mentor they are in `taken`, with buffers.
select b.start_time, b.end_time from bookings b
where b.mentee_user_id = :person and b.start_time < :finish and b.end_time > :begin and b.id is distinct from :leave_out::uuid
  and (b.status = 'confirmed' or b.status = 'pending' and b.lapsed_at is null and b.expires_at > kith.now());

-- name: mentor_of(profile)^
-- The mentor behind a page's address, with their name.
select p.user_id, p.id, p.full_name, m.timezone, m.durations, m.hourly_rate, m.currency, m.booking_mode, m.next_free_slot
from profiles p join mentor_profiles m on m.user_id = p.user_id where p.id = :profile and p.status = 'active';

-- name: zone_of(person)$
-- The zone somebody lives by.
select time_zone_of(:person);

-- name: is_mentor(person)$
-- Whether somebody mentors.
select true from mentor_profiles where user_id = :person;

-- name: settings(person)^
-- Somebody's own settings.
select timezone, durations, slot_interval, buffer_before, buffer_after, notice, horizon_days, most_per_day, most_per_week, booking_mode, is_active, next_free_slot
from mentor_profiles where user_id = :person;

-- name: add_rule(mentor, weekday, start_minute, end_minute, timezone, interval_weeks, anchor_date, is_active)$
-- Weekly hours.
insert into mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone, interval_weeks, anchor_date, is_active)
values (:mentor, :weekday, :start_minute, :end_minute, :timezone, :interval_weeks, :anchor_date, :is_active) returning id;

-- name: drop_rules(mentor)!
-- All weekly hours go, to be written anew.
delete from mentor_availability_rules where mentor_user_id = :mentor;

-- name: drop_rule(mentor, rule)$
-- One of one's own weekly hours goes.
delete from mentor_availability_rules where mentor_user_id = :mentor and id = :rule returning id;

-- name: add_exception(mentor, date, is_available, start_minute, end_minute, notes)$
-- Other hours on a day.
insert into mentor_availability_exceptions (mentor_user_id, date, is_available, start_minute, end_minute, notes)
values (:mentor, :date, :is_available, :start_minute, :end_minute, :notes) returning id;

-- name: drop_days(mentor, days)!
-- The usual hours hold again on these days.
delete from mentor_availability_exceptions where mentor_user_id = :mentor and date = any(:days::date[]);

-- name: drop_exception(mentor, exception)$
-- One of one's own exceptions goes.
delete from mentor_availability_exceptions where mentor_user_id = :mentor and id = :exception returning id;

-- name: set_settings(mentor, timezone, durations, slot_interval, buffer_before, buffer_after, notice, horizon_days, most_per_day, most_per_week, booking_mode)!
-- How one wants to be booked.
update mentor_profiles set timezone = :timezone, durations = :durations, slot_interval = :slot_interval, buffer_before = :buffer_before,
  buffer_after = :buffer_after, notice = :notice, horizon_days = :horizon_days, most_per_day = :most_per_day, most_per_week = :most_per_week,
  booking_mode = :booking_mode
where user_id = :mentor;

-- name: stale(soon, at_most)
-- Mentors whose next free slot has to be looked for: something changed, or it is about to pass, or a moment came at which it may be another.
select m.user_id, m.slots_version from mentor_profiles m left join kith.holds h on h.person_id = m.user_id
where m.next_free_version < m.slots_version
   or (m.is_active and (m.next_free_slot < :soon::timestamptz + make_interval(mins => m.notice)
                        or m.next_free_recheck_at <= kith.now()
                        or greatest(h.applied_at, h.cleared_at) >= m.next_free_checked_at))
order by m.next_free_checked_at nulls first limit :at_most;

-- name: changes_by_itself(mentor)$
-- When time that somebody holds runs out, or a hold of an operator's on the mentor.
select min(moment) from (
  select b.expires_at as moment from bookings b
  where (b.mentor_user_id = :mentor or b.mentee_user_id = :mentor) and b.status = 'pending' and b.lapsed_at is null and b.expires_at > kith.now()
  union all
  select h.expires_at from kith.holds h where h.person_id = :mentor and h.cleared_at is null and h.expires_at > kith.now()
) t;

-- name: note_next(mentor, version, slot, recheck_at)!
-- The next free slot, as of a version; what changed meanwhile is looked at again.
update mentor_profiles set next_free_slot = :slot, next_free_version = :version, next_free_checked_at = kith.now(), next_free_recheck_at = :recheck_at
where user_id = :mentor and next_free_version <= :version;
