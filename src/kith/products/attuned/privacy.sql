-- name: player(user, anonymous)^
-- Who they are in Attuned.
select u.email, u.display_name, u.demographics, u.timezone, u.subscription_tier::text as subscription_tier, u.subscription_expires_at,
       u.profile_sharing_setting::text as profile_sharing_setting, u.notification_preferences, u.profile_completed, u.onboarding_completed, u.adult_confirmed_at, u.created_at
from users u where u.id = :user::uuid
union all
select null, s.display_name, '{}', s.timezone, 'free', null, null, '{}', s.profile_id is not null, false, s.adult_confirmed_at, s.created_at
from anonymous_sessions s where s.session_id = :anonymous::text;

-- name: profile(user, anonymous)^
-- What follows from their answers.
select profile_version, survey_version, power_dynamic, arousal_propensity, domain_scores, activities, truth_topics, boundaries, anatomy,
       highest_level::text as highest_level, created_at, updated_at
from profiles where user_id = :user::uuid or anonymous_session_id = :anonymous::text;

-- name: drafts(user, anonymous)
-- Surveys under way.
select survey_version, status::text as status, completion_percentage, answers, started_at, last_saved_at, completed_at
from survey_progress where user_id = :user::uuid or anonymous_session_id = :anonymous::text order by started_at;

-- name: submissions(user, anonymous)
-- What they submitted.
select submission_id, survey_version, payload_json, created_at
from survey_submissions where user_id = :user::uuid or anonymous_session_id = :anonymous::text order by created_at;

-- name: history(user, anonymous)
-- The cards they were shown.
select activity_type::text as activity_type, was_skipped, feedback_type::text as feedback_type, feedback_executed, presented_at, theme_tags, sealed_card
from user_activity_history where user_id = :user::uuid or anonymous_session_id = :anonymous::text order by presented_at;

-- name: evenings(user, anonymous)
-- Evenings they played; who with is the other's to say.
select session_id, intimacy_level::text as intimacy_level, status, current_step, target_activities, created_at, completed_at,
       case when primary_user_id = :user::uuid or primary_anonymous_session_id = :anonymous::text then primary_feedback else partner_feedback end as feedback,
       case when primary_user_id = :user::uuid or primary_anonymous_session_id = :anonymous::text then 'primary' else 'partner' end as part
from sessions where primary_user_id = :user::uuid or partner_user_id = :user::uuid or primary_anonymous_session_id = :anonymous::text
  or partner_anonymous_session_id = :anonymous::text order by created_at;

-- name: cards(session_id)
-- The cards of an evening of theirs.
select seq, type, rating, intensity, script, source, created_at from session_activities where session_id = :session_id order by seq;

-- name: connections(user, anonymous)
-- Requests they sent or accepted.
select requester_user_id is not distinct from :user::uuid and requester_anonymous_session_id is not distinct from :anonymous::text as sent,
       case when requester_user_id = :user::uuid then nullif(recipient_email, '') end as recipient_email, status::text as status, created_at, ended_at
from partner_connections
where requester_user_id = :user::uuid or recipient_user_id = :user::uuid or requester_anonymous_session_id = :anonymous::text
  or recipient_anonymous_session_id = :anonymous::text order by created_at;

-- name: partners(user)
-- Their list of partners.
select partner_name, partner_email, last_played_at from remembered_partners where user_id = :user order by last_played_at desc;

-- name: devices(user)
-- Where pushes go.
select platform::text as platform, created_at from push_notification_tokens where user_id = :user;

-- name: purchases(user)
-- What they bought.
select store, platform_transaction_id, original_transaction_id, subscription_tier, amount, currency, started_at, expires_at, status::text as status
from subscription_transactions where user_id = :user order by started_at;

-- name: told(user)
-- What Attuned wrote to them.
select channel, purpose, status, created_at from outbox where person_id = :user order by created_at;

-- name: erase(id)$
-- Everything goes, and the key to it.
select erase_person(:id);
