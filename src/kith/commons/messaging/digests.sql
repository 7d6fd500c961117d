-- name: due(at_most)
-- Whose gathered letter has its time.
select person_id, next_digest_at from kith.notification_settings where next_digest_at <= kith.now() order by next_digest_at limit :at_most;

-- name: claim(person_id, due, following)$
-- This one is ours: the time of the next takes its place; null when somebody was quicker.
update kith.notification_settings set next_digest_at = :following where person_id = :person_id and next_digest_at = :due returning person_id;

-- name: waiting(person_id, at_most)
-- What a gathered letter is to bring, oldest first.
select id, product, topic, words, shown_at, read_at from kith.notices
where person_id = :person_id and digest = 'waiting' and shown_at <= kith.now() order by sequence limit :at_most for update;

-- name: gathered(sent, dropped)!
-- They were in a letter, or nobody needs them in one any more.
update kith.notices set digest = case when id = any (:sent::uuid[]) then 'sent' else 'dropped' end
where id = any (:sent::uuid[] || :dropped::uuid[]) and digest = 'waiting';
