-- name: mine(user, anonymous)^
-- A player's own profile, sealed.
select profile_version, survey_version, power_dynamic, arousal_propensity, domain_scores, activities, truth_topics, boundaries, anatomy
from profiles where user_id = :user::uuid or anonymous_session_id = :anonymous::text;
