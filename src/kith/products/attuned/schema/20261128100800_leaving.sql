-- Leaving: everything of a player goes with their key; somebody else's evening keeps an empty place.

create function empty_profile(p_profile integer) returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  left_behind varchar(128);
begin
  update sessions set status = 'abandoned' where status = 'active' and (player_a_profile_id = p_profile or player_b_profile_id = p_profile);
  delete from data_keys k using sessions s
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) and k.owner = 'session:' || s.session_id;
  delete from session_activities a using sessions s
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) and a.session_id = s.session_id;
  delete from ai_generation_logs l using sessions s
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) and l.session_id = s.session_id;
  update sessions set partner_anonymous_name = null, partner_anonymous_anatomy = null
  where (player_a_profile_id = p_profile or player_b_profile_id = p_profile) and num_nonnulls(partner_anonymous_name, partner_anonymous_anatomy) > 0;
  delete from compatibility_results where profile_a_id = p_profile or profile_b_id = p_profile;
  update anonymous_sessions set profile_id = null where profile_id = p_profile;
  -- An evening whose two players are gone is nobody's.
  delete from sessions s using profiles a, profiles b
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile)
    and a.id = s.player_a_profile_id and b.id = s.player_b_profile_id
    and (a.id = p_profile or a.erased_at is not null) and (b.id = p_profile or b.erased_at is not null);
  select submission_id into left_behind from profiles where id = p_profile;
  if exists (select 1 from sessions s where s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) then
    update profiles set user_id = null, anonymous_session_id = null, erased_at = kith.now(), has_survey = false, power_dynamic = '{}', arousal_propensity = '{}',
      domain_scores = '{}', activities = '{}', truth_topics = '{}', boundaries = '{}', anatomy = '{}', activity_tags = null
    where id = p_profile;
    update survey_submissions set user_id = null, anonymous_session_id = null, respondent_id = null, survey_progress_id = null, payload_json = '{}', erased_at = kith.now()
    where submission_id = left_behind;
  else
    delete from profiles where id = p_profile;
    delete from survey_submissions where submission_id = left_behind;
  end if;
end $$;

comment on function empty_profile(integer) is
  'Takes a player out: running evenings end, the cards of their evenings go with the evening''s key, the profile goes or stays as an empty row where a partner''s evening needs one.';

create function erase_person(p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  gone record;
  mine integer;
begin
  select u.id, u.email into gone from users u where u.id = p_user for update;
  if gone.id is null then
    return false;
  end if;
  select p.id into mine from profiles p where p.user_id = p_user for update;
  if mine is not null then
    perform empty_profile(mine);
  end if;
  delete from partner_connections where recipient_email = gone.email;
  delete from users where id = p_user;
  return true;
end $$;

comment on function erase_person(uuid) is 'Deletes a signed-in person with everything of theirs and the key to it. False: there is no such person.';

create function erase_anonymous(p_session text) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  mine integer;
begin
  perform 1 from anonymous_sessions s where s.session_id = p_session for update;
  if not found then
    return false;
  end if;
  select p.id into mine from profiles p where p.anonymous_session_id = p_session for update;
  if mine is not null then
    perform empty_profile(mine);
  end if;
  delete from anonymous_sessions where session_id = p_session;
  return true;
end $$;

comment on function erase_anonymous(text) is 'Deletes an anonymous session with everything of theirs and the key to it. False: there is no such session.';

create function cleanup_old_anonymous_sessions(p_days integer default 90) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  old text;
  erased integer := 0;
begin
  for old in
    select s.session_id from anonymous_sessions s where s.last_accessed_at <= kith.now() - make_interval(days => p_days)
    order by s.last_accessed_at for update skip locked
  loop
    if erase_anonymous(old) then
      erased := erased + 1;
    end if;
  end loop;
  return erased;
end $$;

comment on function cleanup_old_anonymous_sessions(integer) is 'Deletes anonymous sessions that many days after their last use; returns how many. None opens after ninety days, whether or not this has run.';
