-- name: add(provider, received, repeated, refused, failed)!
-- What rang since the last writing.
insert into kith.webhook_calls as w (provider, hour, received, repeated, refused, failed)
values (:provider, date_trunc('hour', now(), 'UTC'), :received, :repeated, :refused, :failed)
on conflict (provider, hour) do update set received = w.received + excluded.received, repeated = w.repeated + excluded.repeated,
  refused = w.refused + excluded.refused, failed = w.failed + excluded.failed, last_at = now();

-- name: of_a_day()
-- What rang within a day, by provider.
select provider, sum(received)::bigint as received, sum(repeated)::bigint as repeated, sum(refused)::bigint as refused,
       sum(failed)::bigint as failed, max(last_at) as last_at
from kith.webhook_calls where hour > now() - interval '24 hours' group by provider order by provider;

-- name: refused_lately()
-- Where more than a handful of calls was refused within two hours.
select provider, sum(refused)::bigint as refused from kith.webhook_calls where hour > now() - interval '2 hours'
group by provider having sum(refused) >= 10 order by provider;

-- name: tidy()!
-- Counts of two months ago.
delete from kith.webhook_calls where hour < now() - interval '60 days';
