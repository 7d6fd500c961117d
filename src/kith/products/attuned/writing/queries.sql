-- name: note(session_id, activity_type, intimacy_level, prompt_text, response_text, generation_time_ms, model_version, was_approved, validation_failures)!
-- One try at a card.
insert into ai_generation_logs (session_id, activity_type, intimacy_level, prompt_text, response_text, generation_time_ms, model_version, was_approved, validation_failures)
values (:session_id, :activity_type, :intimacy_level, :prompt_text, :response_text, :generation_time_ms, :model_version, :was_approved, :validation_failures);
