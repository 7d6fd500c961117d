-- What the two think of a session. Double-blind: shown and counted when both have written, or when nobody can any more.

create table reviews (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings (id) on delete restrict,
  reviewer_user_id uuid not null references profiles (user_id) on delete restrict,
  reviewee_user_id uuid not null references profiles (user_id) on delete restrict,
  rating integer not null,
  feedback text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  is_public boolean not null default true,
  reveals_at timestamptz not null,
  counted_at timestamptz,
  reply text,
  replied_at timestamptz,
  hidden_at timestamptz,
  constraint reviews_once unique (booking_id, reviewer_user_id),
  constraint reviews_rating check (rating between 1 and 5),
  constraint reviews_texts check (length(feedback) <= 2000 and length(btrim(reply)) between 1 and 1000),
  constraint reviews_two_people check (reviewer_user_id <> reviewee_user_id),
  constraint reviews_replied check ((reply is null) = (replied_at is null))
);

comment on table reviews is 'Reviews of completed sessions, one a participant. Hidden from everybody but their writer until reveals_at.';

comment on column reviews.reveals_at is 'Two weeks after the session, or the moment at which both had written.';

comment on column reviews.counted_at is 'When it went into the mentor''s average: at its reveal, not before, so that the average tells nothing early.';

comment on column reviews.is_public is 'Whether others may read it; it counts either way.';

create index reviews_reviewer_idx on reviews (reviewer_user_id);

create index reviews_reviewee_idx on reviews (reviewee_user_id, created_at desc);

create index reviews_to_count_idx on reviews (reveals_at) where counted_at is null;

create trigger reviews_updated_at before update on reviews for each row execute function set_updated_at();

create function guard_review() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_booking record;
begin
  if tg_op = 'UPDATE' then
    if (new.booking_id, new.reviewer_user_id, new.reviewee_user_id, new.rating, new.is_public)
       is distinct from (old.booking_id, old.reviewer_user_id, old.reviewee_user_id, old.rating, old.is_public) then
      raise exception using errcode = 'check_violation', constraint = 'reviews_fixed', table = tg_table_name, message = 'a review stays what it is';
    end if;
    if new.reply is distinct from old.reply and new.reply is not null then
      if old.replied_at is not null then
        raise exception using errcode = 'KT409', message = 'this review has been answered';
      end if;
      if old.reveals_at > kith.now() then
        raise exception using errcode = 'KT409', message = 'this review cannot be read yet';
      end if;
      new.replied_at := kith.now();
    end if;
    return new;
  end if;
  if auth.uid() is not null and new.reviewer_user_id <> auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people review for themselves';
  end if;
  select b.* into the_booking from bookings b where b.id = new.booking_id for no key update;
  if the_booking.id is null or new.reviewer_user_id not in (the_booking.mentor_user_id, the_booking.mentee_user_id) then
    raise exception using errcode = 'check_violation', constraint = 'reviews_of_ones_own', table = tg_table_name, message = 'people review their own sessions';
  end if;
  if the_booking.status <> 'completed' then
    raise exception using errcode = 'KT409', message = 'a session is reviewed once it is over';
  end if;
  if kith.now() > the_booking.end_time + interval '14 days' then
    raise exception using errcode = 'KT409', message = 'a session is reviewed within two weeks';
  end if;
  new.reviewee_user_id := case when new.reviewer_user_id = the_booking.mentor_user_id then the_booking.mentee_user_id else the_booking.mentor_user_id end;
  new.reveals_at := the_booking.end_time + interval '14 days';
  new.counted_at := null;
  new.hidden_at := null;
  new.reply := null;
  new.replied_at := null;
  return new;
end $$;

comment on function guard_review() is 'Trigger: who reviews what and when; the other of the two is the one reviewed; a review is answered once.';

create trigger reviews_guard before insert or update on reviews for each row execute function guard_review();

create function reveal_together() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if (select count(*) from reviews r where r.booking_id = new.booking_id) = 2 then
    update reviews set reveals_at = kith.now() where booking_id = new.booking_id and reveals_at > kith.now();
    perform count_reviews(new.booking_id);
  end if;
  return null;
end $$;

comment on function reveal_together() is 'Trigger: the second review of a session shows and counts both.';

create function count_reviews(p_booking uuid default null) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  counted integer;
begin
  with due as (
    update reviews r set counted_at = kith.now()
    where r.counted_at is null and r.reveals_at <= kith.now() and r.hidden_at is null and (p_booking is null or r.booking_id = p_booking)
    returning r.reviewee_user_id, r.rating, r.booking_id
  ), sums as (
    select d.reviewee_user_id, count(*) as n, sum(d.rating) as s from due d join bookings b on b.id = d.booking_id and b.mentor_user_id = d.reviewee_user_id
    group by d.reviewee_user_id
  ), written as (
    update mentor_profiles m set rating_count = m.rating_count + s.n, rating_sum = m.rating_sum + s.s from sums s where m.user_id = s.reviewee_user_id
    returning 1
  )
  select count(*) into counted from written;
  return counted;
end $$;

comment on function count_reviews(uuid) is 'Puts revealed reviews into their mentors'' averages, each once; of one session or of all whose time has come.';

create trigger reviews_reveal after insert on reviews for each row execute function reveal_together();

create function hide_review(p_review uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  hidden record;
begin
  update reviews set hidden_at = kith.now() where id = p_review and hidden_at is null returning * into hidden;
  if hidden.id is null then
    return false;
  end if;
  if hidden.counted_at is not null then
    update mentor_profiles m set rating_count = m.rating_count - 1, rating_sum = m.rating_sum - hidden.rating
    from bookings b where b.id = hidden.booking_id and m.user_id = hidden.reviewee_user_id and b.mentor_user_id = m.user_id;
  end if;
  return true;
end $$;

comment on function hide_review(uuid) is 'Takes a review out of sight and out of the average, for operators. False when it was hidden.';

revoke all on function guard_review(), reveal_together(), count_reviews(uuid), hide_review(uuid) from public;

grant execute on function count_reviews(uuid), hide_review(uuid) to service_role;

alter table reviews enable row level security;

create policy service_all on reviews for all to service_role using (true) with check (true);

create policy reviews_select_own on reviews for select to authenticated using (reviewer_user_id = auth.uid());

create policy reviews_insert_own on reviews for insert to authenticated with check (reviewer_user_id = auth.uid());

grant select, insert (booking_id, reviewer_user_id, reviewee_user_id, rating, feedback, is_public, reveals_at) on reviews to authenticated;

grant select, insert, update, delete on reviews to service_role;
