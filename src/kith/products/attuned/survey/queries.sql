-- name: draft(version, user, anonymous)^
-- The draft under way, with the anatomy that decides what applies.
select d.id, d.answers, d.current_question, d.completion_percentage, p.anatomy
from survey_progress d left join profiles p on p.user_id = d.user_id or p.anonymous_session_id = d.anonymous_session_id
where d.status = 'in_progress' and d.survey_version = :version and d.last_saved_at > kith.now() - interval '30 days'
  and (d.user_id = :user::uuid or d.anonymous_session_id = :anonymous::text);

-- name: lock_draft(version, user, anonymous)^
-- As draft, for one that is about to be written.
select d.id, d.answers, d.current_question, d.completion_percentage, p.anatomy
from survey_progress d left join profiles p on p.user_id = d.user_id or p.anonymous_session_id = d.anonymous_session_id
where d.status = 'in_progress' and d.survey_version = :version and d.last_saved_at > kith.now() - interval '30 days'
  and (d.user_id = :user::uuid or d.anonymous_session_id = :anonymous::text)
for no key update of d;

-- name: begin(version)$
-- The draft of whoever asks, begun if there is none.
select begin_survey(:version);

-- name: save(draft, answers, question, percentage)!
-- The draft with one answer more.
update survey_progress set answers = :answers, current_question = :question, completion_percentage = :percentage where id = :draft;

-- name: last_submission(user, anonymous)^
-- What was submitted last.
select submission_id, payload_json, survey_version from survey_submissions
where (user_id = :user::uuid or anonymous_session_id = :anonymous::text) and payload_json <> '{}'::jsonb;

-- name: complete(draft)!
-- The draft is submitted.
update survey_progress set status = 'completed', completion_percentage = 100 where id = :draft;

-- name: add_submission(submission, version, payload, draft, user, anonymous)!
-- What was submitted; once a draft.
insert into survey_submissions (submission_id, survey_version, version, payload_json, survey_progress_id, user_id, anonymous_session_id)
values (:submission, :version::text, :version::text, :payload, :draft, :user, :anonymous);

-- name: replace_profile(profile, submission, profile_version, survey_version, power_dynamic, arousal_propensity, domain_scores, activities, truth_topics, boundaries)!
-- What follows from the survey takes the place of what followed from the one before.
update profiles set submission_id = :submission, profile_version = :profile_version, survey_version = :survey_version, power_dynamic = :power_dynamic,
  arousal_propensity = :arousal_propensity, domain_scores = :domain_scores, activities = :activities, truth_topics = :truth_topics, boundaries = :boundaries,
  has_survey = true
where id = :profile;

-- name: drop_submission(submission)!
-- The submission that was replaced.
delete from survey_submissions where submission_id = :submission;

-- name: personal(person)!
-- The survey was answered: cards fit.
update users set onboarding_completed = true where id = :person and profile_completed;

-- name: abandon()$
-- Drafts thirty days after their last answer.
select abandon_old_surveys();
