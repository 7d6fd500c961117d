delete from retention_rules where schema_name = 'kith' and table_name = 'push_subscriptions';

drop trigger sessions_forget_browsers on sessions;

drop function forget_browsers_of_session();

grant insert on push_subscriptions to authenticated;

create policy push_subscriptions_insert_own on push_subscriptions for insert to authenticated with check (person_id = auth.uid());

comment on table push_subscriptions is 'Browsers that agreed to receive pushes.';

alter table push_subscriptions drop constraint push_subscriptions_keys;

alter table push_subscriptions drop column last_used_at, drop column session_id;
