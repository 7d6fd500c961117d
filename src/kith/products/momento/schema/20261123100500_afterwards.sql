-- Afterwards: ratings, memories, letters.

create table ratings (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  rater_profile_id uuid not null references social_profiles (id) on delete cascade,
  rated_host_id uuid not null references host_profiles (id) on delete cascade,
  host_rating_value integer not null,
  event_rating_value integer not null,
  comment text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  hidden_at timestamptz,
  constraint ratings_once unique (event_id, rater_profile_id),
  constraint ratings_values check (host_rating_value between 1 and 5 and event_rating_value between 1 and 5),
  constraint ratings_comment check (length(btrim(comment)) between 1 and 1000)
);

comment on table ratings is 'What attendees thought of host and event; comments are public without their author''s name.';

create index ratings_rater_idx on ratings (rater_profile_id);

create index ratings_host_idx on ratings (rated_host_id, created_at desc);

create trigger ratings_updated_at before update on ratings for each row execute function set_updated_at();

create function guard_rating() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  meeting record;
begin
  if tg_op = 'UPDATE' then
    if (new.event_id, new.rater_profile_id, new.rated_host_id, new.created_at) is distinct from (old.event_id, old.rater_profile_id, old.rated_host_id, old.created_at) then
      raise exception using errcode = 'check_violation', constraint = 'ratings_fixed', table = tg_table_name, message = 'a rating stays whose it is';
    end if;
    if (new.host_rating_value, new.event_rating_value, new.comment) is distinct from (old.host_rating_value, old.event_rating_value, old.comment)
       and kith.now() > old.created_at + interval '48 hours' and coalesce(auth.uid() is not null, false) then
      raise exception using errcode = 'KT409', message = 'a rating can be changed for 48 hours';
    end if;
    return new;
  end if;
  if auth.uid() is not null and new.rater_profile_id is distinct from my_profile_id() then
    raise exception using errcode = 'insufficient_privilege', message = 'people rate for themselves';
  end if;
  select e.status, e.host_id, e.ends_at into meeting from events e where e.id = new.event_id;
  if meeting.status <> 'completed' then
    raise exception using errcode = 'KT409', message = 'an event is rated when it is over';
  end if;
  if kith.now() > meeting.ends_at + interval '14 days' then
    raise exception using errcode = 'KT409', message = 'ratings are taken for fourteen days';
  end if;
  if new.rated_host_id <> meeting.host_id or is_host_of(new.event_id, new.rater_profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'ratings_of_the_host', table = tg_table_name, message = 'guests rate the event''s own host';
  end if;
  if not exists (
    select 1 from attendance a where a.event_id = new.event_id and a.profile_id = new.rater_profile_id and a.status in ('attended', 'late')
  ) then
    raise exception using errcode = 'check_violation', constraint = 'ratings_attendees_only', table = tg_table_name, message = 'only those who were there rate it';
  end if;
  return new;
end $$;

comment on function guard_rating() is 'Trigger: only those who attended rate, the event''s own host, within fourteen days; changes for 48 hours.';

create trigger ratings_guard before insert or update on ratings for each row execute function guard_rating();

create function follow_rating() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_host uuid := case tg_op when 'DELETE' then old.rated_host_id else new.rated_host_id end;
begin
  perform 1 from host_profiles h where h.id = the_host for no key update;
  update host_profiles h set ratings_count = t.n, ratings_sum = t.s, average_rating = case when t.n >= 3 then t.s::double precision / t.n end
  from (select count(*)::integer as n, coalesce(sum(r.host_rating_value), 0) as s from ratings r where r.rated_host_id = the_host) t
  where h.id = the_host;
  return null;
end $$;

comment on function follow_rating() is 'Trigger: the host''s average, exact, from three ratings on.';

create trigger ratings_follow after insert or update or delete on ratings for each row execute function follow_rating();

create table connections (
  id uuid primary key default gen_random_uuid(),
  user_profile_id uuid not null references social_profiles (id) on delete cascade,
  connected_profile_id uuid not null references social_profiles (id) on delete cascade,
  event_id uuid not null references events (id) on delete cascade,
  connected_profile_snapshot_name text not null,
  connected_profile_snapshot_face_card_url text,
  was_photo_authentic boolean not null default false,
  is_favorite boolean not null default false,
  wants_to_connect_again boolean not null default false,
  does_not_want_to_connect_again boolean not null default false,
  private_notes text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  face_card_photo_id uuid,
  mutual_revealed_at timestamptz,
  constraint connections_once unique (user_profile_id, connected_profile_id, event_id),
  constraint connections_not_oneself check (user_profile_id <> connected_profile_id),
  constraint connections_one_wish check (not (wants_to_connect_again and does_not_want_to_connect_again)),
  constraint connections_notes check (length(private_notes) <= 8000)
);

comment on table connections is 'Whom somebody met at an event: a memory of theirs, with how the other looked then.';

comment on column connections.private_notes is 'Sealed by the program; unreadable here.';

create index connections_connected_idx on connections (connected_profile_id, user_profile_id);

create index connections_event_idx on connections (event_id);

create index connections_wishes_idx on connections (user_profile_id) where wants_to_connect_again;

create index connections_rather_not_idx on connections (user_profile_id, connected_profile_id) where does_not_want_to_connect_again;

create index connections_rather_not_back_idx on connections (connected_profile_id, user_profile_id) where does_not_want_to_connect_again;

create trigger connections_updated_at before update on connections for each row execute function set_updated_at();

create function guard_connection() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' then
    if (new.user_profile_id, new.connected_profile_id, new.event_id) is distinct from (old.user_profile_id, old.connected_profile_id, old.event_id)
       or ((new.connected_profile_snapshot_name, new.connected_profile_snapshot_face_card_url, new.was_photo_authentic, new.face_card_photo_id)
           is distinct from
           (old.connected_profile_snapshot_name, old.connected_profile_snapshot_face_card_url, old.was_photo_authentic, old.face_card_photo_id)
           and not exists (select 1 from social_profiles p join users u on u.id = p.user_id where p.id = old.connected_profile_id and u.status = 'erased')) then
      raise exception using errcode = 'check_violation', constraint = 'connections_frozen', table = tg_table_name, message = 'a memory stays as it was';
    end if;
    if old.mutual_revealed_at is not null and new.mutual_revealed_at is distinct from old.mutual_revealed_at then
      raise exception using errcode = 'check_violation', constraint = 'connections_revealed_once', table = tg_table_name, message = 'what was revealed stays revealed';
    end if;
    return new;
  end if;
  if not exists (select 1 from attendance a where a.event_id = new.event_id and a.profile_id = new.user_profile_id and a.status in ('attended', 'late'))
     or not exists (select 1 from attendance a where a.event_id = new.event_id and a.profile_id = new.connected_profile_id and a.status in ('attended', 'late')) then
    raise exception using errcode = 'check_violation', constraint = 'connections_attendees_only', table = tg_table_name, message = 'only people who were there have met';
  end if;
  return new;
end $$;

comment on function guard_connection() is 'Trigger: only people who attended have met; what a memory shows of the other never changes, unless the other is erased.';

create trigger connections_guard before insert or update on connections for each row execute function guard_connection();

create function reveal_mutual() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  low uuid := least(new.user_profile_id, new.connected_profile_id);
  high uuid := greatest(new.user_profile_id, new.connected_profile_id);
begin
  if not new.wants_to_connect_again or old.wants_to_connect_again then
    return null;
  end if;
  perform 1 from social_profiles p where p.id in (low, high) order by p.id for no key update;
  if exists (select 1 from connections c where c.user_profile_id = new.connected_profile_id and c.connected_profile_id = new.user_profile_id and c.wants_to_connect_again)
     and not (new.connected_profile_id = any (blocked_profiles(new.user_profile_id)))
     and not exists (
       select 1 from connections c where c.does_not_want_to_connect_again
         and ((c.user_profile_id = low and c.connected_profile_id = high) or (c.user_profile_id = high and c.connected_profile_id = low))
     ) then
    update connections c set mutual_revealed_at = kith.now()
    where c.wants_to_connect_again and c.mutual_revealed_at is null
      and ((c.user_profile_id = low and c.connected_profile_id = high) or (c.user_profile_id = high and c.connected_profile_id = low));
  end if;
  return null;
end $$;

comment on function reveal_mutual() is 'Trigger: when both want to meet again, both rows are revealed in the same moment; who says so second sees what the first sees.';

create trigger connections_reveal after update of wants_to_connect_again on connections for each row execute function reveal_mutual();

create function connect_attendees(p_event uuid) returns integer language plpgsql volatile
  set search_path from current
as $$
declare
  made integer;
begin
  insert into connections (user_profile_id, connected_profile_id, event_id, connected_profile_snapshot_name,
                           connected_profile_snapshot_face_card_url, was_photo_authentic, face_card_photo_id)
  select a.profile_id, b.profile_id, p_event, coalesce(o.preferred_name, o.first_name), f.image_url,
         coalesce(is_authentic(coalesce(f.id, o.current_photo_id)), false), f.id
  from attendance a
  join attendance b on b.event_id = a.event_id and b.profile_id <> a.profile_id
  join social_profiles me on me.id = a.profile_id
  join social_profiles o on o.id = b.profile_id
  join users u on u.id = o.user_id and u.status <> 'erased'
  join users v on v.id = me.user_id and v.status <> 'erased'
  left join profile_photos f on f.id = o.current_face_card_photo_id
  where a.event_id = p_event and a.status in ('attended', 'late') and b.status in ('attended', 'late')
    and not kith.blocked_between(me.user_id, o.user_id)
  on conflict (user_profile_id, connected_profile_id, event_id) do nothing;
  get diagnostics made = row_count;
  return made;
end $$;

comment on function connect_attendees(uuid) is 'Gives every two people who attended and are not blocked a memory of each other, once. Returns how many were made.';

create function complete_event(p_event uuid) returns boolean language plpgsql volatile
  set search_path from current
as $$
declare
  meeting record;
begin
  select e.* into meeting from events e where e.id = p_event for no key update;
  if meeting.status <> 'confirmed' or kith.now() < meeting.ends_at + interval '2 hours' then
    return false;
  end if;
  update events set status = 'completed' where id = p_event;
  perform connect_attendees(p_event);
  return true;
end $$;

comment on function complete_event(uuid) is 'Completes an event two hours after its last stop and connects who was there. False when it is not time, or was done.';

create table conversations (
  id uuid primary key default gen_random_uuid(),
  created_at timestamptz not null default kith.now(),
  low_profile_id uuid not null references social_profiles (id) on delete cascade,
  high_profile_id uuid not null references social_profiles (id) on delete cascade,
  last_message_at timestamptz,
  constraint conversations_pair_uniq unique (low_profile_id, high_profile_id),
  constraint conversations_order check (low_profile_id < high_profile_id)
);

comment on table conversations is 'Two people who met, writing to each other; one conversation a pair.';

create index conversations_high_idx on conversations (high_profile_id);

create table conversation_participants (
  conversation_id uuid not null references conversations (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  last_read_at timestamptz,
  primary key (conversation_id, profile_id)
);

comment on table conversation_participants is 'The two of a conversation, and how far each has read.';

create index conversation_participants_profile_idx on conversation_participants (profile_id);

create table messages (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references conversations (id) on delete cascade,
  sender_profile_id uuid not null references social_profiles (id) on delete cascade,
  content text not null,
  created_at timestamptz not null default kith.now(),
  constraint messages_content check (length(btrim(content)) between 1 and 4000)
);

comment on table messages is 'Private messages. A block ends a conversation for both and hides its history from neither.';

create index messages_conversation_idx on messages (conversation_id, created_at desc, id);

create index messages_sender_idx on messages (sender_profile_id);

create function guard_conversation() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if not exists (
    select 1 from connections c where c.user_profile_id = new.low_profile_id and c.connected_profile_id = new.high_profile_id
  ) and not exists (
    select 1 from attendance a join attendance b on b.event_id = a.event_id
    where a.profile_id = new.low_profile_id and b.profile_id = new.high_profile_id
      and a.status in ('attended', 'late') and b.status in ('attended', 'late')
  ) then
    raise exception using errcode = 'check_violation', constraint = 'conversations_of_attendees', table = tg_table_name,
      message = 'people write to each other after they have met';
  end if;
  if new.high_profile_id = any (blocked_profiles(new.low_profile_id)) then
    raise exception using errcode = 'check_violation', constraint = 'conversations_no_block', table = tg_table_name,
      message = 'this conversation cannot be had';
  end if;
  return new;
end $$;

comment on function guard_conversation() is 'Trigger: two people who attended the same event and are not blocked.';

create trigger conversations_guard before insert on conversations for each row execute function guard_conversation();

create function seat_conversation() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  insert into conversation_participants (conversation_id, profile_id) values (new.id, new.low_profile_id), (new.id, new.high_profile_id);
  return null;
end $$;

comment on function seat_conversation() is 'Trigger: both are in it from the start.';

create trigger conversations_seat after insert on conversations for each row execute function seat_conversation();

create function guard_message() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  talk record;
begin
  if auth.uid() is not null and new.sender_profile_id is distinct from my_profile_id() then
    raise exception using errcode = 'insufficient_privilege', message = 'people write for themselves';
  end if;
  select c.*, lo.user_id as low_user, hi.user_id as high_user, ul.status as low_status, uh.status as high_status into talk
  from conversations c
  join social_profiles lo on lo.id = c.low_profile_id join users ul on ul.id = lo.user_id
  join social_profiles hi on hi.id = c.high_profile_id join users uh on uh.id = hi.user_id
  where c.id = new.conversation_id for no key update of c;
  if talk.id is null or new.sender_profile_id not in (talk.low_profile_id, talk.high_profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'messages_participants_only', table = tg_table_name,
      message = 'only the two write here';
  end if;
  if kith.blocked_between(talk.low_user, talk.high_user) or talk.low_status <> 'active' or talk.high_status <> 'active' then
    raise exception using errcode = 'check_violation', constraint = 'messages_open', table = tg_table_name,
      message = 'this conversation is closed';
  end if;
  update conversations set last_message_at = new.created_at where id = new.conversation_id;
  return new;
end $$;

comment on function guard_message() is 'Trigger: only the two write, and only while neither has blocked the other.';

create trigger messages_guard before insert on messages for each row execute function guard_message();
