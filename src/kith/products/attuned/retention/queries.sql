-- name: expire_requests()$
-- Requests that nobody answered within five minutes.
select expire_pending_connections();

-- name: forget_requests()!
-- Requests that came to nothing, with the address in them, after a month.
delete from partner_connections where status in ('declined', 'expired') and created_at < kith.now() - interval '30 days';

-- name: reset_counts()$
-- Daily counters whose day is over.
select reset_daily_activity_counts();

-- name: clean_up()$
-- Anonymous players ninety days after their last use.
select cleanup_old_anonymous_sessions(90);

-- name: abandon_surveys()$
-- Drafts thirty days after their last answer.
select abandon_old_surveys();

-- name: forget_writing()!
-- What was asked of a card writer and what came back, after thirty days.
update ai_generation_logs set prompt_text = '', response_text = null
where created_at < kith.now() - interval '30 days' and (prompt_text <> '' or response_text is not null);
