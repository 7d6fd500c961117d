-- name: people(people)
-- Members of the demo, in the order given.
select p.id from profiles p where p.user_id = any (:people::uuid[]) order by array_position(:people::uuid[], p.user_id);

-- name: posts()
-- Posts of the demo.
select id from beacon_posts where author_id is not null order by body limit 12;

-- name: beacons()
-- Beacons that are on.
select id from beacons where status = 'live' order by title limit 12;

-- name: report(reporter, category, target_type, target_id, description)^
-- A report.
select case_id from report_content(:reporter, :category, :target_type, :target_id, :description, null);

-- name: older(case_id, hours)!
-- A case that has waited.
update kith.cases set opened_at = kith.now() - :hours::integer * interval '1 hour' where id = :case_id;
