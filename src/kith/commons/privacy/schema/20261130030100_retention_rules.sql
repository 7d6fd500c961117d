-- What goes by itself: which rows of which table, counted from when, after how long, why. One job does it; nobody but a migration writes a rule.

create table retention_rules (
  id uuid primary key default gen_random_uuid(),
  schema_name text not null,
  table_name text not null,
  what text not null,
  why text not null,
  basis text not null,
  keep_for interval not null,
  counted_from text not null,
  only_where text not null default 'true',
  action text not null default 'delete',
  does text,
  created_at timestamptz not null default kith.now(),
  last_run_at timestamptz,
  constraint retention_rules_uniq unique (schema_name, table_name, what),
  constraint retention_rules_basis check (basis in ('contract', 'consent', 'law', 'interest')),
  constraint retention_rules_keep_for check (keep_for >= '0'),
  constraint retention_rules_action check (action in ('delete', 'blank', 'call', 'elsewhere')),
  constraint retention_rules_does check ((action = 'delete') = (does is null)),
  constraint retention_rules_told check (length(btrim(what)) > 0 and length(btrim(why)) > 0)
);

comment on table retention_rules is 'What goes by itself, how long it is kept, counted from which column, and why. Written by migrations only; one job keeps to it.';

comment on column retention_rules.does is 'blank: the assignments that empty a row; call: a call that returns how many went, $1 is keep_for; elsewhere: the schedule that does it.';

comment on column retention_rules.basis is 'On what the keeping rests, in the words of Article 6 of the GDPR: contract, consent, law, (legitimate) interest.';

create table retention_gone (
  rule_id uuid not null references retention_rules (id) on delete cascade,
  day date not null,
  rows bigint not null,
  primary key (rule_id, day),
  constraint retention_gone_rows check (rows > 0)
);

comment on table retention_gone is 'How many rows went by a rule on a day (UTC).';

create function run_retention(p_rule uuid, p_at_most integer) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  rule retention_rules;
  target text;
  due text;
  went integer;
begin
  select * into rule from retention_rules r where r.id = p_rule for update;
  if rule.id is null or rule.action = 'elsewhere' then
    return 0;
  end if;
  -- Conditions and calls of a rule are in the words of its own schema; the setting ends with this function.
  perform set_config('search_path', format('%I, pg_temp', rule.schema_name), true);
  target := format('%I.%I', rule.schema_name, rule.table_name);
  due := format('select r.ctid from %s r where r.%I < kith.now() - $1 and (%s) limit $2 for update skip locked', target, rule.counted_from, rule.only_where);
  if rule.action = 'call' then
    execute format('select (%s)::integer', rule.does) into went using rule.keep_for;
  elsif rule.action = 'blank' then
    execute format('update %s set %s where ctid = any (array(%s))', target, rule.does, due) using rule.keep_for, p_at_most;
    get diagnostics went = row_count;
  else
    execute format('delete from %s where ctid = any (array(%s))', target, due) using rule.keep_for, p_at_most;
    get diagnostics went = row_count;
  end if;
  update kith.retention_rules set last_run_at = kith.now() where id = p_rule;
  if went > 0 then
    insert into kith.retention_gone as g (rule_id, day, rows) values (p_rule, (kith.now() at time zone 'UTC')::date, went)
    on conflict (rule_id, day) do update set rows = g.rows + excluded.rows;
  end if;
  return coalesce(went, 0);
end $$;

comment on function run_retention(uuid, integer) is 'Lets go of what is due by a rule, so many rows at most; returns how many. Whoever may call it can change no rule.';

create function retention_outlook(p_rule uuid, out waiting bigint, out due bigint, out next_at timestamptz) language plpgsql stable security definer
  set search_path from current
as $$
declare
  rule retention_rules;
begin
  select * into rule from retention_rules r where r.id = p_rule;
  perform set_config('search_path', format('%I, pg_temp', rule.schema_name), true);
  execute format(
    'select count(*), count(*) filter (where t.since < kith.now() - $1), min(t.since) + $1 from (select r.%I::timestamptz as since from %I.%I r where (%s) limit 100000) t',
    rule.counted_from, rule.schema_name, rule.table_name, rule.only_where
  ) into waiting, due, next_at using rule.keep_for;
end $$;

comment on function retention_outlook(uuid) is 'How many rows a rule is about, how many of them are due, and when the next is; of the first hundred thousand.';

alter table retention_rules enable row level security;

alter table retention_gone enable row level security;

create policy service_all on retention_rules for all to service_role using (true) with check (true);

create policy service_all on retention_gone for all to service_role using (true) with check (true);

grant select on retention_rules to service_role;

grant select on retention_gone to service_role;

revoke all on function run_retention(uuid, integer), retention_outlook(uuid) from public;

grant execute on function run_retention(uuid, integer), retention_outlook(uuid) to service_role;

insert into retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  ('kith', 'rate_limits', 'Counts of how often something was tried', 'They hold off whoever tries again and again, and have served when their window is over.', 'interest', '0', 'expires_at', 'true', 'delete', null),
  ('kith', 'idempotency_keys', 'Answers to requests that may come twice', 'A repeated request gets the same answer for a day.', 'contract', '1 day', 'created_at', 'true', 'delete', null),
  ('kith', 'sign_in_codes', 'Codes for signing in', 'A day after they ran out nobody can ask about them any more.', 'contract', '1 day', 'expires_at', 'true', 'delete', null),
  ('kith', 'sign_in_links', 'Links for signing in', 'A day after they ran out nobody can ask about them any more.', 'contract', '1 day', 'expires_at', 'true', 'delete', null),
  ('kith', 'passkey_challenges', 'Questions to your passkey', 'Each is good for five minutes.', 'contract', '1 hour', 'expires_at', 'true', 'delete', null),
  ('kith', 'sessions', 'Where you were signed in, once signed out', 'For half a year you and we can see what happened, should somebody else have been in.', 'interest', '180 days', 'revoked_at', 'revoked_at is not null', 'delete', null),
  ('kith', 'outbox', 'That a letter of ours went out', 'For a year we can say whether and when we wrote to you; the words go when the letter does.', 'interest', '1 year', 'created_at', $q$status <> 'pending'$q$, 'delete', null),
  ('kith', 'impersonations', 'That an operator looked at the house as you', 'For a year you can see it; in the audit it stays.', 'interest', '1 year', 'expires_at', 'true', 'delete', null),
  ('kith', 'dsar_requests', 'Your requests for a copy of your data', 'For three years both of us can show that it was done.', 'law', '3 years', 'created_at', $q$request_type = 'export' and status in ('completed', 'rejected') and download_key is null$q$, 'delete', null),
  ('kith', 'pgqueuer_log', 'What became of jobs', 'For a month a fault can be found.', 'interest', '30 days', 'created', 'true', 'delete', null);
