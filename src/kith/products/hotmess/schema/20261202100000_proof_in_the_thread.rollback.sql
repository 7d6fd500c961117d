create or replace function missing_evidence(l ticket_listings) returns text language sql stable
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

create or replace function guard_listing() returns trigger language plpgsql security definer
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

drop function proof_behind(ticket_listings);
