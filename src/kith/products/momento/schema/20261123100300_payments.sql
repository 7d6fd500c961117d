-- Money: a row for each attempt to pay and for each sum given back. Stripe is asked outside; these rows say what must be.

create table payments (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete restrict,
  event_id uuid not null references events (id) on delete restrict,
  amount_in_cents integer not null,
  currency text not null,
  status text not null default 'pending',
  stripe_charge_id text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  invitation_id uuid not null references invitations (id) on delete restrict,
  hold_id uuid references seat_holds (id) on delete set null,
  seats integer not null default 1,
  stripe_checkout_session_id text,
  stripe_payment_intent_id text,
  checkout_url text,
  off_session boolean not null default false,
  is_surplus boolean not null default false,
  refunded_in_cents integer not null default 0,
  failure text,
  settled_at timestamptz,
  constraint payments_charge_uniq unique (stripe_charge_id),
  constraint payments_checkout_uniq unique (stripe_checkout_session_id),
  constraint payments_intent_uniq unique (stripe_payment_intent_id),
  constraint payments_status check (status in ('pending', 'processing', 'succeeded', 'failed', 'expired')),
  constraint payments_amount check (amount_in_cents > 0 and currency ~ '^[a-z]{3}$' and seats between 1 and 2),
  constraint payments_refunded check (refunded_in_cents between 0 and amount_in_cents),
  constraint payments_settled check ((status = 'succeeded') <= (settled_at is not null and stripe_charge_id is not null))
);

comment on table payments is 'Attempts to pay for a seat. A second success for one invitation is surplus and goes back.';

create unique index payments_one_kept on payments (invitation_id) where status = 'succeeded' and not is_surplus;

create index payments_user_idx on payments (user_id, created_at desc);

create index payments_event_idx on payments (event_id);

create index payments_invitation_idx on payments (invitation_id);

create index payments_hold_idx on payments (hold_id);

create index payments_open_idx on payments (created_at) where status in ('pending', 'processing');

create trigger payments_updated_at before update on payments for each row execute function set_updated_at();

create table refunds (
  id uuid primary key default gen_random_uuid(),
  payment_id uuid not null references payments (id) on delete restrict,
  user_id uuid not null references users (id) on delete restrict,
  amount_in_cents integer not null,
  reason text not null,
  status text not null default 'due',
  stripe_refund_id text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default kith.now(),
  last_error text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint refunds_stripe_uniq unique (stripe_refund_id),
  constraint refunds_amount check (amount_in_cents > 0),
  constraint refunds_reason check (reason in ('guest_cancelled', 'host_cancelled', 'house_cancelled', 'resold', 'no_seat', 'paid_twice', 'goodwill')),
  constraint refunds_status check (status in ('due', 'sent', 'succeeded', 'failed'))
);

comment on table refunds is 'Sums given back, each a row before Stripe is told. Together never more than the charge.';

create index refunds_payment_idx on refunds (payment_id);

create index refunds_user_idx on refunds (user_id);

create index refunds_due_idx on refunds (next_attempt_at) where status in ('due', 'sent');

create trigger refunds_updated_at before update on refunds for each row execute function set_updated_at();

create function guard_refund() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  charge record;
  before integer;
begin
  if tg_op = 'UPDATE' then
    if (new.payment_id, new.user_id, new.amount_in_cents, new.reason) is distinct from (old.payment_id, old.user_id, old.amount_in_cents, old.reason) then
      raise exception using errcode = 'check_violation', constraint = 'refunds_fixed', table = tg_table_name, message = 'a refund stays what it is';
    end if;
    if (new.status = 'failed') = (old.status = 'failed') then
      return new;
    end if;
  end if;
  select p.amount_in_cents, p.status into charge from payments p where p.id = new.payment_id for no key update;
  if charge.status <> 'succeeded' then
    raise exception using errcode = 'check_violation', constraint = 'refunds_of_a_charge', table = tg_table_name, message = 'only what was paid is given back';
  end if;
  select coalesce(sum(r.amount_in_cents), 0) into before from refunds r where r.payment_id = new.payment_id and r.status <> 'failed' and r.id <> new.id;
  if new.status <> 'failed' then
    before := before + new.amount_in_cents;
  end if;
  if before > charge.amount_in_cents then
    raise exception using errcode = 'check_violation', constraint = 'refunds_within_charge', table = tg_table_name,
      message = 'nobody is given back more than they paid';
  end if;
  update payments set refunded_in_cents = before where id = new.payment_id;
  return new;
end $$;

comment on function guard_refund() is 'Trigger: refunds of a charge never exceed it, whoever writes at the same moment; one that failed does not count.';

create trigger refunds_guard before insert or update on refunds for each row execute function guard_refund();

create table returned_seats (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  invitation_id uuid not null references invitations (id) on delete cascade,
  payment_id uuid references payments (id) on delete set null,
  seats integer not null,
  returned_at timestamptz not null default kith.now(),
  resold integer not null default 0,
  resold_at timestamptz,
  constraint returned_seats_count check (seats between 1 and 2 and resold between 0 and seats and (resold = seats) = (resold_at is not null))
);

comment on table returned_seats is 'Seats that guests gave back. One that goes to somebody from the waiting list gets its first guest the rest of the money back.';

create index returned_seats_event_idx on returned_seats (event_id, returned_at) where resold_at is null;

create index returned_seats_event_all_idx on returned_seats (event_id);

create index returned_seats_invitation_idx on returned_seats (invitation_id);

create index returned_seats_payment_idx on returned_seats (payment_id);

create function free_seats(p_event uuid, p_invitation uuid default null) returns integer language sql stable
  set search_path from current
as $$
  select greatest(e.max_participants - e.seats_taken - seats_held(e.id, p_invitation), 0) from events e where e.id = p_event
$$;

comment on function free_seats(uuid, uuid) is 'Seats neither taken nor held by others than this invitation.';

create function hold_seat(p_invitation uuid) returns table (hold_id uuid, outcome text, expires_at timestamptz, amount_in_cents integer, currency text)
language plpgsql volatile
  set search_path from current
as $$
declare
  asked record;
  meeting record;
  own record;
  free integer;
begin
  select i.* into asked from invitations i where i.id = p_invitation;
  select e.* into meeting from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status not in ('sent', 'payment_failed') or asked.expires_at <= kith.now() then
    return query select null::uuid, case when asked.status = 'confirmed' then 'confirmed' else 'over' end, null::timestamptz, null::integer, null::text;
    return;
  end if;
  if meeting.status not in ('planned', 'confirmed') or meeting.starts_at is null or meeting.starts_at <= kith.now() then
    return query select null::uuid, 'closed', null::timestamptz, null::integer, null::text;
    return;
  end if;
  update seat_holds h set ended_at = kith.now(), ended_as = 'lapsed'
  where h.invitation_id = p_invitation and h.ended_at is null and h.expires_at <= kith.now();
  select h.* into own from seat_holds h where h.invitation_id = p_invitation and h.ended_at is null;
  free := meeting.max_participants - meeting.seats_taken - seats_held(meeting.id, p_invitation);
  if free < asked.seats or (own.id is null and waiting_fits(meeting.id, free)) then
    return query select null::uuid, 'full', null::timestamptz, null::integer, null::text;
    return;
  end if;
  if own.id is not null then
    return query update seat_holds h set seats = asked.seats, amount_in_cents = meeting.price_in_cents * asked.seats, currency = meeting.currency,
      expires_at = greatest(h.expires_at, kith.now() + interval '10 minutes')
    where h.id = own.id returning h.id, 'held', h.expires_at, h.amount_in_cents, h.currency;
  else
    return query insert into seat_holds as h (invitation_id, event_id, profile_id, seats, amount_in_cents, currency, expires_at)
    values (p_invitation, meeting.id, asked.profile_id, asked.seats, meeting.price_in_cents * asked.seats, meeting.currency,
            kith.now() + interval '10 minutes')
    returning h.id, 'held', h.expires_at, h.amount_in_cents, h.currency;
  end if;
end $$;

comment on function hold_seat(uuid) is
  'Keeps seats for an invitation for ten minutes (an offer''s time is never cut short). outcome: held, full, closed, over, confirmed.';

create function release_hold(p_invitation uuid) returns boolean language plpgsql volatile
  set search_path from current
as $$
begin
  update seat_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
  where h.invitation_id = p_invitation and h.ended_at is null and h.kind = 'payment';
  return found;
end $$;

comment on function release_hold(uuid) is 'Gives up a hold made for paying; an offer stays until its time is over.';

create function owe_rest_of_returned(p_event uuid, p_seats integer) returns void language plpgsql volatile
  set search_path from current
as $$
declare
  returned record;
  left_over integer := p_seats;
  went integer;
begin
  for returned in
    select r.*, p.amount_in_cents - p.refunded_in_cents as rest, p.user_id, p.status as payment_status
    from returned_seats r left join payments p on p.id = r.payment_id
    where r.event_id = p_event and r.resold_at is null order by r.returned_at, r.id for no key update of r
  loop
    exit when left_over = 0;
    went := least(left_over, returned.seats - returned.resold);
    left_over := left_over - went;
    update returned_seats r set resold = r.resold + went, resold_at = case when r.resold + went = r.seats then kith.now() end where r.id = returned.id;
    if returned.resold + went = returned.seats and returned.payment_status = 'succeeded' and returned.rest > 0 then
      insert into refunds (payment_id, user_id, amount_in_cents, reason) values (returned.payment_id, returned.user_id, returned.rest, 'resold');
    end if;
  end loop;
end $$;

comment on function owe_rest_of_returned(uuid, integer) is 'So many seats went to people from the waiting list: whoever gave them back first is owed the rest of their money, once all they gave back is sold.';

create function confirm_seat(p_invitation uuid) returns text language plpgsql volatile
  set search_path from current
as $$
declare
  asked record;
  meeting record;
  own record;
  from_line boolean;
begin
  select i.event_id into asked from invitations i where i.id = p_invitation;
  select e.* into meeting from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status = 'confirmed' then
    return 'confirmed';
  end if;
  if asked.status not in ('sent', 'payment_failed') then
    return 'over';
  end if;
  if meeting.status not in ('planned', 'confirmed') or meeting.starts_at is null or meeting.starts_at <= kith.now() then
    return 'closed';
  end if;
  select h.* into own from seat_holds h where h.invitation_id = p_invitation and h.ended_at is null and h.expires_at > kith.now();
  if own.id is null and asked.expires_at <= kith.now() and not exists (select 1 from payments p where p.invitation_id = p_invitation and p.status = 'succeeded') then
    return 'over';
  end if;
  if meeting.max_participants - meeting.seats_taken - seats_held(meeting.id, p_invitation) < asked.seats then
    return 'full';
  end if;
  if own.id is null and waiting_fits(meeting.id, meeting.max_participants - meeting.seats_taken - seats_held(meeting.id, p_invitation)) then
    return 'full';
  end if;
  from_line := exists (select 1 from waiting_list w where w.invitation_id = p_invitation and w.status = 'offered');
  begin
    update invitations set status = 'confirmed' where id = p_invitation;
  exception
    when exclusion_violation then
      return 'busy';
    when check_violation then
      return 'refused';
  end;
  if from_line then
    perform owe_rest_of_returned(meeting.id, asked.seats);
  end if;
  return 'confirmed';
end $$;

comment on function confirm_seat(uuid) is
  'Makes a seat of an invitation, paid for where it costs. Answers confirmed, full, busy (elsewhere at that time), closed (event), over (invitation), or refused.';

create function settle_payment(p_payment uuid, p_charge text) returns text language plpgsql volatile
  set search_path from current
as $$
declare
  paid record;
  answer text;
begin
  select p.event_id, p.invitation_id into paid from payments p where p.id = p_payment;
  perform 1 from events e where e.id = paid.event_id for no key update;
  perform 1 from invitations i where i.id = paid.invitation_id for no key update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.status = 'succeeded' then
    return case when paid.is_surplus then 'paid_twice'
                when exists (select 1 from refunds r where r.payment_id = p_payment and r.reason = 'no_seat') then 'no_seat' else 'seated' end;
  end if;
  if exists (select 1 from payments p where p.invitation_id = paid.invitation_id and p.status = 'succeeded' and not p.is_surplus) then
    update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), stripe_charge_id = p_charge, failure = null where id = p_payment;
    insert into refunds (payment_id, user_id, amount_in_cents, reason) values (p_payment, paid.user_id, paid.amount_in_cents, 'paid_twice');
    return 'paid_twice';
  end if;
  update payments set status = 'succeeded', settled_at = kith.now(), stripe_charge_id = p_charge, failure = null where id = p_payment;
  if paid.seats < (select i.seats from invitations i where i.id = paid.invitation_id) then
    update invitations set plus_one_name = null where id = paid.invitation_id;
  end if;
  answer := confirm_seat(paid.invitation_id);
  if answer = 'confirmed' then
    return 'seated';
  end if;
  insert into refunds (payment_id, user_id, amount_in_cents, reason) values (p_payment, paid.user_id, paid.amount_in_cents, 'no_seat');
  update payments set is_surplus = true where id = p_payment;
  update seat_holds set ended_at = kith.now(), ended_as = 'released' where invitation_id = paid.invitation_id and ended_at is null;
  update invitations set late_refusal = answer where id = paid.invitation_id;
  return 'no_seat';
end $$;

comment on function settle_payment(uuid, text) is
  'Writes down that Stripe has the money (charge id) and makes a seat of it: seated, no_seat (owed back whole), or paid_twice (owed back whole). Twice is once.';

create function give_back_seat(p_invitation uuid, p_refund_in_cents integer, p_reason text default null) returns text language plpgsql volatile
  set search_path from current
as $$
declare
  asked record;
  paid record;
begin
  select i.event_id into asked from invitations i where i.id = p_invitation;
  perform 1 from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status <> 'confirmed' or asked.source = 'self' then
    return 'not_seated';
  end if;
  select p.* into paid from payments p where p.invitation_id = p_invitation and p.status = 'succeeded' and not p.is_surplus;
  update invitations set status = 'declined', decline_reason = p_reason where id = p_invitation;
  insert into returned_seats (event_id, invitation_id, payment_id, seats) values (asked.event_id, p_invitation, paid.id, asked.seats);
  if paid.id is not null and least(p_refund_in_cents, paid.amount_in_cents - paid.refunded_in_cents) > 0 then
    insert into refunds (payment_id, user_id, amount_in_cents, reason)
    values (paid.id, paid.user_id, least(p_refund_in_cents, paid.amount_in_cents - paid.refunded_in_cents), 'guest_cancelled');
  end if;
  return 'given_back';
end $$;

comment on function give_back_seat(uuid, integer, text) is 'A guest gives the seat back; what the policy gives back is owed. Answers given_back or not_seated.';

create function offer_seats(p_event uuid, p_patience interval default interval '2 hours') returns setof uuid language plpgsql volatile
  set search_path from current
as $$
declare
  meeting record;
  unit record;
  free integer;
  until timestamptz;
begin
  select e.* into meeting from events e where e.id = p_event for no key update;
  if meeting.status not in ('planned', 'confirmed') or meeting.starts_at is null or meeting.starts_at <= kith.now() then
    return;
  end if;
  update seat_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.event_id = p_event and h.ended_at is null and h.expires_at <= kith.now();
  update waiting_list w set status = 'lapsed' where w.event_id = p_event and w.status = 'offered' and w.offer_expires_at <= kith.now();
  update waiting_list w set status = 'revoked' where w.event_id = p_event and w.status = 'waiting' and refuse_guest(p_event, w.profile_id) is not null;
  free := meeting.max_participants - meeting.seats_taken - seats_held(p_event);
  until := least(kith.now() + p_patience, meeting.starts_at);
  for unit in
    select array_agg(w.id order by w.place) as entries, sum(i.seats)::integer as seats
    from waiting_list w join invitations i on i.id = w.invitation_id
    where w.event_id = p_event and w.status = 'waiting'
    group by case when w.all_or_none then w.group_id else w.id end
    order by min(w.place)
  loop
    continue when unit.seats > free;
    free := free - unit.seats;
    update seat_holds h set ended_at = kith.now(), ended_as = 'released'
    from waiting_list w where w.id = any (unit.entries) and h.invitation_id = w.invitation_id and h.ended_at is null;
    insert into seat_holds (invitation_id, event_id, profile_id, kind, seats, amount_in_cents, currency, expires_at)
    select w.invitation_id, p_event, w.profile_id, 'offer', i.seats, meeting.price_in_cents * i.seats, meeting.currency, until
    from waiting_list w join invitations i on i.id = w.invitation_id where w.id = any (unit.entries);
    return query update waiting_list w set status = 'offered', offered_at = kith.now(), offer_expires_at = until
    where w.id = any (unit.entries) returning w.id;
    exit when free = 0;
  end loop;
end $$;

comment on function offer_seats(uuid, interval) is
  'Offers free seats to those in line, in order, groups as a whole or not at all; ends offers whose time is over. Returns the entries offered now.';

create function join_waiting_list(p_invitation uuid, p_group uuid default null, p_all_or_none boolean default false, p_charge_saved_card boolean default false)
returns uuid language plpgsql volatile
  set search_path from current
as $$
declare
  asked record;
  meeting record;
  entry uuid;
begin
  select i.event_id into asked from invitations i where i.id = p_invitation;
  select e.* into meeting from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status not in ('sent', 'payment_failed') or asked.expires_at <= kith.now()
     or meeting.status not in ('planned', 'confirmed') or meeting.starts_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'there is nothing to wait for any more';
  end if;
  if exists (select 1 from waiting_list w where w.invitation_id = p_invitation and w.status = 'revoked') then
    raise exception using errcode = 'KT409', message = 'this place in line was taken back';
  end if;
  update waiting_list w set status = 'lapsed' where w.invitation_id = p_invitation and w.status = 'offered' and w.offer_expires_at <= kith.now();
  insert into waiting_list as w (event_id, profile_id, invitation_id, group_id, all_or_none, charge_saved_card, charge_consent_at)
  values (meeting.id, asked.profile_id, p_invitation, p_group, p_all_or_none, p_charge_saved_card, case when p_charge_saved_card then kith.now() end)
  on conflict (event_id, profile_id) where status in ('waiting', 'offered') do nothing
  returning w.id into entry;
  update invitations set expires_at = greatest(expires_at, meeting.starts_at) where id = p_invitation;
  return coalesce(entry, (select w.id from waiting_list w where w.invitation_id = p_invitation and w.status in ('waiting', 'offered')));
end $$;

comment on function join_waiting_list(uuid, uuid, boolean, boolean) is 'Stands in line at its end; who waits already keeps the place. The invitation stays good until the event begins.';
