-- Tickets from person to person: evidence before going live, a fair price, one buyer, and an old code that dies as the new one is born.

create table resale_caps (
  country text primary key,
  percent integer not null,
  note text,
  updated_at timestamptz not null default kith.now(),
  constraint resale_caps_country check (country ~ '^([A-Z]{2}|\*)$'),
  constraint resale_caps_percent check (percent between 1 and 1000)
);

comment on table resale_caps is 'The most a ticket may cost second hand, in percent of its face value, by country; * is everywhere else.';

create trigger resale_caps_updated_at before update on resale_caps for each row execute function set_updated_at();

insert into resale_caps (country, percent, note) values
  ('*', 110, 'the house''s own limit'), ('IE', 100, 'Sale of Tickets Act 2021'), ('FR', 100, 'resale needs the organiser''s leave'),
  ('BE', 100, 'regular resale above face value is unlawful'), ('IT', 100, 'resale above face value is unlawful'), ('PT', 100, 'ticket touting is unlawful'),
  ('DK', 100, 'resale above the original price is unlawful'), ('PL', 100, 'resale for profit is unlawful');

create table ticket_listings (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete restrict,
  seller_id uuid not null references profiles (user_id) on delete restrict,
  token_id uuid references qr_tokens (id) on delete restrict,
  title text not null,
  description text not null default '',
  price_pence integer not null,
  face_value_pence integer not null,
  currency text not null default 'GBP',
  evidence_requirement text not null default 'none',
  proof_post_id uuid references beacon_posts (id) on delete set null,
  status text not null default 'draft',
  report_count integer not null default 0,
  review_notes text,
  reviewed_by uuid,
  live_at timestamptz,
  buyer_id uuid references profiles (user_id) on delete restrict,
  sold_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint ticket_listings_texts check (length(btrim(title)) between 3 and 120 and length(description) <= 2000 and length(review_notes) <= 2000),
  constraint ticket_listings_price check (price_pence >= 0 and face_value_pence >= 0 and currency ~ '^[A-Z]{3}$'),
  constraint ticket_listings_evidence check (evidence_requirement in ('none', 'proof_post', 'qr_scan', 'both')),
  constraint ticket_listings_status check (status in ('draft', 'pending_review', 'live', 'sold', 'removed')),
  constraint ticket_listings_reports check (report_count >= 0),
  constraint ticket_listings_sold check ((status = 'sold') = (buyer_id is not null and sold_at is not null)),
  constraint ticket_listings_not_oneself check (buyer_id <> seller_id)
);

comment on table ticket_listings is 'A member''s ticket, for another member.';

comment on column ticket_listings.evidence_requirement is 'What must vouch for it before it is live; set by the house, not by the seller.';

comment on column ticket_listings.report_count is 'Distinct people whose reports count, since it last went live. The fifth sends it back to review.';

create index ticket_listings_beacon_idx on ticket_listings (beacon_id, status);

create index ticket_listings_seller_idx on ticket_listings (seller_id, created_at desc);

create index ticket_listings_buyer_idx on ticket_listings (buyer_id);

create index ticket_listings_token_idx on ticket_listings (token_id);

create index ticket_listings_post_idx on ticket_listings (proof_post_id);

create index ticket_listings_status_idx on ticket_listings (status, updated_at);

create unique index ticket_listings_one_per_token on ticket_listings (token_id) where status in ('pending_review', 'live');

create trigger ticket_listings_updated_at before update on ticket_listings for each row execute function set_updated_at();

create function price_cap_percent(p_beacon uuid) returns integer language sql stable security definer
  set search_path from current
as $$
  select coalesce((select r.percent from resale_caps r join cities c on c.country = r.country join beacons b on b.city_id = c.id where b.id = p_beacon),
                  (select r.percent from resale_caps r where r.country = '*'), 100)
$$;

comment on function price_cap_percent(uuid) is 'The most a ticket of this beacon may cost, in percent of its face value.';

create function missing_evidence(l ticket_listings) returns text language sql stable
  set search_path from current
as $$
  select case
    when l.evidence_requirement in ('proof_post', 'both') and not exists (
      select 1 from beacon_posts p where p.id = l.proof_post_id and p.author_id = l.seller_id and p.beacon_id = l.beacon_id and p.post_type = 'proof' and p.status = 'visible')
      then 'proof_post'
    when l.evidence_requirement in ('qr_scan', 'both') and not exists (
      select 1 from beacon_scans s join qr_tokens t on t.id = s.token_id
      where s.user_id = l.seller_id and s.beacon_id = l.beacon_id and s.status = 'valid' and s.undone_at is null and t.scope = 'listing_proof')
      then 'qr_scan'
  end
$$;

comment on function missing_evidence(ticket_listings) is 'What a listing still needs before it may go live: proof_post, qr_scan, or null.';

create function guard_listing() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  ticket record;
  cap integer := price_cap_percent(new.beacon_id);
  lacks text;
begin
  if tg_op = 'UPDATE' and (new.beacon_id, new.seller_id) is distinct from (old.beacon_id, old.seller_id) then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_fixed', table = tg_table_name, message = 'a listing stays its seller''s';
  end if;
  if tg_op = 'INSERT' and auth.uid() <> new.seller_id then
    raise exception using errcode = 'insufficient_privilege', message = 'people sell their own tickets';
  end if;
  if auth.uid() = new.seller_id then
    -- A member's own insert or draft: what the house says about it is not theirs to write.
    new.evidence_requirement := case tg_op when 'INSERT' then 'proof_post' else old.evidence_requirement end;
    new.updated_by := auth.uid();
  end if;
  if new.token_id is not null and (tg_op = 'INSERT' or new.token_id is distinct from old.token_id) then
    select t.* into ticket from qr_tokens t where t.id = new.token_id;
    if ticket.beacon_id is distinct from new.beacon_id or ticket.holder_id is distinct from new.seller_id or ticket.scope <> 'check_in' then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_own_ticket', table = tg_table_name, message = 'people sell their own tickets';
    end if;
    new.face_value_pence := coalesce(ticket.face_value_pence, (select b.price_pence from beacons b where b.id = new.beacon_id));
    new.currency := coalesce(ticket.currency, (select b.currency from beacons b where b.id = new.beacon_id));
  end if;
  if new.price_pence::bigint * 100 > new.face_value_pence::bigint * cap then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_price_cap', table = tg_table_name,
      message = format('at most %s percent of the face value', cap), detail = jsonb_build_object('percent', cap, 'most', new.face_value_pence::bigint * cap / 100)::text;
  end if;
  if tg_op = 'UPDATE' and old.status in ('live', 'sold') and new.status in ('live', 'sold')
     and (new.price_pence, new.token_id, new.title) is distinct from (old.price_pence, old.token_id, old.title) then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_fixed', table = tg_table_name, message = 'what is on offer stays as it was offered';
  end if;
  if new.status = 'live' and (tg_op = 'INSERT' or old.status <> 'live') then
    if new.token_id is null then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_ticket', table = tg_table_name, message = 'a listing needs its ticket';
    end if;
    select t.* into ticket from qr_tokens t where t.id = new.token_id for no key update;
    if ticket.revoked_at is not null or ticket.current_uses > 0 or ticket.expires_at <= kith.now() or ticket.holder_id is distinct from new.seller_id then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_unused_ticket', table = tg_table_name, message = 'only an unused ticket can be sold';
    end if;
    if not beacon_is_live(new.beacon_id) then
      raise exception using errcode = 'KT409', message = 'this beacon is not on';
    end if;
    lacks := missing_evidence(new);
    if lacks is not null then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_evidence_missing', table = tg_table_name,
        message = 'this listing lacks its evidence', detail = jsonb_build_object('missing', lacks)::text;
    end if;
    new.live_at := kith.now();
    new.report_count := 0;
  end if;
  return new;
end $$;

comment on function guard_listing() is 'Trigger: own, unused tickets only, within the price cap, live with all evidence only.';

create trigger ticket_listings_guard before insert or update on ticket_listings for each row execute function guard_listing();

create table beacon_waiting_list (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete cascade,
  user_id uuid not null references profiles (user_id) on delete restrict,
  number bigint generated always as identity,
  status text not null default 'waiting',
  listing_id uuid references ticket_listings (id) on delete set null,
  offered_at timestamptz,
  offer_expires_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint beacon_waiting_list_status check (status in ('waiting', 'offered', 'bought', 'lapsed', 'left')),
  constraint beacon_waiting_list_offer check (status <> 'offered' or (listing_id is not null and offer_expires_at is not null))
);

comment on table beacon_waiting_list is 'Who waits for a ticket of a sold-out beacon, in the order of `number`. An offer holds two hours, then the next is asked.';

create unique index beacon_waiting_list_once on beacon_waiting_list (beacon_id, user_id) where status in ('waiting', 'offered');

create unique index beacon_waiting_list_one_offer on beacon_waiting_list (listing_id) where status = 'offered';

create index beacon_waiting_list_line_idx on beacon_waiting_list (beacon_id, number) where status = 'waiting';

create index beacon_waiting_list_beacon_idx on beacon_waiting_list (beacon_id);

create index beacon_waiting_list_user_idx on beacon_waiting_list (user_id);

create index beacon_waiting_list_listing_idx on beacon_waiting_list (listing_id);

create index beacon_waiting_list_due_idx on beacon_waiting_list (offer_expires_at) where status = 'offered';

create trigger beacon_waiting_list_updated_at before update on beacon_waiting_list for each row execute function set_updated_at();

create table listing_holds (
  id uuid primary key default gen_random_uuid(),
  listing_id uuid not null references ticket_listings (id) on delete cascade,
  buyer_id uuid not null references profiles (user_id) on delete restrict,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_as text,
  created_at timestamptz not null default kith.now(),
  constraint listing_holds_ended check ((ended_at is null) = (ended_as is null) and ended_as in ('sold', 'released', 'lapsed'))
);

comment on table listing_holds is 'A ticket kept for one buyer while they pay, ten minutes at most.';

create unique index listing_holds_one on listing_holds (listing_id) where ended_at is null;

create index listing_holds_listing_idx on listing_holds (listing_id);

create index listing_holds_buyer_idx on listing_holds (buyer_id);

create function offer_to_next(p_listing uuid) returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  offered record;
  next_one record;
begin
  select l.* into offered from ticket_listings l where l.id = p_listing for no key update;
  update beacon_waiting_list w set status = 'lapsed' where w.listing_id = p_listing and w.status = 'offered' and w.offer_expires_at <= kith.now()
    and not exists (select 1 from listing_holds h where h.listing_id = p_listing and h.buyer_id = w.user_id and h.ended_at is null and h.expires_at > kith.now());
  if offered.status is distinct from 'live' or not beacon_is_live(offered.beacon_id)
     or exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.status = 'offered')
     or exists (select 1 from listing_holds h where h.listing_id = p_listing and h.ended_at is null and h.expires_at > kith.now()) then
    return null;
  end if;
  select w.* into next_one from beacon_waiting_list w
  where w.beacon_id = offered.beacon_id and w.status = 'waiting' and w.user_id <> offered.seller_id and not kith.blocked_between(w.user_id, offered.seller_id)
  order by w.number limit 1 for update skip locked;
  if next_one.id is null then
    return null;
  end if;
  update beacon_waiting_list set status = 'offered', listing_id = p_listing, offered_at = kith.now(), offer_expires_at = kith.now() + interval '2 hours'
  where id = next_one.id;
  return next_one.user_id;
end $$;

comment on function offer_to_next(uuid) is
  'Offers a live listing to whoever has waited longest, for two hours: their person, or null when it is offered or held, or nobody waits. A lapsed offer goes on to the next.';

create function offers_to_pass_on() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(l.id), '{}') from ticket_listings l
  where l.status = 'live' and exists (select 1 from beacon_waiting_list w where w.beacon_id = l.beacon_id and w.status = 'waiting')
    and not exists (select 1 from beacon_waiting_list w where w.listing_id = l.id and w.status = 'offered' and w.offer_expires_at > kith.now())
$$;

comment on function offers_to_pass_on() is 'Live listings that somebody waits for and nobody has been offered now: ask offer_to_next of each.';

create function hold_listing(p_listing uuid, p_buyer uuid) returns table (hold_id uuid, outcome text, expires_at timestamptz, price_pence integer, currency text)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  offered record;
  ticket record;
  held record;
  refusal text;
begin
  select l.* into offered from ticket_listings l where l.id = p_listing for no key update;
  select t.* into ticket from qr_tokens t where t.id = offered.token_id;
  if offered.id is not null then
    update listing_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.listing_id = p_listing and h.ended_at is null and h.expires_at <= kith.now();
    update beacon_waiting_list w set status = 'lapsed' where w.listing_id = p_listing and w.status = 'offered' and w.offer_expires_at <= kith.now()
      and not exists (select 1 from listing_holds h where h.listing_id = p_listing and h.buyer_id = w.user_id and h.ended_at is null);
  end if;
  select h.* into held from listing_holds h where h.listing_id = p_listing and h.ended_at is null;
  refusal := case
    when offered.id is null then 'closed'
    when offered.status = 'sold' then 'sold'
    when offered.status <> 'live' or not beacon_is_live(offered.beacon_id) then 'closed'
    when ticket.revoked_at is not null or ticket.current_uses > 0 or ticket.expires_at <= kith.now() then 'closed'
    when offered.seller_id = p_buyer then 'yourself'
    when not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active') or kith.hold_state(p_buyer) <> 'none'
      or kith.blocked_between(p_buyer, offered.seller_id) then 'closed'
    when held.id is not null and held.buyer_id <> p_buyer then 'taken'
    when exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.status = 'offered' and w.user_id <> p_buyer) then 'offered'
    -- Somebody waits who has not been asked yet: a passer-by does not jump the line.
    when not exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.status = 'offered' and w.user_id = p_buyer)
      and exists (select 1 from beacon_waiting_list w where w.beacon_id = offered.beacon_id and w.status = 'waiting' and w.user_id <> p_buyer
        and w.user_id <> offered.seller_id and not kith.blocked_between(w.user_id, offered.seller_id)
        and w.number < coalesce((select o.number from beacon_waiting_list o where o.beacon_id = offered.beacon_id and o.user_id = p_buyer and o.status = 'waiting'), 'infinity'::float8)) then 'offered'
  end;
  if refusal is not null then
    return query select null::uuid, refusal, null::timestamptz, null::integer, null::text;
    return;
  end if;
  if held.id is null then
    insert into listing_holds (listing_id, buyer_id, expires_at) values (p_listing, p_buyer, kith.now() + interval '10 minutes') returning * into held;
  end if;
  return query select held.id, 'held', held.expires_at, offered.price_pence, offered.currency;
end $$;

comment on function hold_listing(uuid, uuid) is
  'Keeps a ticket for one buyer for ten minutes. outcome: held (again: the same hold), taken, offered (the line comes first), sold, yourself, closed (tell nobody why).';

create function release_listing(p_hold uuid, p_buyer uuid) returns boolean language plpgsql volatile
  set search_path from current
as $$
begin
  update listing_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
  where h.id = p_hold and h.buyer_id = p_buyer and h.ended_at is null;
  return found;
end $$;

comment on function release_listing(uuid, uuid) is 'Gives a held ticket up. False when the hold was over.';

create function transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  offered record;
  ticket record;
begin
  select l.* into offered from ticket_listings l where l.id = p_listing for no key update;
  if offered.status = 'sold' then
    return case when offered.buyer_id = p_buyer then 'sold' else 'gone' end;
  end if;
  select t.* into ticket from qr_tokens t where t.id = offered.token_id for no key update;
  if offered.status is distinct from 'live' or ticket.revoked_at is not null or ticket.current_uses > 0 or ticket.expires_at <= kith.now()
     or exists (select 1 from listing_holds h where h.listing_id = p_listing and h.buyer_id <> p_buyer and h.ended_at is null and h.expires_at > kith.now())
     or exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.user_id <> p_buyer and w.status = 'offered' and w.offer_expires_at > kith.now()) then
    return 'gone';
  end if;
  insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, max_uses, valid_from, expires_at, holder_id, face_value_pence, currency, issued_by)
  values (p_new_token, ticket.beacon_id, ticket.scope, p_new_hash, p_key_id, ticket.max_uses, ticket.valid_from, ticket.expires_at, p_buyer,
          ticket.face_value_pence, ticket.currency, ticket.issued_by);
  update qr_tokens set revoked_at = kith.now(), revoked_reason = 'sold', replaced_by = p_new_token where id = ticket.id;
  update ticket_listings set status = 'sold', buyer_id = p_buyer, sold_at = kith.now() where id = p_listing;
  update listing_holds h set ended_at = kith.now(), ended_as = case when h.buyer_id = p_buyer then 'sold' else 'lapsed' end
  where h.listing_id = p_listing and h.ended_at is null;
  update beacon_waiting_list w set status = 'bought' where w.beacon_id = offered.beacon_id and w.user_id = p_buyer and w.status in ('waiting', 'offered');
  update beacon_waiting_list w set status = 'lapsed' where w.listing_id = p_listing and w.status = 'offered';
  return 'sold';
end $$;

comment on function transfer_ticket(uuid, uuid, uuid, bytea, text) is
  'Makes a paid listing the buyer''s: the old token is revoked and the new one (id, SHA-256, key) issued in this very transaction. Answers sold (twice is once) or gone.';

revoke all on function price_cap_percent(uuid), missing_evidence(ticket_listings), guard_listing(), offer_to_next(uuid), offers_to_pass_on(), hold_listing(uuid, uuid), release_listing(uuid, uuid), transfer_ticket(uuid, uuid, uuid, bytea, text) from public;

grant execute on function price_cap_percent(uuid), missing_evidence(ticket_listings), offer_to_next(uuid), offers_to_pass_on(), hold_listing(uuid, uuid),
  release_listing(uuid, uuid), transfer_ticket(uuid, uuid, uuid, bytea, text) to service_role;

alter table resale_caps enable row level security;

alter table ticket_listings enable row level security;

alter table beacon_waiting_list enable row level security;

alter table listing_holds enable row level security;

create policy service_all on resale_caps for all to service_role using (true) with check (true);

create policy service_all on ticket_listings for all to service_role using (true) with check (true);

create policy service_all on beacon_waiting_list for all to service_role using (true) with check (true);

create policy service_all on listing_holds for all to service_role using (true) with check (true);

grant select, insert, update, delete on resale_caps, ticket_listings, beacon_waiting_list, listing_holds to service_role;

create policy ticket_listings_select_own on ticket_listings for select to authenticated using (seller_id = auth.uid());

create policy ticket_listings_insert_own on ticket_listings for insert to authenticated with check (seller_id = auth.uid() and status = 'draft' and may_act());

create policy ticket_listings_update_own on ticket_listings for update to authenticated using (seller_id = auth.uid() and status = 'draft')
  with check (seller_id = auth.uid() and status in ('draft', 'pending_review') and may_act());

grant select (id, beacon_id, seller_id, token_id, title, description, price_pence, face_value_pence, currency, evidence_requirement, proof_post_id, status,
  live_at, sold_at, created_at, updated_at), insert (beacon_id, seller_id, token_id, title, description, price_pence, face_value_pence, currency, proof_post_id),
  update (token_id, title, description, price_pence, proof_post_id, status) on ticket_listings to authenticated;

create policy beacon_waiting_list_select_own on beacon_waiting_list for select to authenticated using (user_id = auth.uid());

grant select on beacon_waiting_list to authenticated;

create policy listing_holds_select_own on listing_holds for select to authenticated using (buyer_id = auth.uid());

grant select on listing_holds to authenticated;
