-- Verifying the audit a part at a time: further from where the last look ended, or all of it anew.

create table audit_verifications (
  id uuid primary key default gen_random_uuid(),
  whole boolean not null,
  due bigint not null check (due >= 0),
  looked_at bigint not null default 0 check (looked_at >= 0),
  breaks bigint[] not null default '{}',
  last_sequence bigint not null default 0,
  started_at timestamptz not null default kith.now(),
  finished_at timestamptz
);

comment on table audit_verifications is 'Walks along the chains of the audit: how many entries there were to look at, how many have been, and the numbers of those that do not hold.';

create unique index audit_verifications_open_uniq on audit_verifications (whole) where finished_at is null;

create index audit_verifications_finished_idx on audit_verifications (finished_at);

create table audit_verified_chains (
  verification_id uuid not null references audit_verifications (id) on delete cascade,
  chain smallint not null check (chain between 0 and 7),
  until_link bigint not null,
  link bigint not null,
  sequence bigint not null,
  hash bytea not null,
  primary key (verification_id, chain),
  constraint audit_verified_chains_within check (link <= until_link)
);

comment on table audit_verified_chains is 'How far a verification has come in each chain, and how far it goes.';

create function begin_audit_verification(p_whole boolean) returns uuid language plpgsql security definer
  set search_path from current
as $$
declare
  mine uuid;
  last_one uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.audit_verifications', 0));
  select v.id into mine from audit_verifications v where v.whole = p_whole and v.finished_at is null;
  if mine is not null then
    return mine;
  end if;
  select v.id into last_one from audit_verifications v where v.finished_at is not null order by v.finished_at desc limit 1;
  mine := gen_random_uuid();
  insert into audit_verifications (id, whole, due, breaks)
  select mine, p_whole, 0, coalesce(array_agg(l.sequence), '{}') from audit_verified_chains l
  where l.verification_id = last_one and l.link > 0
    and not exists (select 1 from audit_log a where a.chain = l.chain and a.link = l.link and a.hash = l.hash and a.sequence = l.sequence);
  insert into audit_verified_chains (verification_id, chain, until_link, link, sequence, hash)
  select mine, e.chain, greatest(e.link, coalesce(l.link, 0)), coalesce(l.link, 0), coalesce(l.sequence, 0), coalesce(l.hash, sha256('kith'::bytea))
  from audit_ends('infinity') e
  left join audit_verified_chains l on not p_whole and l.verification_id = last_one and l.chain = e.chain;
  update audit_verifications v set due = (select coalesce(sum(c.until_link - c.link), 0) from audit_verified_chains c where c.verification_id = mine) where v.id = mine;
  return mine;
end $$;

comment on function begin_audit_verification(boolean) is 'Begins to verify, from where the last look ended or all of it, up to the entries there are now; one of each at a time. An end that was seen then and is gone is a break.';

create function continue_audit_verification(p_id uuid, p_most integer) returns boolean language plpgsql security definer
  set search_path from current
as $$
declare
  run audit_verifications;
  one audit_verified_chains;
  step record;
begin
  select v.* into run from audit_verifications v where v.id = p_id for update;
  if run.id is null or run.finished_at is not null then
    return false;
  end if;
  select c.* into one from audit_verified_chains c where c.verification_id = p_id and c.link < c.until_link order by c.chain limit 1;
  if found then
    select b.* into step from audit_breaks_in(one.chain, one.link, one.hash, least(p_most, one.until_link - one.link)) b;
    if step.looked_at = 0 then
      update audit_verifications v set breaks = v.breaks || one.sequence where v.id = p_id;
      update audit_verified_chains c set link = c.until_link where c.verification_id = p_id and c.chain = one.chain;
    else
      update audit_verifications v set looked_at = v.looked_at + step.looked_at, breaks = v.breaks || step.breaks where v.id = p_id;
      update audit_verified_chains c set link = step.link, until_link = greatest(c.until_link, step.link), sequence = step.sequence, hash = step.hash
      where c.verification_id = p_id and c.chain = one.chain;
    end if;
    return true;
  end if;
  update audit_verifications v set finished_at = kith.now(),
    breaks = array(select distinct b from unnest(v.breaks || case when v.whole then array(select d.sequence from audit_ends_disowned() d) end) b order by b),
    last_sequence = coalesce((select max(c.sequence) from audit_verified_chains c where c.verification_id = p_id), 0)
  where v.id = p_id;
  delete from audit_verifications v where v.finished_at < kith.now() - interval '90 days' and v.breaks = '{}' and not v.whole;
  -- An entry that holds every chain's end ties them together: whoever cuts the end off one breaks another.
  insert into audit_log (actor, action, target_type, payload)
  select 'house', 'audit.joined', 'audit', jsonb_build_object('chains', jsonb_agg(jsonb_build_object('chain', c.chain, 'link', c.link, 'hash', encode(c.hash, 'hex')) order by c.chain))
  from audit_verified_chains c where c.verification_id = p_id
  having count(*) > 1 and exists (
    select 1 from audit_log a where a.action <> 'audit.joined'
      and a.sequence > coalesce((select max(j.sequence) from audit_log j where j.facet = 'house||audit.joined'), 0));
  return false;
end $$;

comment on function continue_audit_verification(uuid, integer) is 'Looks at the next entries of a verification, at most so many; false when it has ended. The last step writes the entry that ties the chains together.';

revoke all on function begin_audit_verification(boolean), continue_audit_verification(uuid, integer) from public;

grant execute on function begin_audit_verification(boolean), continue_audit_verification(uuid, integer) to service_role;

alter table audit_verifications enable row level security;

alter table audit_verified_chains enable row level security;

create policy service_all on audit_verifications for all to service_role using (true) with check (true);

create policy service_all on audit_verified_chains for all to service_role using (true) with check (true);

grant select on audit_verifications, audit_verified_chains to service_role;
