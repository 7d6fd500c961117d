-- name: begin()$
-- A comparison begins.
insert into money_comparisons default values returning id;

-- name: ended(id, compared, mended, differences)!
-- It ended, and what it found.
update money_comparisons set ended_at = kith.now(), compared = :compared, mended = :mended, differences = :differences where id = :id;

-- name: failed(id, failure)!
-- It could not be done; what was known stays.
update money_comparisons set ended_at = kith.now(), failure = :failure where id = :id;

-- name: found(product, kind, what, key, row_id, ours, theirs)$
-- A difference, unless it is known or was explained as it is; whether it is new.
insert into money_differences as d (product, kind, what, provider_key, row_id, ours, theirs)
select :product, :kind, :what, :key, :row_id, :ours, :theirs
where not exists (
  select 1 from money_differences e where e.product = :product and e.kind = :kind and e.provider_key = :key and e.what = :what
    and e.ended_as = 'explained' and e.ours = :ours and e.theirs = :theirs
)
on conflict (product, kind, provider_key, what) where ended_at is null do update set seen_at = kith.now(), ours = excluded.ours,
  theirs = excluded.theirs, row_id = excluded.row_id
returning xmax = 0;

-- name: gone(product, since)!
-- What was not found any more agrees by now.
update money_differences set ended_at = kith.now(), ended_as = 'gone' where product = :product and ended_at is null and seen_at < :since;

-- name: open()
-- What we and the provider know differently, the longest first.
select id, product, kind, what, provider_key, row_id, ours, theirs, found_at from money_differences where ended_at is null order by found_at, id;

-- name: one(id)^
-- One difference, as long as it is open.
select id, product, kind, what, provider_key, row_id from money_differences where id = :id and ended_at is null for update;

-- name: explain(id, admin, explanation)!
-- Somebody has said what it is.
update money_differences set ended_at = kith.now(), ended_as = 'explained', explained_by = :admin, explanation = :explanation where id = :id;

-- name: ended_lately(at_most)
-- What ended, the newest first.
select product, kind, what, provider_key, found_at, ended_at, ended_as, explanation from money_differences where ended_at is not null
order by ended_at desc limit :at_most;

-- name: comparisons(at_most)
-- The last comparisons.
select started_at, ended_at, compared, mended, differences, failure from money_comparisons order by started_at desc limit :at_most;

-- name: state()^
-- How many are open, since when, and when books were last compared well.
select count(*) as open, min(found_at) as since, (select max(started_at) from money_comparisons where failure is null and ended_at is not null) as last
from money_differences where ended_at is null;
