-- What members see of each other and of events: always through these functions, which ask who is looking. And the document's common queries.

create function my_events(p_parts text[]) returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(m.id), '{}') from (
    select e.id from events e where 'host' = any (p_parts) and e.host_id = my_host_id()
    union
    select i.event_id from invitations i
    where i.profile_id = my_profile_id()
      and (('guest' = any (p_parts) and i.status = 'confirmed')
        or ('invited' = any (p_parts) and i.status in ('sent', 'payment_failed', 'expired', 'declined')))
  ) m
$$;

comment on function my_events(text[]) is 'Events of the signed-in person in these parts: host, guest, invited (asked at any time).';

create function my_event_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select my_events(array['host', 'guest', 'invited'])
$$;

comment on function my_event_ids() is 'Events the signed-in person hosts, is a guest of, or was ever asked to.';

create function event_stops_for(p_event uuid) returns table (
  id uuid, "order" integer, title text, description text, start_time timestamptz, end_time timestamptz, time_zone text,
  exact boolean, name text, address text, neighbourhood text, city text, latitude double precision, longitude double precision, google_place_id text)
language sql stable security definer
  set search_path from current
as $$
  select s.id, s."order", s.title, s.description, s.start_time, s.end_time, s.time_zone, v.exact,
         case when v.exact then l.name end, case when v.exact then l.address end, l.neighbourhood, l.city,
         case when v.exact then l.latitude else round(l.latitude::numeric, 2)::double precision end,
         case when v.exact then l.longitude else round(l.longitude::numeric, 2)::double precision end,
         case when v.exact then l.google_place_id end
  from event_itinerary_stops s
  join locations l on l.id = s.location_id
  cross join (select p_event = any (my_events(array['host', 'guest'])) as exact, p_event = any (my_event_ids()) as visible) v
  where s.event_id = p_event and v.visible
  order by s."order"
$$;

comment on function event_stops_for(uuid) is
  'Where an event goes, for whoever asks: exact places for its host and confirmed guests, the neighbourhood within about a kilometre for others who were asked.';

create function shown_profiles(p_ids uuid[]) returns table (
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
  where p.id = any (p_ids) and u.status <> 'erased'
$$;

comment on function shown_profiles(uuid[]) is 'What may be shown of these people at all; for the service and for functions that have asked who is looking.';

create function visible_profile_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  with me as materialized (select my_profile_id() as id, blocked_profiles(my_profile_id()) as blocked),
  seen as (
    select me.id from me
    union select s.profile_id from seats s where s.event_id = any (my_events(array['host', 'guest']))
    union select i.profile_id from invitations i where i.event_id = any (my_events(array['host']))
    union select p.id from events e join host_profiles h on h.id = e.host_id join social_profiles p on p.user_id = h.user_id where e.id = any (my_event_ids())
    union select c.connected_profile_id from me join connections c on c.user_profile_id = me.id
    union select case when t.low_profile_id = me.id then t.high_profile_id else t.low_profile_id end
      from me join conversations t on me.id in (t.low_profile_id, t.high_profile_id)
  )
  select coalesce(array_agg(seen.id), '{}') from seen, me where seen.id is not null and not (seen.id = any (me.blocked))
$$;

comment on function visible_profile_ids() is
  'Whom the signed-in person may look at: themselves, guests and hosts of shared events, invitees of their own events, people they met; nobody with whom there is a block.';

create function profiles_for(p_ids uuid[]) returns table (
  id uuid, name text, photo_id uuid, face_card_photo_id uuid, photo_authentic boolean, bio text, gender text, occupation text, location text,
  interests text[], host_id uuid)
language sql stable security definer
  set search_path from current
as $$
  select s.* from shown_profiles(array(select unnest(p_ids) intersect select unnest(visible_profile_ids()))) s
$$;

comment on function profiles_for(uuid[]) is 'Those of these people whom the signed-in person may look at, as others see them.';

create function may_see_photo(p_photo uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from profile_photos f join social_profiles p on p.id = f.profile_id join users u on u.id = p.user_id
    where f.id = p_photo and u.status <> 'erased'
      and (p.id = my_profile_id()
        or (f.removed_at is null and p.id = any (visible_profile_ids()))
        or exists (select 1 from connections c where c.face_card_photo_id = f.id and c.user_profile_id = my_profile_id()))
  )
$$;

comment on function may_see_photo(uuid) is 'Whether the signed-in person may see a picture: their own, of people they may look at, or kept in one of their memories.';

create function guest_list(p_event uuid) returns table (profile_id uuid, name text, face_card_photo_id uuid, photo_id uuid, seats integer, plus_one_name text, shown boolean)
language plpgsql stable security definer
  set search_path from current
as $$
declare
  viewer uuid := auth.uid();
  asked boolean;
  inside boolean;
  blocked uuid[];
begin
  -- One look at who is asking: this is read on every page of an event.
  select h.user_id = viewer or i.status is not null, h.user_id = viewer or coalesce(i.status = 'confirmed', false),
         array(select o.id from social_profiles o where o.user_id = any (kith.blocked_with(viewer)))
  into asked, inside, blocked
  from events e join host_profiles h on h.id = e.host_id
  left join social_profiles me on me.user_id = viewer
  left join invitations i on i.event_id = e.id and i.profile_id = me.id
  where e.id = p_event;
  if asked is not true then
    return;
  end if;
  if inside and blocked = '{}' then
    return query
      select p.id, coalesce(p.preferred_name, p.first_name), p.current_face_card_photo_id, p.current_photo_id, s.seats, i.plus_one_name, true
      from seats s
      join social_profiles p on p.id = s.profile_id
      join invitations i on i.event_id = s.event_id and i.profile_id = s.profile_id
      where s.event_id = p_event
      order by s.taken_at, p.id;
    return;
  end if;
  return query
    select case when v.open then p.id end, case when v.open then coalesce(p.preferred_name, p.first_name) end,
           case when v.open then p.current_face_card_photo_id end, case when v.open then p.current_photo_id end,
           s.seats, case when v.open then i.plus_one_name end, v.open
    from seats s
    join social_profiles p on p.id = s.profile_id
    join invitations i on i.event_id = s.event_id and i.profile_id = s.profile_id
    cross join lateral (select inside and not (p.id = any (blocked)) as open) v
    where s.event_id = p_event
    order by s.taken_at, p.id;
end $$;

comment on function guest_list(uuid) is
  'Confirmed guests for whoever asks: names for the host and other guests; people with a block between, and all of them for somebody only invited, are just seats.';

create function event_posts_for(p_event uuid, p_before timestamptz default 'infinity', p_limit integer default 50) returns table (
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
    where o.event_id = p_event and o.removed_at is null and o.created_at < p_before and not (o.profile_id = any (blocked))
    order by o.created_at desc, o.id limit least(p_limit, 100);
end $$;

comment on function event_posts_for(uuid, timestamptz, integer) is
  'An event''s board for whoever asks: parts and numbers before it begins, first names for those who are in from then on; nothing across a block.';

create function my_conversation_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(c.conversation_id), '{}') from conversation_participants c where c.profile_id = my_profile_id()
$$;

comment on function my_conversation_ids() is 'Conversations of the signed-in person.';

create function event_board(p_event uuid) returns table (
  invitation_id uuid, profile_id uuid, name text, face_card_photo_id uuid, status text, wave integer, source text, reason text, plus_one_name text,
  seats integer, expires_at timestamptz, responded_at timestamptz, paid_in_cents integer, refunded_in_cents integer, waiting_place bigint)
language sql stable security definer
  set search_path from current
as $$
  select i.id, p.id, coalesce(p.preferred_name, p.first_name), p.current_face_card_photo_id, i.status, i.wave, i.source, i.reason, i.plus_one_name,
         i.seats, i.expires_at, i.responded_at, coalesce(m.paid, 0)::integer, coalesce(m.back, 0)::integer, w.line
  from invitations i
  join social_profiles p on p.id = i.profile_id
  left join lateral (
    select sum(y.amount_in_cents) as paid, sum(y.refunded_in_cents) as back from payments y where y.invitation_id = i.id and y.status = 'succeeded'
  ) m on true
  left join lateral (
    select count(*) + 1 as line from waiting_list mine join waiting_list ahead
      on ahead.event_id = mine.event_id and ahead.status = 'waiting' and ahead.place < mine.place
    where mine.invitation_id = i.id and mine.status = 'waiting'
    having exists (select 1 from waiting_list x where x.invitation_id = i.id and x.status = 'waiting')
  ) w on true
  where i.event_id = p_event and is_host_of(p_event, my_profile_id())
  order by i.created_at, i.id
$$;

comment on function event_board(uuid) is 'Everybody asked to an event and what came of it, for its host only.';

create function host_page(p_host uuid) returns table (id uuid, host_name text, host_bio text, average_rating double precision, ratings_count integer, events_completed bigint, photo_id uuid)
language sql stable security definer
  set search_path from current
as $$
  select h.id, h.host_name, h.host_bio, h.average_rating, case when h.ratings_count >= 3 then h.ratings_count end,
         (select count(*) from events e where e.host_id = h.id and e.status = 'completed'), p.current_face_card_photo_id
  from host_profiles h join users u on u.id = h.user_id join social_profiles p on p.user_id = h.user_id
  where h.id = p_host and u.status = 'active' and not (u.id = any (kith.blocked_with(coalesce(auth.uid(), '00000000-0000-0000-0000-000000000000'))))
$$;

comment on function host_page(uuid) is 'A host as anybody may see them.';

create function host_comments(p_host uuid, p_before timestamptz default 'infinity') returns table (comment text, host_rating_value integer, created_at timestamptz)
language sql stable security definer
  set search_path from current
as $$
  select r.comment, r.host_rating_value, date_trunc('month', r.created_at) from ratings r join host_profiles h on h.id = r.rated_host_id
  where r.rated_host_id = p_host and h.ratings_count >= 3 and r.comment is not null and r.hidden_at is null and r.created_at < p_before
  order by r.created_at desc limit 50
$$;

comment on function host_comments(uuid, timestamptz) is 'What guests wrote about a host, without who; by month, so that nobody can be worked out.';

-- The document's common queries. For the service; members ask for themselves.

create function events_attended(p_profile uuid) returns setof uuid language sql stable
  set search_path from current
as $$
  select a.event_id from attendance a where a.profile_id = p_profile and a.status = 'attended'
$$;

comment on function events_attended(uuid) is 'Events this person attended.';

create function events_hosted(p_host uuid) returns setof events language sql stable
  set search_path from current
as $$
  select e.* from events e where e.host_id = p_host
$$;

comment on function events_hosted(uuid) is 'Events this host created.';

create function host_average(p_host uuid) returns double precision language sql stable
  set search_path from current
as $$
  select avg(r.host_rating_value)::double precision from ratings r where r.rated_host_id = p_host
$$;

comment on function host_average(uuid) is 'The average of all ratings of a host, from the first on.';

create function average_of_events_attended(p_profile uuid) returns double precision language sql stable
  set search_path from current
as $$
  select avg(r.event_rating_value)::double precision from ratings r where r.event_id in (select events_attended(p_profile))
$$;

comment on function average_of_events_attended(uuid) is 'The average rating of the events this person attended.';

create function interests_of(p_profile uuid) returns table (id integer, name text, theme text) language sql stable
  set search_path from current
as $$
  select i.id, i.name, i.theme from profile_interests pi join interests i on i.id = pi.interest_id where pi.profile_id = p_profile order by i.name
$$;

comment on function interests_of(uuid) is 'A person''s interests by name.';

create function mutual_connect_again() returns table (user_profile_id uuid, connected_profile_id uuid) language sql stable
  set search_path from current
as $$
  select distinct c1.user_profile_id, c1.connected_profile_id
  from connections c1 join connections c2 on c2.user_profile_id = c1.connected_profile_id and c2.connected_profile_id = c1.user_profile_id
  where c1.wants_to_connect_again and c2.wants_to_connect_again and c1.user_profile_id < c1.connected_profile_id
$$;

comment on function mutual_connect_again() is 'Pairs who both want to meet again, each pair once.';
