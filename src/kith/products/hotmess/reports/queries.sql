-- name: report(reporter, category, target_type, target_id, description, key)^
-- A report with a snapshot of what it is about, once a person and case.
select report_id, case_id, fresh, reports from report_content(:reporter, :category, :target_type, :target_id, :description, :key);

-- name: mine(reporter)
-- What somebody reported, newest first, with how it stands.
select id, category, target_type, description, status, created_at from moderation_reports where reporter_id = :reporter order by created_at desc limit 100;

-- name: on_sale(listing)$
-- Whether a listing is on sale; locked, as its reports are counted.
select l.status = 'live' from ticket_listings l where l.id = :listing for no key update;

-- name: seller(listing)^
-- Whose listing it is, and for which night.
select l.seller_id, b.title from ticket_listings l join beacons b on b.id = l.beacon_id where l.id = :listing;
