create or replace function run_retention(p_rule uuid, p_at_most integer) returns integer language plpgsql volatile security definer
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

drop function held_rows(regclass, text, integer);

drop trigger person_keys_held on person_keys;

drop trigger privacy_requests_held on privacy_requests;

drop function refuse_while_held();

drop table legal_holds;

drop function keep_hold();

drop function is_held(uuid);
