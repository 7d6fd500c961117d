-- Whoever is banned is seen by nobody any more: not their profile and pictures, not what they wrote on boards, not in others' memories, as long as it lasts.

create or replace function shown_profiles(p_ids uuid[]) returns table (
  id uuid, name text, photo_id uuid, face_card_photo_id uuid, photo_authentic boolean, bio text, gender text, occupation text, location text,
  interests text[], host_id uuid)
language sql stable security definer
  set search_path from current
as $$
  select p.id, coalesce(p.preferred_name, p.first_name), p.current_photo_id, p.current_face_card_photo_id, is_authentic(p.current_photo_id),
         p.bio, p.gender, p.occupation, p.location,
         array(select i.name from profile_interests pi join interests i on i.id = pi.interest_id where pi.profile_id = p.id order by i.name),
         (select h.id from host_profiles h where h.user_id = p.user_id)
  from social_profiles p join users u on u.id = p.user_id
  where p.id = any (p_ids) and u.status not in ('erased', 'banned')
$$;

create or replace function may_see_photo(p_photo uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from profile_photos f join social_profiles p on p.id = f.profile_id join users u on u.id = p.user_id
    where f.id = p_photo and u.status <> 'erased'
      and (p.id = my_profile_id()
        or (u.status <> 'banned' and f.removed_at is null and p.id = any (visible_profile_ids()))
        or (u.status <> 'banned' and exists (select 1 from connections c where c.face_card_photo_id = f.id and c.user_profile_id = my_profile_id())))
  )
$$;

create or replace function event_posts_for(p_event uuid, p_before timestamptz default 'infinity', p_limit integer default 50) returns table (
  id uuid, author text, profile_id uuid, mine boolean, content text, created_at timestamptz)
language plpgsql stable security definer
  set search_path from current
as $$
declare
  me uuid := my_profile_id();
  inside boolean := p_event = any (my_events(array['host', 'guest']));
  begun boolean;
  blocked uuid[];
begin
  if not (p_event = any (my_event_ids())) then
    return;
  end if;
  select e.starts_at <= kith.now() into begun from events e where e.id = p_event;
  blocked := blocked_profiles(me);
  return query
    select o.id,
           case when begun and inside then coalesce(p.preferred_name, p.first_name)
                when a.role = 'Host' then 'Host' else a.role || ' ' || a.number end,
           case when begun and inside then p.id end, o.profile_id = me, o.content, o.created_at
    from event_posts o join event_aliases a on a.id = o.alias_id join social_profiles p on p.id = o.profile_id
    join users u on u.id = p.user_id and u.status <> 'banned'
    where o.event_id = p_event and o.removed_at is null and o.created_at < p_before and not (o.profile_id = any (blocked))
    order by o.created_at desc, o.id limit least(p_limit, 100);
end $$;

create function hidden_in_memories() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(p.id), '{}') from connections c
  join social_profiles p on p.id = c.connected_profile_id join users u on u.id = p.user_id and u.status = 'banned'
  where c.user_profile_id = my_profile_id()
$$;

comment on function hidden_in_memories() is 'Whom the signed-in person met and who is banned.';

revoke all on function hidden_in_memories() from public;

grant execute on function hidden_in_memories() to authenticated, service_role;
