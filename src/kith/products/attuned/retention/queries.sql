-- name: expire_requests()$
-- Requests that nobody answered within five minutes.
select expire_pending_connections();

-- name: reset_counts()$
-- Daily counters whose day is over.
select reset_daily_activity_counts();
