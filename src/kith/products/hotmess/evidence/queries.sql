-- name: last_scan(beacon, person)$
-- Their last good scan at a beacon.
select s.id from beacon_scans s where s.user_id = :person and s.beacon_id = :beacon and s.status = 'valid' and s.undone_at is null
order by s.created_at desc limit 1;

-- name: linked(beacon, scan)$
-- Whether a scan is a link of its beacon's chain.
select exists (select 1 from evidence_events e where e.scan_id = :scan and e.subject_type = 'beacon' and e.subject_id = :beacon);

-- name: link_scan(beacon, person, scan)!
-- A scan, as evidence.
insert into evidence_events (subject_type, subject_id, evidence_type, beacon_id, user_id, scan_id) values ('beacon', :beacon, 'qr_scan', :beacon, :person, :scan);

-- name: link_post(beacon, person, post, scan)!
-- A proof post, as evidence, with the scan it follows.
insert into evidence_events (subject_type, subject_id, evidence_type, visibility, beacon_id, user_id, post_id, scan_id)
values ('beacon', :beacon, 'proof_post', 'thread_visible', :beacon, :person, :post, :scan);

-- name: breaks()
-- Where the chains do not hold.
select subject_type, subject_id, sequence from evidence_breaks() order by subject_type, subject_id, sequence;

-- name: links()$
-- How many links there are.
select count(*) from evidence_events;
