-- name: the_audit_chain_holds()
-- Every entry of the audit is what it was when it was written, and none is missing: as verified, and what was written since.
with last_one as (
  select v.id from audit_verifications v where v.finished_at is not null order by v.finished_at desc limit 1
), seen as (
  select c.* from audit_verified_chains c join last_one l on l.id = c.verification_id
)
select b::text as key from audit_verifications v cross join unnest(v.breaks) b
where v.finished_at >= coalesce((select max(w.finished_at) from audit_verifications w where w.whole), '-infinity')
union
select s.sequence::text from seen s
where s.link > 0 and not exists (select 1 from audit_log a where a.chain = s.chain and a.link = s.link and a.hash = s.hash and a.sequence = s.sequence)
union
select b::text from generate_series(0, 7) n left join seen s on s.chain = n
cross join lateral audit_breaks_in(n, coalesce(s.link, 0), coalesce(s.hash, sha256('kith'::bytea)), 20000) w cross join unnest(w.breaks) b;

-- name: the_audit_is_verified()
-- What the audit says is verified: all of it within two days, and in no chain more than twenty thousand entries wait for it.
select 'all of it' as key from (
  select max(v.finished_at) filter (where v.whole) as whole, max(v.finished_at) as any_of_it, min(v.started_at) as first from audit_verifications v
) v where v.any_of_it > coalesce(v.whole, v.first) + interval '2 days'
union all
select 'chain ' || n from generate_series(0, 7) n
cross join lateral (select a.link from audit_log a where a.chain = n order by a.link desc limit 1) e
where e.link > 20000 + coalesce((
  select c.link from audit_verified_chains c
  where c.chain = n and c.verification_id = (select v.id from audit_verifications v where v.finished_at is not null order by v.finished_at desc limit 1)), 0);

-- name: the_audit_cannot_be_rewritten()
-- The guards of the audit's table fire for everybody, also for its owner.
select wanted.name as key from (values ('audit_log_append_only'), ('audit_log_no_truncate')) wanted (name)
where not exists (
  select from pg_trigger t where t.tgrelid = to_regclass('audit_log') and t.tgname = wanted.name and t.tgenabled = 'A'
);

-- name: the_program_is_bound_by_policies()
-- No role of the program is a superuser or goes around row-level security.
select rolname::text as key from pg_roles
where rolname in ('kith_app', 'anon', 'authenticated') and (rolsuper or rolbypassrls);

-- name: erased_people_have_no_address()
-- Whoever was forgotten has neither e-mail address nor number any more.
select id::text as key from auth.users where deleted_at is not null and num_nonnulls(email, phone) > 0;

-- name: erased_people_are_signed_out()
-- Whoever was forgotten is signed in nowhere.
select s.id::text as key from sessions s join auth.users u on u.id = s.person_id
where u.deleted_at is not null and s.revoked_at is null and s.expires_at > kith.now();

-- name: erased_people_have_no_key()
-- The key of whoever was forgotten is destroyed.
select k.person_id::text as key from person_keys k join auth.users u on u.id = k.person_id
where u.deleted_at is not null and k.destroyed_at is null;

-- name: a_destroyed_key_stays_destroyed()
-- Nothing is left of a key that was destroyed.
select person_id::text as key from person_keys
where destroyed_at is not null and num_nonnulls(key_ciphertext, key_iv, key_tag, key_version) > 0;

-- name: a_request_to_be_forgotten_is_kept()
-- A deletion that is reported as done was done.
select r.id::text as key from dsar_requests r join auth.users u on u.id = r.person_id
where r.request_type = 'delete' and r.status = 'completed' and u.deleted_at is null;

-- name: what_has_to_be_kept_is_kept()
-- Nobody was forgotten whose data had to be kept then.
select h.id::text as key from legal_holds h join auth.users u on u.id = h.person_id
where u.deleted_at >= h.placed_at and u.deleted_at < least(h.keep_until, coalesce(h.lifted_at, 'infinity'));

-- name: an_erasure_that_is_done_is_finished()
-- A request on somebody's data that is done says when.
select id::text as key from privacy_requests where (state = 'done') <> (finished_at is not null);

-- name: nobody_blocks_themselves()
-- A block is between two people, once.
select id::text as key from blocks where blocker_id = blocked_id
union all
select min(id::text) from blocks group by blocker_id, blocked_id having count(*) > 1;

-- name: one_strike_for_one_cause()
-- Nobody gets two strikes for the same thing, and every strike ends.
select min(id::text) as key from strikes group by idempotency_key having count(*) > 1
union all
select id::text from strikes where window_end <= window_start;

-- name: one_open_case_for_one_thing()
-- There is one open case about a thing, whoever reports it.
select min(id::text) as key from cases where state <> 'closed' group by product, content_type, content_id having count(*) > 1;

-- name: one_report_a_person_and_case()
-- Nobody counts twice in a case.
select min(id::text) as key from reports where case_id is not null and reporter_id is not null group by case_id, reporter_id having count(*) > 1;

-- name: a_decision_has_a_reason()
-- Every decision about somebody says why.
select id::text as key from decisions where length(btrim(coalesce(reason, ''))) < 3;

-- name: an_appeal_is_decided_by_somebody_else()
-- Nobody decides an appeal against their own decision.
select a.id::text as key from appeals a join decisions d on d.id = a.decision_id where a.decided_by = d.admin_id;

-- name: one_appeal_a_decision()
-- A decision is appealed against once, by whom it concerns.
select min(id::text) as key from appeals group by decision_id having count(*) > 1
union all
select a.id::text from appeals a join decisions d on d.id = a.decision_id
where d.person_id is not null and a.person_id <> d.person_id;

-- name: a_closed_case_has_an_outcome()
-- A case is closed with an outcome and nobody holds it any more.
select id::text as key from cases where state = 'closed' and (outcome is null or closed_at is null or assigned_to is not null);

-- name: one_live_refresh_token()
-- A session has one refresh token that works; the others are used.
select session_id::text as key from refresh_tokens where used_at is null group by session_id having count(*) > 1;

-- name: five_tries_for_a_code()
-- A sign-in code can be tried five times, no more.
select id::text as key from sign_in_codes where attempts > 5;

-- name: a_link_is_used_in_time()
-- A sign-in link that was used was used before it ran out.
select id::text as key from sign_in_links where consumed_at > expires_at;

-- name: operators_look_for_fifteen_minutes()
-- Looking as somebody else ends after fifteen minutes and has a reason.
select id::text as key from impersonations
where expires_at > started_at + interval '15 minutes' or length(btrim(coalesce(reason, ''))) < 5;

-- name: nobody_looks_as_an_operator()
-- Operators are not looked at as members.
select i.id::text as key from impersonations i join admins a on a.person_id = i.person_id
where i.started_at > a.created_at;

-- name: one_stripe_customer_a_person()
-- A person is one customer at Stripe.
select min(id::text) as key from stripe_customers group by person_id having count(*) > 1
union all
select min(id::text) from stripe_customers group by stripe_customer_id having count(*) > 1;

-- name: a_stripe_event_is_kept_once()
-- What Stripe tells twice is one event.
select min(id::text) as key from stripe_events group by stripe_event_id having count(*) > 1;

-- name: a_consent_is_to_a_known_text()
-- Whoever agreed agreed to a text that was published.
select c.id::text as key from consents c
where not exists (
  select from consent_texts t
  where t.product = c.product and t.kind = c.kind and t.version = c.version and t.language = c.language
);

-- name: an_address_belongs_to_one_person()
-- An e-mail address and a number sign in one person.
select min(id::text) as key from auth.users where deleted_at is null and email is not null group by lower(email) having count(*) > 1
union all
select min(id::text) from auth.users where deleted_at is null and phone is not null group by phone having count(*) > 1;

-- name: banned_people_are_signed_in_nowhere()
-- Whoever is banned is signed in nowhere and cannot sign in.
select s.id::text as key from sessions s join bans b on b.person_id = s.person_id and b.lifted_at is null
where s.revoked_at is null and s.expires_at > kith.now()
union all
select b.id::text from bans b join auth.users u on u.id = b.person_id
where b.lifted_at is null and u.deleted_at is null and u.banned_until is distinct from 'infinity'::timestamptz;

-- name: one_ban_in_force()
-- Nobody is banned twice at the same time.
select min(id::text) as key from bans where lifted_at is null group by person_id having count(*) > 1;

-- name: what_a_ban_ends_is_ended()
-- Within a quarter of an hour a ban has ended in every product what it ends there.
select e.ban_id || ' ' || e.product as key from ban_effects e join bans b on b.id = e.ban_id
where b.lifted_at is null and e.done_at is null and e.queued_at < kith.now() - interval '15 minutes';

-- name: banned_people_are_signed_out()
-- Whoever is banned is signed in nowhere.
select s.id::text as key from bans b join sessions s on s.person_id = b.person_id
where b.lifted_at is null and s.revoked_at is null and s.expires_at > kith.now();

-- name: pushes_only_where_one_is_signed_in()
-- A browser gets pushes of whoever is signed in there, and of nobody once they signed out.
select p.id::text as key from push_subscriptions p join sessions s on s.id = p.session_id
where s.revoked_at is not null or s.person_id <> p.person_id;
