-- name: profile(id)^
-- Who they are in Mentor.
select email, full_name, avatar_url, role::text as role, onboarding_completed, status, created_at, suspended_at from profiles where user_id = :id;

-- name: pictures_hidden(id)
-- Pictures that moderators took down and that may come back; the files do not lie beside.
select hidden_at from hidden_pictures where user_id = :id order by hidden_at;

-- name: mentor_profile(id)^
-- What they offer as a mentor.
select headline, bio, expertise_areas, skills, hourly_rate, currency, timezone, languages, certifications, years_experience, is_active, availability,
       durations, slot_interval, buffer_before, buffer_after, notice, horizon_days, most_per_day, most_per_week, booking_mode,
       rating_count, sessions_completed, sessions_called_off, created_at
from mentor_profiles where user_id = :id;

-- name: mentee_profile(id)^
-- What they said as a mentee.
select bio, goals, interests, current_level, budget_range, learning_style, preferred_meeting_frequency, timezone, created_at
from mentee_profiles where user_id = :id;

-- name: rules(id)
-- Their weekly hours.
select weekday, start_minute, end_minute, timezone, is_active, interval_weeks, anchor_date, created_at
from mentor_availability_rules where mentor_user_id = :id order by weekday, start_minute;

-- name: exceptions(id)
-- Days with other hours.
select date, is_available, start_minute, end_minute, notes, created_at from mentor_availability_exceptions where mentor_user_id = :id order by date;

-- name: bookings(id)
-- Their sessions, as mentor and as mentee; the other's words stay the other's.
select id, mentor_user_id = :id as as_mentor, start_time, end_time, price_cents, currency, status::text as status, paid_with, created_at, confirmed_at,
       completed_at, cancelled_at, cancelled_by, percent_back, case when mentee_user_id = :id then notes end as notes,
       case when cancelled_by = case when mentor_user_id = :id then 'mentor' else 'mentee' end then cancel_reason end as cancel_reason
from bookings where mentor_user_id = :id or mentee_user_id = :id order by start_time;

-- name: payments(id)
-- What they paid and got back.
select kind, status, amount_cents, currency, reason, txn_id, created_at, settled_at from payments where user_id = :id order by created_at;

-- name: packages(id)
-- Packages they offer.
select sessions, minutes, price_cents, currency, is_active, created_at from packages where mentor_user_id = :id order by created_at;

-- name: purchases(id)
-- Packages they bought or sold.
select id, mentor_user_id = :id as as_mentor, sessions, minutes, price_cents, currency, status, bought_at, expires_at, ended_at, ended_because
from package_purchases where mentor_user_id = :id or mentee_user_id = :id order by created_at;

-- name: credit(id)
-- What came into and left their credit.
select t.purchase_id, t.kind, e.amount_cents, e.created_at
from ledger_transactions t join ledger_entries e on e.transaction_id = t.id join ledger_accounts a on a.id = e.account_id
where a.user_id = :id order by e.id;

-- name: payouts(id)
-- What they were paid as a mentor.
select booking_id, gross_cents, fee_cents, amount_cents, currency, status, created_at, paid_at from payouts where mentor_user_id = :id order by created_at;

-- name: payout_account(id)
-- Their account at Stripe.
select stripe_account_id, status, created_at from payout_accounts where user_id = :id;

-- name: messages(id)
-- What they wrote to the other of a session.
select booking_id, message, created_at from session_messages where sender_user_id = :id order by created_at;

-- name: notes(id)
-- Notes of sessions that they wrote last.
select booking_id, content, updated_at from session_notes where updated_by = :id order by updated_at;

-- name: late(id)
-- When they said that they run late.
select booking_id, minutes, said_at from session_lateness where user_id = :id order by said_at;

-- name: reviews_written(id)
-- What they said about sessions.
select booking_id, rating, feedback, is_public, created_at from reviews where reviewer_user_id = :id order by created_at;

-- name: reviews_received(id)
-- What was said about them and may be read by them.
select booking_id, rating, feedback, is_public, reply, created_at from reviews
where reviewee_user_id = :id and reveals_at <= kith.now() and hidden_at is null order by created_at;

-- name: files_sent(id)
-- What they sent to the other of a session; the files lie beside.
select session_files.booking_id, f.filename, f.content_type, f.bytes, session_files.created_at
from session_files join stored_files f on f.id = session_files.file_id where session_files.uploader_user_id = :id order by session_files.created_at;

-- name: presence(id)
-- When they went into a session's room, and when the other said that they met.
select booking_id, entered_at, last_at, vouched_at from session_presence where user_id = :id order by entered_at;

-- name: absences_reported(id)
-- When they said that the other was not there.
select booking_id, status, words, created_at, dispute_until, decision, decided_at from no_show_reports where reporter_user_id = :id order by created_at;

-- name: absences_said_of_them(id)
-- When the other said that they were not there, and what they answered; the other's words stay the other's.
select booking_id, status, answer, created_at, dispute_until, disputed_at, decision, decided_at
from no_show_reports where reported_user_id = :id order by created_at;

-- name: reminders(id)
-- What they were reminded of.
select booking_id, kind, told_at from session_reminders where user_id = :id order by told_at;

-- name: told(id)
-- What Mentor wrote to them.
select channel, purpose, status, created_at from outbox where person_id = :id order by created_at;

-- name: erase(id)$
-- Everything personal goes; what is still to come ends.
select erase_person(:id);
