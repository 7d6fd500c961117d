-- A picture that moderators take down is seen by nobody from that moment; it stays, hidden, for as long as the decision may be taken back.

create table hidden_pictures (
  file_id uuid primary key references stored_files (id) on delete restrict,
  user_id uuid not null references profiles (user_id) on delete cascade,
  decision_id uuid not null,
  hidden_at timestamptz not null,
  constraint hidden_pictures_decision_uniq unique (decision_id)
);

comment on table hidden_pictures is
  'Pictures that moderators took down, until the decision is taken back, the person leaves, or three weeks are over (longer while an appeal waits).';

comment on column hidden_pictures.decision_id is 'The decision (kith.decisions) that took it down; taking that back shows it again, unless another was chosen since.';

create index hidden_pictures_user_idx on hidden_pictures (user_id);

create or replace function keep_picture() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.status = 'erased' then
    new.avatar_file_id := null;
    delete from hidden_pictures h where h.user_id = new.user_id;
  end if;
  if new.avatar_file_id is null and old.avatar_file_id is not null then
    new.avatar_url := null;
  end if;
  if new.avatar_file_id is distinct from old.avatar_file_id then
    if exists (select 1 from hidden_pictures h where h.file_id = new.avatar_file_id) then
      raise exception using errcode = 'check_violation', constraint = 'profiles_picture_shown_only', table = tg_table_name,
        message = 'a picture that was taken down is shown nowhere';
    end if;
    update stored_files set state = 'unwanted' where id = old.avatar_file_id and state <> 'unwanted'
      and not exists (select 1 from hidden_pictures h where h.file_id = old.avatar_file_id);
  end if;
  return new;
end $$;

comment on function keep_picture() is
  'Trigger: a picture that is replaced or taken away goes out of the store, an erased person''s with it; what moderators took down waits and is shown nowhere.';

create function drop_hidden_picture() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update stored_files set state = 'unwanted' where id = old.file_id and state = 'hidden';
  return null;
end $$;

comment on function drop_hidden_picture() is 'Trigger: a picture that was taken down and is not shown again goes out of the store.';

create trigger hidden_pictures_gone after delete on hidden_pictures for each row execute function drop_hidden_picture();

create function hide_picture(p_file uuid, p_decision uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  decided timestamptz;
  person uuid;
begin
  select d.created_at into decided from kith.decisions d where d.id = p_decision;
  select p.user_id into person from profiles p where p.avatar_file_id = p_file for no key update;
  if decided is null or person is null then
    return false;
  end if;
  insert into hidden_pictures (file_id, user_id, decision_id, hidden_at) values (p_file, person, p_decision, decided);
  update profiles set avatar_file_id = null where user_id = person;
  update stored_files set state = 'hidden' where id = p_file and state = 'kept';
  return true;
end $$;

comment on function hide_picture(uuid, uuid) is 'Hides somebody''s picture for a decision; others see initials. false: it was not shown any more.';

create function show_hidden_picture(p_decision uuid) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  hidden hidden_pictures;
  shown uuid;
begin
  select h.* into hidden from hidden_pictures h where h.decision_id = p_decision;
  select p.avatar_file_id into shown from profiles p where p.user_id = hidden.user_id for no key update;
  perform 1 from hidden_pictures h where h.decision_id = p_decision for update;
  if hidden.file_id is null or not found then
    return 'gone';
  end if;
  if shown is null then
    update stored_files set state = 'kept' where id = hidden.file_id and state = 'hidden';
  end if;
  delete from hidden_pictures h where h.decision_id = p_decision;
  if shown is not null then
    return 'another';
  end if;
  update profiles set avatar_file_id = hidden.file_id, avatar_url = '/mentor/pictures/' || hidden.file_id where user_id = hidden.user_id;
  return 'shown';
end $$;

comment on function show_hidden_picture(uuid) is
  'Shows again the picture that a decision took down: shown, another (one was chosen since and stays; the old one goes), gone (with the person, or since its days are over).';

revoke all on function drop_hidden_picture(), hide_picture(uuid, uuid), show_hidden_picture(uuid) from public;

grant execute on function hide_picture(uuid, uuid), show_hidden_picture(uuid) to service_role;

alter table hidden_pictures enable row level security;

create policy service_all on hidden_pictures for all to service_role using (true) with check (true);

-- Written by decisions only, not even by the service.
grant select on hidden_pictures to service_role;

insert into kith.retention_rules (schema_name, table_name, what, why, basis, keep_for, counted_from, only_where, action, does) values
  (current_schema(), 'hidden_pictures', 'Pictures that our moderators took down', 'Nobody sees them, but for as long as you may appeal they can come back. A day later they are gone; while somebody looks at your appeal, they wait.', 'law', '21 days', 'hidden_at', $q$not exists (select 1 from kith.appeals a where a.decision_id = r.decision_id and a.state = 'open')$q$, 'delete', null);
