-- name: act_as(credential)$
-- This transaction is an anonymous player's, if the credential is right.
select set_anonymous_session_context(:credential);

-- name: reach(person)$
-- The address of a signed-in person who begins.
select lower(email) from auth.users where id = :person and deleted_at is null;

-- name: add_user(person, email)!
-- Somebody signed in begins; who has begun before confirms again.
insert into users (id, email, adult_confirmed_at) values (:person, :email, kith.now())
on conflict (id) do update set adult_confirmed_at = kith.now();

-- name: add_anonymous(session, proof, consent_version)!
-- Somebody without an account begins.
insert into anonymous_sessions (session_id, proof, adult_confirmed_at, consent_version) values (:session, :proof, kith.now(), :consent_version);

-- name: touch(session)!
-- An anonymous session is in use; written once an hour at most.
update anonymous_sessions set last_accessed_at = kith.now() where session_id = :session and last_accessed_at < kith.now() - interval '1 hour'
  and last_accessed_at > kith.now() - interval '90 days';

-- name: signed_in(person)^
-- Where a signed-in player stands.
select u.display_name, u.timezone, u.adult_confirmed_at is not null as adult, u.profile_completed as ready, u.onboarding_completed as personal,
       u.profile_sharing_setting::text as sharing, u.demographics, p.id as profile_id, p.anatomy, p.highest_level::text as highest_level, p.has_survey,
       d.completion_percentage as draft, u.updated_at as last_used
from users u left join profiles p on p.user_id = u.id
  left join survey_progress d on d.user_id = u.id and d.status = 'in_progress' and d.last_saved_at > kith.now() - interval '30 days'
where u.id = :person
order by d.id desc limit 1;

-- name: anonymous(session)^
-- Where an anonymous player stands.
select s.display_name, s.timezone, true as adult, p.id is not null as ready, coalesce(p.has_survey, false) as personal, null as sharing, null::jsonb as demographics,
       p.id as profile_id, p.anatomy, p.highest_level::text as highest_level, p.has_survey, d.completion_percentage as draft, s.last_accessed_at as last_used
from anonymous_sessions s left join profiles p on p.anonymous_session_id = s.session_id
  left join survey_progress d on d.anonymous_session_id = s.session_id and d.status = 'in_progress' and d.last_saved_at > kith.now() - interval '30 days'
where s.session_id = :session
order by d.id desc limit 1;

-- name: profile_of(user, anonymous)^
-- A player's profile, kept from changing meanwhile.
select id, submission_id, has_survey from profiles where user_id = :user::uuid or anonymous_session_id = :anonymous::text for update;

-- name: add_submission(submission, survey_version, payload, user, anonymous)!
-- What lies behind a profile.
insert into survey_submissions (submission_id, survey_version, version, payload_json, user_id, anonymous_session_id)
values (:submission, :survey_version::text, :survey_version::text, :payload, :user, :anonymous);

-- name: add_profile(submission, version, user, anonymous, anatomy, highest_level)$
-- A profile of anatomy alone.
insert into profiles (user_id, is_anonymous, anonymous_session_id, submission_id, profile_version, survey_version, anatomy, highest_level, power_dynamic,
  arousal_propensity, domain_scores, activities, truth_topics, boundaries)
values (:user::uuid, :user::uuid is null, :anonymous, :submission, :version::text, :version::text, :anatomy, :highest_level::text::intimacy_level_enum, '{}', '{}', '{}', '{}', '{}', '{}')
returning id;

-- name: set_anatomy(profile, anatomy, highest_level)!
-- Anatomy and the highest level, anew.
update profiles set anatomy = :anatomy, highest_level = :highest_level::text::intimacy_level_enum where id = :profile;

-- name: set_level(profile, highest_level)!
-- The highest level alone.
update profiles set highest_level = :highest_level::text::intimacy_level_enum where id = :profile;

-- name: complete_user(person, display_name, timezone, sharing, demographics)!
-- Name and anatomy are there: may play.
update users set display_name = :display_name, timezone = :timezone, profile_sharing_setting = :sharing::text::profile_sharing_enum,
  demographics = :demographics, profile_completed = true
where id = :person;

-- name: complete_anonymous(session, display_name, timezone, profile)!
-- As complete_user; an anonymous player's time zone is the first one said.
update anonymous_sessions set display_name = :display_name, timezone = case when profile_id is null then :timezone else timezone end, profile_id = :profile
where session_id = :session;

-- name: withdraw(person)!
-- Without consent nobody plays.
update users set profile_completed = false, onboarding_completed = false where id = :person;

-- name: erase_person(person)$
-- A signed-in player and everything of theirs.
select erase_person(:person);

-- name: erase_anonymous(session)$
-- An anonymous player and everything of theirs.
select erase_anonymous(:session);


-- name: seen(user, anonymous)^
-- What a player is not to see again yet, newest first: sealed numbers of cards and when, in seconds since 1970.
select coalesce(array_agg(sealed_card order by presented_at desc), '{}') as cards,
       coalesce(array_agg(extract(epoch from presented_at)::double precision order by presented_at desc), '{}') as seconds
from get_excluded_activities_for_user(:user::uuid, :anonymous::text);

-- name: seen_since(user, anonymous, seconds)^
-- As seen, for what was shown since a moment.
select coalesce(array_agg(sealed_card order by presented_at desc), '{}') as cards,
       coalesce(array_agg(extract(epoch from presented_at)::double precision order by presented_at desc), '{}') as seconds
from user_activity_history
where (user_id = :user::uuid or anonymous_session_id = :anonymous::text) and presented_at >= to_timestamp(:seconds::double precision);
