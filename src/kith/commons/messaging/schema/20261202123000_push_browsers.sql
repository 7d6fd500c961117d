-- A browser gets pushes as long as somebody is signed in there: whoever is shut out of it is not told there either.

-- No page let anybody subscribe so far, and nobody knows in which session such a row was made.
delete from push_subscriptions;

alter table push_subscriptions add column session_id uuid not null references sessions (id) on delete cascade;

alter table push_subscriptions add column last_used_at timestamptz;

-- What a browser gives, in base64url without padding: a point of P-256, uncompressed, and sixteen bytes.
alter table push_subscriptions add constraint push_subscriptions_keys
  check (p256dh ~ '^[A-Za-z0-9_-]{87}$' and auth ~ '^[A-Za-z0-9_-]{22}$');

comment on table push_subscriptions is 'Browsers that get pushes. last_used_at: when one last arrived at the browser''s push service; gone_at: since when that service knows the browser no more.';

create index push_subscriptions_session_idx on push_subscriptions (session_id);

-- Who subscribes is asked by the house, which also knows where an endpoint leads.
drop policy push_subscriptions_insert_own on push_subscriptions;

revoke insert on push_subscriptions from authenticated;

create function forget_browsers_of_session() returns trigger
language plpgsql
  set search_path from current
as $$
begin
  delete from push_subscriptions where session_id = new.id;
  return null;
end
$$;

comment on function forget_browsers_of_session() is 'A session ended, however: its browser gets no more pushes.';

revoke all on function forget_browsers_of_session() from public;

create trigger sessions_forget_browsers after update of revoked_at on sessions
  for each row when (new.revoked_at is not null) execute function forget_browsers_of_session();

insert into retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  ('kith', 'push_subscriptions', 'Browsers that take no pushes any more', 'For a month your settings can say that the browser you were told in is gone.', 'contract', '30 days', 'gone_at', 'gone_at is not null', 'delete', null);
