-- name: current(slug)^
-- The newest version of a ruleset.
select id, slug, version, name, body, checks, created_at from rulesets where slug = :slug order by version desc limit 1;

-- name: of_beacon(beacon)^
-- The version that a beacon stands under.
select r.id, r.slug, r.version, r.name, r.body, r.checks, r.created_at from rulesets r join beacons b on b.ruleset_id = r.id where b.id = :beacon;

-- name: one(id)^
-- One version.
select id, slug, version, name, body, checks, created_at from rulesets where id = :id;

-- name: versions(at_most)
-- Every version, newest first.
select id, slug, version, name, created_at from rulesets order by created_at desc, version desc limit :at_most;

-- name: publish(slug, name, body, checks, by)^
-- Another version of a ruleset, the first one of a new one.
insert into rulesets (slug, version, name, body, checks, created_by)
select :slug, coalesce(max(r.version), 0) + 1, :name, :body, :checks, :by from rulesets r where r.slug = :slug
returning id, version;
