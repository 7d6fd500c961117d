-- name: note(schema, name, seconds, failure)!
-- How recurring work ended just now.
insert into kith.schedule_runs as r (schema_name, name, ended_at, seconds, failure, failed_at, failures_in_a_row)
values (:schema, :name, now(), :seconds, :failure::text, case when :failure::text is not null then now() end,
        case when :failure::text is null then 0 else 1 end)
on conflict (schema_name, name) do update set ended_at = now(), seconds = excluded.seconds, failure = excluded.failure,
  failed_at = coalesce(excluded.failed_at, r.failed_at),
  failures_in_a_row = case when excluded.failure is null then 0 else r.failures_in_a_row + 1 end;

-- name: of_schema(schema)
-- How the recurring work of a schema ended last.
select name, ended_at, seconds, failure, failed_at, failures_in_a_row from kith.schedule_runs where schema_name = :schema;

-- name: tidy()!
-- Work that nobody does any more.
delete from kith.schedule_runs where ended_at < now() - interval '60 days';
