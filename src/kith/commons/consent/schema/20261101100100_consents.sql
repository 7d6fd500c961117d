-- Who agreed to what text, in which version, when; and when they took it back.

create table consent_texts (
  kind text not null check (kind in ('sms', 'age', 'terms', 'privacy', 'marketing')),
  product text not null,
  version text not null,
  language text not null default 'en',
  body text not null,
  published_at timestamptz not null default kith.now(),
  primary key (kind, product, version, language)
);

comment on table consent_texts is 'The words people were shown. A version is never edited: a new wording is a new version.';

create trigger consent_texts_append_only before update or delete or truncate on consent_texts
  for each statement execute function refuse_change();

create table consents (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  product text not null,
  kind text not null,
  version text not null,
  language text not null default 'en',
  granted boolean not null,
  source text not null check (source in ('web', 'sms', 'api', 'operator', 'demo')),
  recorded_at timestamptz not null default kith.now(),
  constraint consents_text_fkey foreign key (kind, product, version, language) references consent_texts (kind, product, version, language)
);

comment on table consents is 'Each time a person agreed or took an agreement back. The newest row of a kind counts.';

create index consents_person_idx on consents (person_id, product, kind, recorded_at desc);

create index consents_text_idx on consents (kind, product, version, language);

create function has_consent(p_person uuid, p_product text, p_kind text) returns boolean
language sql stable security definer
  set search_path from current
as $$
  select coalesce((
    select c.granted from consents c
    where c.person_id = p_person and c.product = p_product and c.kind = p_kind
    order by c.recorded_at desc, c.id desc limit 1
  ), false)
$$;

comment on function has_consent(uuid, text, text) is 'Whether the person''s newest word on this kind of consent is yes.';

revoke all on function has_consent(uuid, text, text) from public;

grant execute on function has_consent(uuid, text, text) to service_role;

alter table consent_texts enable row level security;

alter table consents enable row level security;

create policy service_all on consent_texts for all to service_role using (true) with check (true);

create policy consent_texts_select_all on consent_texts for select to anon, authenticated using (true);

create policy service_all on consents for all to service_role using (true) with check (true);

create policy consents_select_own on consents for select to authenticated using (person_id = auth.uid());

grant select on consent_texts to anon, authenticated;

grant select, insert on consent_texts to service_role;

grant select on consents to authenticated;

grant select, insert, update, delete on consents to service_role;
