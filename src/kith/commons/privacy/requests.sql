-- name: ask(person_id, kind, acts_at)$
-- A request; refused while one of its kind is under way. With acts_at, a deletion that is not to wait for two weeks.
insert into dsar_requests (person_id, request_type, acts_at) values (:person_id, :kind, :acts_at) returning id;

-- name: just_signed_in(person_id, session_id, since)$
-- Whether this session of theirs began a moment ago, so that a letter would prove nothing more.
select exists (select 1 from sessions where id = :session_id and person_id = :person_id and revoked_at is null and created_at > :since);

-- name: begin_verifying(id)!
-- Whoever asked has to show that it is them.
update dsar_requests set status = 'verifying' where id = :id and status = 'received';

-- name: confirm(id, person_id, acts_at)$
-- It is them: what they asked for begins.
update dsar_requests set status = 'processing', verified_at = kith.now(), acts_at = case request_type when 'delete' then coalesce(acts_at, :acts_at::timestamptz) end
where id = :id and person_id = :person_id and status = 'verifying' returning request_type;

-- name: own(id, person_id)^
-- One request of a person.
select id, person_id, request_type, status, verified_at, due_at, acts_at, rejected_reason, download_key, download_expires_at, downloaded_at, downloads, completed_at, created_at
from dsar_requests where id = :id and person_id = :person_id;

-- name: of_person(person_id)
-- A person's requests, newest first.
select id, request_type, status, due_at, acts_at, rejected_reason, download_expires_at, downloaded_at, downloads, completed_at, created_at,
       (select h.told from legal_holds h where h.person_id = d.person_id and d.request_type = 'delete' and h.lifted_at is null and h.keep_until > kith.now()) as held_because,
       (select h.keep_until from legal_holds h where h.person_id = d.person_id and d.request_type = 'delete' and h.lifted_at is null and h.keep_until > kith.now()) as held_until
from dsar_requests d where person_id = :person_id order by created_at desc limit 50;

-- name: reject(id, reason)^
-- No longer to be done, whoever says so.
update dsar_requests set status = 'rejected', rejected_reason = :reason where id = :id and status in ('received', 'verifying', 'processing')
returning person_id, request_type;

-- name: withdraw(id, person_id)$
-- Whoever asked has thought again.
update dsar_requests set status = 'rejected', rejected_reason = 'withdrawn' where id = :id and person_id = :person_id and status in ('received', 'verifying', 'processing')
returning request_type;

-- name: exporting(id)$
-- Whose export is to be made; nobody's when it was made or called off.
select person_id from dsar_requests where id = :id and request_type = 'export' and status = 'processing';

-- name: exported(id, hash, key, expires_at)$
-- The file lies ready.
update dsar_requests set status = 'completed', completed_at = kith.now(), download_hash = :hash, download_key = :key, download_expires_at = :expires_at
where id = :id and status = 'processing' returning person_id;

-- name: take_download(hash)$
-- Where the file of a link lies, three times at most.
select kith.take_download(:hash);

-- name: due_deletions(at_most)
-- Deletions whose days to think again are over, or whose person is erased already; none of data that has to be kept.
select d.id, d.person_id, d.created_at, d.verified_at from dsar_requests d
where d.request_type = 'delete' and d.status = 'processing' and not is_held(d.person_id)
  and (d.acts_at <= kith.now() or exists (select 1 from privacy_requests r where r.person_id = d.person_id and r.kind = 'erasure' and r.state = 'done'))
order by d.acts_at limit :at_most;

-- name: deletion(id)^
-- One deletion that is to begin now, and may.
select id, person_id, created_at, verified_at from dsar_requests
where id = :id and request_type = 'delete' and status = 'processing' and acts_at <= kith.now() and not is_held(person_id);

-- name: erased_at(person_id)$
-- When an erasure was finished.
select finished_at from privacy_requests where person_id = :person_id and kind = 'erasure' and state = 'done';

-- name: deleted(id, receipt)$
-- Forgotten, with the receipt.
update dsar_requests set status = 'completed', completed_at = kith.now(), receipt = :receipt where id = :id and status = 'processing' returning id;

-- name: receipt(id)$
-- What was signed when somebody was forgotten.
select receipt from dsar_requests where id = :id and receipt is not null;

-- name: overtaken()
-- Open requests of people who were forgotten meanwhile.
select d.id from dsar_requests d join privacy_requests r on r.person_id = d.person_id and r.kind = 'erasure' and r.state = 'done'
where d.status in ('received', 'verifying', 'processing') and not (d.request_type = 'delete' and d.status = 'processing');

-- name: unconfirmed(before)
-- Requests that nobody confirmed.
select id from dsar_requests where status in ('received', 'verifying') and created_at < :before;

-- name: spent_files()
-- Files that were fetched as often as they may, are too old, or whose person is forgotten.
select d.id, d.download_key from dsar_requests d where d.download_key is not null
  and (d.downloads >= 3 or d.download_expires_at <= kith.now()
       or exists (select 1 from privacy_requests r where r.person_id = d.person_id and r.kind = 'erasure'));

-- name: file_gone(id)!
-- The file is in the store no more.
update dsar_requests set download_hash = null, download_key = null, download_expires_at = null where id = :id;

-- name: desk(at_most)
-- What is under way, the most urgent first, then what is done.
select id, person_id, request_type, status, created_at, due_at, acts_at, completed_at, rejected_reason, downloaded_at
from dsar_requests order by status in ('completed', 'rejected'), case when status in ('completed', 'rejected') then null else due_at end, updated_at desc limit :at_most;

-- name: clock(soon)^
-- How the month that the law gives stands.
select count(*) as open, count(*) filter (where due_at < :soon) as soon, count(*) filter (where due_at <= kith.now()) as over
from dsar_requests where status in ('received', 'verifying', 'processing');
