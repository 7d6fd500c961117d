-- Suspension and erasure.

create function take_down(p_user uuid, p_note text) returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  one record;
begin
  for one in select b.id, b.status, b.expires_at from beacons b where b.owner_id = p_user and b.status in ('live', 'pending_review') order by b.id for no key update loop
    update beacons set status = case when one.status = 'pending_review' then 'draft' when one.expires_at <= kith.now() then 'expired' else 'disabled' end, review_notes = p_note
    where id = one.id;
  end loop;
  update ticket_listings set status = 'removed', review_notes = p_note where seller_id = p_user and status in ('draft', 'pending_review', 'live');
  update market_listings l set status = 'removed', review_notes = p_note from market_sellers s
  where s.id = l.seller_id and s.owner_id = p_user and l.status in ('draft', 'pending_review', 'live', 'sold_out');
  update market_sellers set status = 'suspended', review_notes = p_note where owner_id = p_user and status = 'approved';
  update listing_holds set ended_at = kith.now(), ended_as = 'released' where buyer_id = p_user and ended_at is null;
  update beacon_waiting_list set status = 'left' where user_id = p_user and status in ('waiting', 'offered');
  delete from beacon_staff where user_id = p_user;
  delete from drop_queue where user_id = p_user;
  delete from cart_items where user_id = p_user;
end $$;

comment on function take_down(uuid, text) is 'Takes what a member has up off the pages: beacons, listings, the shop front, places in lines.';

create function suspend_member(p_user uuid, p_reason text, p_for_good boolean default false) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update profiles set status = case when p_for_good then 'banned' else 'suspended' end, suspended_at = kith.now(), suspended_reason = p_reason
  where user_id = p_user and (status = 'active' or (p_for_good and status = 'suspended'));
  if not found then
    return false;
  end if;
  perform take_down(p_user, p_reason);
  return true;
end $$;

comment on function suspend_member(uuid, text, boolean) is 'Suspends or bans a member and takes down what they have up. The caller ends their sessions. False when nothing changed.';

create function reinstate_member(p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update profiles set status = 'active', suspended_at = null, suspended_reason = null where user_id = p_user and status in ('suspended', 'banned');
  return found;
end $$;

comment on function reinstate_member(uuid) is 'Lets a member back in; what was taken down stays down until it is reinstated itself.';

create function erase_member(p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  line record;
begin
  if not exists (select 1 from profiles p where p.user_id = p_user and p.status <> 'erased') then
    return false;
  end if;
  perform take_down(p_user, 'Its owner left.');
  -- What was paid and not sent goes back, bought and sold.
  for line in
    select i.id, i.quantity - i.refunded_quantity as rest from order_items i join orders o on o.id = i.order_id left join market_sellers s on s.id = o.seller_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status = 'paid' and o.fulfilment_status in ('pending', 'processing') and i.refunded_quantity < i.quantity
    order by o.id, i.id
  loop
    perform refund_line(line.id, line.rest, 'cancelled');
  end loop;
  for line in
    select o.id from orders o left join market_sellers s on s.id = o.seller_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' order by o.id
  loop
    perform cancel_order(line.id);
  end loop;
  update qr_tokens set revoked_at = kith.now(), revoked_reason = 'left' where holder_id = p_user and revoked_at is null and expires_at > kith.now();
  update qr_tokens set guest_name = null where holder_id = p_user and guest_name is not null;
  update beacon_scans set user_id = null, ip_hash = null where user_id = p_user;
  update beacon_scans set scanned_by = null where scanned_by = p_user;
  delete from door_devices where user_id = p_user;
  update beacon_posts set body = 'Removed', status = 'removed', file_id = null, moderation_flags = '{}' where author_id = p_user;
  update beacons set title = 'Gone', description = '', venue_name = null, geo_hash = null, content_flags = '{}', review_notes = 'Its owner left.' where owner_id = p_user;
  update ticket_listings set title = case when status in ('live', 'sold') then title else 'Gone' end, description = '', review_notes = null where seller_id = p_user;
  update market_listings l set title = 'Gone', description = '', images = '[]', review_notes = null from market_sellers s where s.id = l.seller_id and s.owner_id = p_user;
  update market_sellers set display_name = 'Someone', slug = 'gone-' || left(replace(id::text, '-', ''), 12), bio = '', stripe_state = 'incomplete',
    stripe_onboarding_complete = false, stripe_account_id = null, review_notes = null
  where owner_id = p_user;
  update orders set shipping_address = '{}', tracking = null where user_id = p_user;
  update refunds set note = null where user_id = p_user and note is not null;
  update xp_adjustments set reason = 'Erased' where user_id = p_user;
  delete from beacon_waiting_list where user_id = p_user;
  delete from listening where user_id = p_user;
  delete from login_streaks where user_id = p_user;
  update profiles set status = 'erased', erased_at = kith.now(), username = null, username_public = false, leaderboard_opt_out = true, birth_date = date '1900-01-01',
    city_id = null, suspended_reason = null, membership_version = null
  where user_id = p_user;
  return true;
end $$;

comment on function erase_member(uuid) is
  'Takes everything personal of one member out: what is unsent is refunded, what they put up goes, the ledger and orders keep a number nobody can name. False when there was nothing to erase.';

revoke all on function take_down(uuid, text), suspend_member(uuid, text, boolean), reinstate_member(uuid), erase_member(uuid) from public;

grant execute on function suspend_member(uuid, text, boolean), reinstate_member(uuid), erase_member(uuid) to service_role;
