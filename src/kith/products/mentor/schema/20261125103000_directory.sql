-- Finding mentors: words and filters, kept ready beside the profile.

create function folded(words text) returns text language sql immutable
  set search_path from current
as $$
  select regexp_replace(lower(normalize(words, NFKD)), '[\u0300-\u036f]', '', 'g')
$$;

comment on function folded(text) is 'Words without case and accents, for comparing.';

alter table mentor_profiles
  add column search_words tsvector not null default '',
  add column skill_keys text[] not null default '{}',
  add column language_keys text[] not null default '{}';

create index mentor_profiles_search_idx on mentor_profiles using gin (search_words);

create index mentor_profiles_skills_idx on mentor_profiles using gin (skill_keys);

create function keep_search_words() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  new.search_words :=
    setweight(to_tsvector('simple', folded(coalesce((select p.full_name from profiles p where p.user_id = new.user_id), ''))), 'A')
    || setweight(to_tsvector('simple', folded(array_to_string(new.skills || new.expertise_areas, ' '))), 'B')
    || setweight(to_tsvector('simple', folded(coalesce(new.headline, ''))), 'C')
    || setweight(to_tsvector('simple', folded(left(coalesce(new.bio, ''), 4000))), 'D');
  new.skill_keys := array(select folded(s) from unnest(new.skills || new.expertise_areas) s);
  new.language_keys := array(select folded(l) from unnest(new.languages) l);
  return new;
end $$;

comment on function keep_search_words() is 'Trigger: what a mentor is found by.';

create trigger mentor_profiles_search before insert or update of headline, bio, skills, expertise_areas, languages, search_words on mentor_profiles
  for each row execute function keep_search_words();

create function follow_name() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update mentor_profiles set search_words = '' where user_id = new.user_id;
  return null;
end $$;

comment on function follow_name() is 'Trigger: a mentor is found by the new name.';

create trigger profiles_name_followed after update of full_name on profiles for each row
  when (new.full_name is distinct from old.full_name) execute function follow_name();

create function search_mentors(
  p_viewer uuid, p_query text, p_skill text, p_language text, p_most_cents integer, p_least_rating double precision, p_free_before timestamptz,
  p_sort text, p_after_key double precision, p_after_id uuid, p_limit integer
) returns table (
  sort_key double precision, profile_id uuid, user_id uuid, full_name text, avatar_url text, headline text, skills text[], languages text[], hourly_rate integer,
  currency text, rating_count integer, rating_average double precision, next_free_slot timestamptz, sessions_completed integer, booking_mode text
) language sql stable security definer
  set search_path from current
as $$
  select f.* from (
    select case p_sort
             when 'price' then m.hourly_rate::double precision
             when 'soonest' then coalesce(extract(epoch from m.next_free_slot), 1e12)::double precision
             when 'match' then -ts_rank(m.search_words, case when p_query <> '' then to_tsquery('simple', p_query) else ''::tsquery end)::double precision
             else -coalesce(m.rating_score, 0) end as sort_key,
           p.id as profile_id, p.user_id, p.full_name, p.avatar_url, m.headline, m.skills, m.languages, m.hourly_rate, m.currency, m.rating_count,
           case when m.rating_count > 0 then m.rating_sum::double precision / m.rating_count end as rating_average,
           case when m.next_free_slot > kith.now() then m.next_free_slot end as next_free_slot, m.sessions_completed, m.booking_mode
    from mentor_profiles m join profiles p on p.user_id = m.user_id
    where m.is_active and p.status = 'active'
      and (p_query = '' or m.search_words @@ to_tsquery('simple', p_query))
      and (p_skill is null or m.skill_keys @> array[folded(p_skill)])
      and (p_language is null or m.language_keys @> array[folded(p_language)])
      and (p_most_cents is null or m.hourly_rate <= p_most_cents)
      and (p_least_rating is null or (m.rating_count > 0 and m.rating_sum::double precision / m.rating_count >= p_least_rating))
      and (p_free_before is null or (m.next_free_slot > kith.now() and m.next_free_slot < p_free_before))
      and (p_viewer is null or m.user_id <> all ((select kith.blocked_with(p_viewer))::uuid[]))
      and m.user_id <> all ((select kith.on_hold(array(select a.user_id from mentor_profiles a where a.is_active)))::uuid[])
  ) f
  where p_after_id is null or (f.sort_key, f.profile_id) > (p_after_key, p_after_id)
  order by f.sort_key, f.profile_id
  limit least(p_limit, 100)
$$;

comment on function search_mentors(uuid, text, text, text, integer, double precision, timestamptz, text, double precision, uuid, integer) is
  'Mentors to be found by anybody: words as a tsquery of prefixes, filters, and an order (rating, price, soonest, match) with where to go on. Who has a block with the viewer is not there.';

revoke all on function folded(text), keep_search_words(), follow_name(),
  search_mentors(uuid, text, text, text, integer, double precision, timestamptz, text, double precision, uuid, integer) from public;

grant execute on function folded(text), search_mentors(uuid, text, text, text, integer, double precision, timestamptz, text, double precision, uuid, integer)
  to service_role;
