-- name: heads()
-- What each month's links come to.
select month, until, links, head from evidence_heads();

-- name: head_at(month, until)$
-- What a month's links up to a moment come to.
select head from evidence_head(:month, :until);
