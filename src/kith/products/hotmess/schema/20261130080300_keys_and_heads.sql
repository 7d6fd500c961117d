-- A key that no longer signs is checked with until the last code it signed has run out; what the chain of evidence comes to each month is for everybody to keep.

alter table printed_keys add column checks_until timestamptz, add constraint printed_keys_retired check ((retired_at is null) = (checks_until is null)) not valid;

update printed_keys k set checks_until = greatest(k.retired_at, (select max(t.expires_at) from qr_tokens t where t.key_id = k.key_id)) where k.retired_at is not null;

alter table printed_keys validate constraint printed_keys_retired;

comment on column printed_keys.checks_until is 'When the last code it signed runs out: doors need it until then.';

create function rotate_printed_key(p_expected text, p_key_id text, p_public_key bytea) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  -- Whoever is signing right now holds the key's row until the code is written.
  perform 1 from printed_keys k for update;
  if not exists (select 1 from printed_keys k where k.key_id = p_expected and k.retired_at is null) then
    return false;
  end if;
  update printed_keys k set retired_at = kith.now(),
    checks_until = greatest(kith.now(), (select max(t.expires_at) from qr_tokens t where t.key_id = k.key_id)) where k.retired_at is null;
  insert into printed_keys (key_id, public_key) values (p_key_id, p_public_key);
  return true;
end $$;

comment on function rotate_printed_key(text, text, bytea) is
  'From now on another key signs; codes that are out stay good until their end. False when the expected one does not sign any more.';

create index evidence_events_created_idx on evidence_events (created_at);

create function evidence_head(p_month date, p_until timestamptz) returns table (links bigint, head text) language sql stable security definer
  set search_path from current
as $$
  select count(*), encode(sha256(coalesce(string_agg(e.hash, ''::bytea order by e.subject_type, e.subject_id, e.sequence), ''::bytea)), 'hex')
  from evidence_events e where e.created_at >= p_month::timestamp at time zone 'UTC' and e.created_at < p_until
$$;

comment on function evidence_head(date, timestamptz) is 'How many links a month (UTC) has up to a moment, and a SHA-256 over all of them; each covers what came before it for its subject.';

create function evidence_heads() returns table (month date, until timestamptz, links bigint, head text) language sql stable security definer
  set search_path from current
as $$
  select m.month::date, u.until, h.links, h.head
  from generate_series(date_trunc('month', (select min(e.created_at) from evidence_events e), 'UTC') at time zone 'UTC', (kith.now() at time zone 'UTC'), interval '1 month') m (month)
  -- What began before the hour did is written by ten past it.
  cross join lateral (select least((m.month + interval '1 month') at time zone 'UTC', date_trunc('hour', kith.now() - interval '10 minutes')) as until) u
  cross join lateral evidence_head(m.month::date, u.until) h
  where u.until > m.month at time zone 'UTC'
  order by m.month
$$;

comment on function evidence_heads() is 'For each month since the first link: up to when, how many links, and what they come to. For everybody, who keeps one sees when the chain is rewritten.';

revoke all on function rotate_printed_key(text, text, bytea), evidence_head(date, timestamptz), evidence_heads() from public;

grant execute on function rotate_printed_key(text, text, bytea) to service_role;

grant execute on function evidence_head(date, timestamptz), evidence_heads() to anon, authenticated, service_role;
