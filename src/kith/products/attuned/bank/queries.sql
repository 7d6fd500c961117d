-- name: version()$
-- Which state of the bank this is.
select version from bank_version;

-- name: cards()
-- Every card that may be drawn.
select activity_id, activity_uid, type, rating, intensity, script, tags, source, source_version, approved, is_active, hard_limit_keys, power_role, preference_keys,
       domains, intensity_modifiers, requires_consent_negotiation, audience_scope::text as audience_scope, hard_boundaries, required_bodyparts
from activities where approved and is_active order by activity_id;

-- name: card(activity_id)^
-- One card, with when it changed.
select activity_id, activity_uid, type, rating, intensity, script, tags, source, source_version, approved, is_active, hard_limit_keys, power_role, preference_keys,
       domains, intensity_modifiers, requires_consent_negotiation, audience_scope::text as audience_scope, hard_boundaries, required_bodyparts,
       archived_at, created_at, updated_at
from activities where activity_id = :activity_id;

-- name: listed(rating, type, state, theme, words, after, at_most)
-- Cards by number, as filtered; an empty text filters nothing.
select activity_id, type, rating, intensity, script, tags, approved, is_active, source
from activities
where activity_id > :after
  and (:rating::text = '' or rating = :rating)
  and (:type::text = '' or type = :type)
  and (:state::text = '' or :state = case when not is_active then 'archived' when approved then 'live' else 'waiting' end)
  and (:theme::text = '' or tags ? :theme)
  and (:words::text = '' or position(lower(:words) in lower(script ->> 'steps')) > 0)
order by activity_id limit :at_most;

-- name: deliver(cards)
-- Bring shipped cards that never came before; the numbers of those that are new.
with brought as (
  insert into bank_deliveries (activity_uid) select c.activity_uid from jsonb_to_recordset(:cards) as c (activity_uid text)
  on conflict do nothing returning activity_uid
)
insert into activities (type, rating, intensity, script, tags, source, hard_limit_keys, power_role, preference_keys, domains, intensity_modifiers,
  requires_consent_negotiation, audience_scope, hard_boundaries, required_bodyparts, activity_uid, source_version)
select c.type, c.rating, c.intensity, c.script, c.tags, c.source, c.hard_limit_keys, c.power_role, c.preference_keys, c.domains, c.intensity_modifiers,
  c.requires_consent_negotiation, c.audience_scope::audience_scope_enum, c.hard_boundaries, c.required_bodyparts, c.activity_uid, c.source_version
from jsonb_to_recordset(:cards) as c (type text, rating text, intensity integer, script jsonb, tags jsonb, source text, hard_limit_keys jsonb, power_role text,
  preference_keys jsonb, domains jsonb, intensity_modifiers jsonb, requires_consent_negotiation boolean, audience_scope text, hard_boundaries jsonb,
  required_bodyparts jsonb, activity_uid text, source_version text)
join brought b on b.activity_uid = c.activity_uid
on conflict (activity_uid) do nothing returning activity_id;

-- name: add(cards, approved)
-- Add cards; those whose content is in the bank already are left out.
insert into activities (type, rating, intensity, script, tags, source, approved, hard_limit_keys, power_role, preference_keys, domains, intensity_modifiers,
  requires_consent_negotiation, audience_scope, hard_boundaries, required_bodyparts, activity_uid, source_version)
select c.type, c.rating, c.intensity, c.script, c.tags, c.source, :approved, c.hard_limit_keys, c.power_role, c.preference_keys, c.domains,
  c.intensity_modifiers, c.requires_consent_negotiation, c.audience_scope::audience_scope_enum, c.hard_boundaries, c.required_bodyparts, c.activity_uid,
  c.source_version
from jsonb_to_recordset(:cards) as c (type text, rating text, intensity integer, script jsonb, tags jsonb, source text, hard_limit_keys jsonb, power_role text,
  preference_keys jsonb, domains jsonb, intensity_modifiers jsonb, requires_consent_negotiation boolean, audience_scope text, hard_boundaries jsonb,
  required_bodyparts jsonb, activity_uid text, source_version text)
on conflict (activity_uid) do nothing returning activity_id, activity_uid;

-- name: number_of(activity_uid)$
-- The card with this content, null when there is none.
select activity_id from activities where activity_uid = :activity_uid;

-- name: change(activity_id, card, approved)$
-- Rewrite a card; null when it is archived or gone.
update activities a set type = c.type, rating = c.rating, intensity = c.intensity, script = c.script, tags = c.tags, approved = :approved,
  power_role = c.power_role, preference_keys = c.preference_keys, domains = c.domains, intensity_modifiers = c.intensity_modifiers,
  requires_consent_negotiation = c.requires_consent_negotiation, audience_scope = c.audience_scope::audience_scope_enum, hard_boundaries = c.hard_boundaries,
  required_bodyparts = c.required_bodyparts, activity_uid = c.activity_uid
from jsonb_to_record(:card) as c (type text, rating text, intensity integer, script jsonb, tags jsonb, power_role text, preference_keys jsonb, domains jsonb,
  intensity_modifiers jsonb, requires_consent_negotiation boolean, audience_scope text, hard_boundaries jsonb, required_bodyparts jsonb, activity_uid text)
where a.activity_id = :activity_id and a.is_active returning a.activity_id;

-- name: archive(activity_id)$
-- Take a card out; null when it is out.
update activities set is_active = false, archived_at = kith.now() where activity_id = :activity_id and is_active returning activity_id;

-- name: restore(activity_id)$
-- Bring a card back; null when it is in.
update activities set is_active = true, archived_at = null where activity_id = :activity_id and not is_active returning activity_id;

-- name: approve(activity_id, approved, activity_uid)$
-- Let a card in, or not any more, as it was looked at; null when it changed since or is so already.
update activities set approved = :approved
where activity_id = :activity_id and approved <> :approved and activity_uid is not distinct from :activity_uid returning activity_id;

-- name: by_kind()
-- How many cards of each level and kind there are, and in which state.
select rating, type, count(*) filter (where is_active and approved) as live, count(*) filter (where is_active and not approved) as waiting,
       count(*) filter (where not is_active) as archived
from activities group by rating, type order by rating, type;

-- name: by_intensity()
-- Live cards by intensity and level.
select intensity, count(*) filter (where rating = 'G') as g, count(*) filter (where rating = 'R') as r, count(*) filter (where rating = 'X') as x
from activities where is_active and approved group by intensity order by intensity;

-- name: by_theme(at_most)
-- Live cards by theme, the most first.
select t.theme, count(*) as cards from activities a cross join lateral jsonb_array_elements_text(a.tags) as t (theme)
where a.is_active and a.approved group by t.theme order by count(*) desc, t.theme limit :at_most;

-- name: by_month(fewest)
-- Cards shown by month and kind, counted a card and evening; months with fewer evenings than `fewest` are left out.
select date_trunc('month', h.presented_at) as month, h.activity_type::text as type, count(distinct (h.session_id, h.seq)) as shown,
       count(distinct (h.session_id, h.seq)) filter (where h.was_skipped) as skipped,
       count(*) filter (where h.feedback_type = 'like') as liked, count(*) filter (where h.feedback_type = 'dislike') as disliked
from user_activity_history h group by 1, 2 having count(distinct h.session_id) >= :fewest order by 1 desc, 2 limit 24;

-- name: writing_by_month(fewest)
-- How writing cards went by month and level; months with fewer evenings than `fewest` are left out.
select date_trunc('month', l.created_at) as month, l.intimacy_level as level, count(*) as tries, count(*) filter (where l.was_approved) as good,
       coalesce(percentile_cont(0.95) within group (order by l.generation_time_ms), 0)::integer as p95_ms
from ai_generation_logs l group by 1, 2 having count(distinct l.session_id) >= :fewest order by 1 desc, 2 limit 24;
