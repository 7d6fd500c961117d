-- Who would like whose number. A choice is private; two yeses make an exchange; a no is never told.

create table contact_exchange_choices (
  id uuid primary key default gen_random_uuid(),
  linkup_id uuid not null references linkups (id) on delete cascade,
  chooser_user_id uuid not null references users (id) on delete cascade,
  target_user_id uuid not null references users (id) on delete cascade,
  choice boolean not null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint contact_choice_once unique (linkup_id, chooser_user_id, target_user_id),
  constraint contact_choice_not_oneself check (chooser_user_id <> target_user_id)
);

comment on table contact_exchange_choices is 'Whether a person would share their number with another one of the LinkUp. Seen by the chooser only.';

create index contact_choices_chooser_idx on contact_exchange_choices (chooser_user_id);

create index contact_choices_target_idx on contact_exchange_choices (target_user_id);

create trigger contact_exchange_choices_updated_at before update on contact_exchange_choices
  for each row execute function set_updated_at();

create table contact_exchanges (
  id uuid primary key default gen_random_uuid(),
  linkup_id uuid not null references linkups (id) on delete cascade,
  user_a_id uuid not null references users (id) on delete cascade,
  user_b_id uuid not null references users (id) on delete cascade,
  revealed_at timestamptz not null default kith.now(),
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  notified_at timestamptz,
  constraint contact_exchange_pair_once unique (linkup_id, user_a_id, user_b_id),
  constraint contact_exchange_canonical check (user_a_id < user_b_id)
);

comment on table contact_exchanges is 'Two people who both said yes, in canonical order. Made by the second yes, in its transaction.';

create index contact_exchanges_a_idx on contact_exchanges (user_a_id);

create index contact_exchanges_b_idx on contact_exchanges (user_b_id);

create index contact_exchanges_unnotified_idx on contact_exchanges (revealed_at) where notified_at is null;

create trigger contact_exchanges_updated_at before update on contact_exchanges for each row execute function set_updated_at();

create function prepare_contact_choice() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  meeting linkup_state;
  the_linkup uuid := case when tg_op = 'DELETE' then old.linkup_id else new.linkup_id end;
begin
  -- One lock for all choices of a LinkUp: two yeses at the same moment come one after the other, and the second sees the first.
  select l.state into meeting from linkups l where l.id = the_linkup for no key update;
  if tg_op <> 'INSERT' and meeting is not null and exists (
    select 1 from contact_exchanges e
    where e.linkup_id = old.linkup_id
      and e.user_a_id = least(old.chooser_user_id, old.target_user_id)
      and e.user_b_id = greatest(old.chooser_user_id, old.target_user_id)
  ) and (tg_op = 'DELETE' or new.choice <> old.choice) then
    raise exception using errcode = 'KT409', message = 'numbers were exchanged; this choice can no longer change',
      detail = jsonb_build_object('entity', 'contact_exchange', 'from', 'revealed')::text;
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if tg_op = 'UPDATE' and (new.linkup_id, new.chooser_user_id, new.target_user_id)
     is distinct from (old.linkup_id, old.chooser_user_id, old.target_user_id) then
    raise exception using errcode = 'check_violation', constraint = 'contact_choice_fixed', table = tg_table_name,
      message = 'a choice is about one person';
  end if;
  if meeting is distinct from 'completed' then
    raise exception using errcode = 'check_violation', constraint = 'contact_choice_after_completion', table = tg_table_name,
      message = 'numbers can be shared after the LinkUp';
  end if;
  if not exists (
    select 1 from linkup_participants p where p.linkup_id = the_linkup and p.user_id = new.chooser_user_id and p.status = 'attended'
  ) or not exists (
    select 1 from linkup_participants p
    where p.linkup_id = the_linkup and p.user_id = new.target_user_id and p.status in ('confirmed', 'attended')
  ) then
    raise exception using errcode = 'check_violation', constraint = 'contact_choice_attendees', table = tg_table_name,
      message = 'numbers can be shared between people who were there';
  end if;
  return new;
end $$;

comment on function prepare_contact_choice() is 'Trigger: choices are for those who were there, after the LinkUp, and frozen once numbers were exchanged.';

create trigger contact_exchange_choices_prepare before insert or update or delete on contact_exchange_choices
  for each row execute function prepare_contact_choice();

create function exchange_contacts() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.choice and exists (
    select 1 from contact_exchange_choices c
    where c.linkup_id = new.linkup_id and c.chooser_user_id = new.target_user_id and c.target_user_id = new.chooser_user_id and c.choice
  ) and not kith.blocked_between(new.chooser_user_id, new.target_user_id) then
    insert into contact_exchanges (linkup_id, user_a_id, user_b_id)
    values (new.linkup_id, least(new.chooser_user_id, new.target_user_id), greatest(new.chooser_user_id, new.target_user_id))
    on conflict do nothing;
  end if;
  return null;
end $$;

comment on function exchange_contacts() is 'Trigger: the second yes makes the exchange, unless a block stands between the two.';

create trigger contact_exchange_choices_exchange after insert or update on contact_exchange_choices
  for each row execute function exchange_contacts();

create function guard_contact_exchange() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' then
    if (new.linkup_id, new.user_a_id, new.user_b_id, new.revealed_at) is distinct from (old.linkup_id, old.user_a_id, old.user_b_id, old.revealed_at) then
      raise exception using errcode = 'check_violation', constraint = 'contact_exchange_fixed', table = tg_table_name,
        message = 'an exchange stays between its two people';
    end if;
    return new;
  end if;
  perform 1 from linkups l where l.id = new.linkup_id for no key update;
  if (
    select count(*) from contact_exchange_choices c
    where c.linkup_id = new.linkup_id and c.choice
      and (c.chooser_user_id, c.target_user_id) in ((new.user_a_id, new.user_b_id), (new.user_b_id, new.user_a_id))
  ) <> 2 then
    raise exception using errcode = 'check_violation', constraint = 'contact_exchange_needs_two_yes', table = tg_table_name,
      message = 'numbers are exchanged when both said yes';
  end if;
  return new;
end $$;

comment on function guard_contact_exchange() is 'Trigger: no exchange without two yeses, and none is rewritten.';

create trigger contact_exchanges_guard before insert or update on contact_exchanges
  for each row execute function guard_contact_exchange();
