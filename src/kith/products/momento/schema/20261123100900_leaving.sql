-- Suspension and erasure.

create function free_from_future(p_user uuid, p_by text) returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_profile uuid := profile_of(p_user);
  mine record;
  seated boolean;
begin
  for mine in
    select e.id from events e join host_profiles h on h.id = e.host_id
    where h.user_id = p_user and e.status in ('planned', 'confirmed') and (e.starts_at is null or e.starts_at > kith.now()) order by e.id
  loop
    update events set status = 'cancelled', cancelled_by = p_by where id = mine.id and status in ('planned', 'confirmed');
  end loop;
  for mine in
    select i.id, i.event_id from invitations i join events e on e.id = i.event_id
    where i.profile_id = the_profile and i.status in ('sent', 'payment_failed', 'confirmed') and i.source <> 'self'
      and e.status in ('planned', 'confirmed') and (e.starts_at is null or e.starts_at > kith.now())
    order by i.event_id
  loop
    perform 1 from events e where e.id = mine.event_id for no key update;
    update invitations set status = case status when 'confirmed' then 'declined' else 'expired' end
    where id = mine.id and status in ('sent', 'payment_failed', 'confirmed')
    returning status = 'declined' into seated;
    if seated then
      insert into refunds (payment_id, user_id, amount_in_cents, reason)
      select p.id, p.user_id, p.amount_in_cents - p.refunded_in_cents, 'house_cancelled' from payments p
      where p.invitation_id = mine.id and p.status = 'succeeded' and not p.is_surplus and p.refunded_in_cents < p.amount_in_cents;
    end if;
  end loop;
end $$;

comment on function free_from_future(uuid, text) is
  'Cancels the events a person has still to host and gives back, whole, the seats they still hold. `p_by` is host or house.';

create function lock_future(p_user uuid) returns void language plpgsql volatile security definer
  set search_path from current
as $$
begin
  perform 1 from events e
  where e.status in ('planned', 'confirmed') and (e.starts_at is null or e.starts_at > kith.now())
    and (exists (select 1 from host_profiles h where h.id = e.host_id and h.user_id = p_user)
      or exists (select 1 from invitations i where i.event_id = e.id and i.profile_id = profile_of(p_user)))
  order by e.id for no key update of e;
end $$;

comment on function lock_future(uuid) is 'Locks the events that a person''s leaving changes, before the person: events come first in the order of locks.';

create function suspend_user(p_user uuid, p_for_good boolean default false) returns boolean language plpgsql volatile
  set search_path from current
as $$
begin
  perform lock_future(p_user);
  update users set status = case when p_for_good then 'banned' else 'suspended' end, suspended_at = kith.now()
  where id = p_user and status in ('active', 'verification_pending', 'suspended')
    and status <> case when p_for_good then 'banned' else 'suspended' end;
  if not found then
    return false;
  end if;
  perform free_from_future(p_user, 'house');
  update social_profiles set changed_in = pg_current_xact_id() where user_id = p_user;
  return true;
end $$;

comment on function suspend_user(uuid, boolean) is 'Suspends (or bans) a person: their future seats go back with the money, events they host are cancelled. False when nothing changed.';

create function erase_user(p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_profile uuid := profile_of(p_user);
begin
  if not exists (select 1 from users u where u.id = p_user and u.status <> 'erased') then
    return false;
  end if;
  perform lock_future(p_user);
  update users set status = 'erased', erased_at = kith.now(), email = null, phone_number = null, last_name = null, birth_date = date '1900-01-01',
    payment_customer_id = null, is_verified = false
  where id = p_user;
  perform free_from_future(p_user, 'host');
  update connections set connected_profile_snapshot_name = 'Someone', connected_profile_snapshot_face_card_url = null, was_photo_authentic = false,
    face_card_photo_id = null
  where connected_profile_id = the_profile;
  delete from connections where user_profile_id = the_profile;
  delete from conversations where low_profile_id = the_profile or high_profile_id = the_profile;
  delete from event_posts where profile_id = the_profile;
  delete from event_aliases where profile_id = the_profile;
  delete from attendance_reports where by_profile_id = the_profile;
  update attendance set check_in_latitude = null, check_in_longitude = null, check_in_accuracy = null, dispute_reason = null where profile_id = the_profile;
  update ratings set comment = null where rater_profile_id = the_profile;
  update invitations set plus_one_name = case when status = 'confirmed' and plus_one_name is not null then 'Someone' end, decline_reason = null, reason = null
  where profile_id = the_profile;
  delete from event_collaborators where user_id = p_user;
  delete from waiting_list where profile_id = the_profile and status in ('left', 'lapsed', 'revoked');
  update social_profiles set current_photo_id = null, current_face_card_photo_id = null, first_name = 'Someone', preferred_name = null, bio = null,
    gender = null, occupation = null, location = null, liked_profiles = '{}', latitude = null, longitude = null, time_zone = null
  where id = the_profile;
  update social_profiles set liked_profiles = array_remove(liked_profiles, the_profile) where the_profile = any (liked_profiles);
  delete from profile_photos where profile_id = the_profile and kind = 'face_card';
  delete from profile_photos where profile_id = the_profile;
  delete from capture_tokens where profile_id = the_profile;
  delete from profile_interests where profile_id = the_profile;
  update host_profiles set host_name = 'Someone', host_bio = null where user_id = p_user;
  update user_internal_metrics set absentee_rating = 1, internal_attractiveness_rating = null where user_id = p_user;
  return true;
end $$;

comment on function erase_user(uuid) is
  'Takes everything personal of one person out of this schema: seats and events go back, memories of others show “Someone”. False when there was nothing to erase.';
