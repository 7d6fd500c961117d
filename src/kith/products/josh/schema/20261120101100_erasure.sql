-- Forgetting a person. A row without personal data stays, so that the LinkUps of others still add up.

create function erase_user(p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  tombstone text := 'erased:' || p_user::text;
  number_hash text;
  the_linkup uuid;
begin
  select u.phone_hash into number_hash from users u where u.id = p_user and u.state <> 'deleted';
  if number_hash is null then
    return false;
  end if;
  update linkup_invites set state = 'closed' where invited_user_id = p_user and state in ('pending', 'accepted') and not exists (
    select 1 from linkup_participants p where p.linkup_id = linkup_invites.linkup_id and p.user_id = p_user and p.status <> 'canceled'
  );
  update linkup_participants set status = 'canceled' where user_id = p_user and status = 'confirmed' and exists (
    select 1 from linkups l where l.id = linkup_participants.linkup_id and l.state = 'locked'
  );
  for the_linkup in select l.id from linkups l where l.initiator_user_id = p_user and l.state in ('draft', 'broadcasting', 'locked') loop
    update linkups set state = 'canceled', canceled_reason = 'initiator_left' where id = the_linkup;
  end loop;
  update linkup_invites set offered_options = null, selected_option = null, explainability = '{}'::jsonb where invited_user_id = p_user;
  update linkup_outcomes set feedback = null where user_id = p_user;
  delete from contact_exchanges where user_a_id = p_user or user_b_id = p_user;
  delete from contact_exchange_choices where chooser_user_id = p_user or target_user_id = p_user;
  delete from otp_sessions where user_id = p_user;
  delete from magic_links where user_id = p_user;
  delete from conversation_sessions where user_id = p_user;
  delete from profile_events where user_id = p_user;
  delete from profiles where user_id = p_user;
  delete from user_ratings where user_id = p_user;
  delete from entitlements where user_id = p_user;
  delete from subscriptions where user_id = p_user;
  update region_memberships set released_at = kith.now() where user_id = p_user and released_at is null;
  update message_events set payload = '{}'::jsonb where user_id = p_user;
  update sms_messages set body_ciphertext = null, body_iv = null, body_tag = null, answer = null, phone_hash = tombstone,
    from_e164 = case direction when 'in' then tombstone else from_e164 end, to_e164 = case direction when 'out' then tombstone else to_e164 end
  where user_id = p_user or phone_hash = number_hash;
  update sms_outbound_jobs set body_ciphertext = null, body_iv = null, body_tag = null, to_e164 = tombstone, phone_hash = tombstone,
    status = case status when 'pending' then 'failed' else status end,
    last_error = case status when 'pending' then 'the person was erased' else last_error end,
    leased_until = null, lease_token = null
  where user_id = p_user or phone_hash = number_hash;
  delete from unknown_senders where phone_hash = number_hash;
  update users set state = 'deleted', phone_e164 = tombstone, phone_hash = tombstone, first_name = 'Erased', last_name = 'Erased',
    birthday = date '1900-01-01', email = null, time_zone = null, postal_code = null, latitude = null, longitude = null, region_id = null,
    paused_at = null, suspended_at = null, sms_consent = false
  where id = p_user;
  return true;
end $$;

comment on function erase_user(uuid) is
  'Takes everything personal of one person out of this schema and gives their places free. False when there was nothing to erase.';
