-- name: answers_are_sealed()
-- What people answer is sealed under a key of their own.
select 'progress ' || id as key from survey_progress where not is_sealed(answers)
union all
select 'submission ' || id from survey_submissions where not is_sealed(payload_json) or num_nonnulls(name, sex, sexual_orientation) > 0;

-- name: profiles_are_sealed()
-- What the answers say about somebody is sealed.
select id::text as key from profiles
where not (is_sealed(power_dynamic) and is_sealed(arousal_propensity) and is_sealed(domain_scores) and is_sealed(activities)
  and is_sealed(truth_topics) and is_sealed(boundaries) and is_sealed(anatomy));

-- name: evenings_are_sealed()
-- Cards, reasons and histories are sealed.
select session_id || ' ' || seq as key from session_activities where not (is_sealed(script) and is_sealed(tags) and is_sealed(checks)) or activity_id is not null
union all
select id::text from user_activity_history where not is_sealed(theme_tags) or activity_id is not null;

-- name: what_a_couple_shares_is_sealed()
-- What two people see of each other is sealed under their connection's key.
select encode(pair, 'hex') as key from shared_snapshots where not is_sealed(content)
union all
select id::text from compatibility_results where not is_sealed(details);

-- name: a_key_is_kept_wrapped()
-- The keys of what people say are wrapped under the house's.
select id::text as key from data_keys where wrapped_ciphertext is null or octet_length(wrapped_iv) <> 12 or octet_length(wrapped_tag) <> 16;

-- name: the_key_of_the_forgotten_is_gone()
-- No key is left of somebody who is gone.
select k.id::text as key from data_keys k where k.owner like 'user:%' and not exists (select from users u where 'user:' || u.id = k.owner)
union all
select k.id::text from data_keys k
where k.owner like 'anonymous:%' and not exists (select from anonymous_sessions a where 'anonymous:' || a.session_id = k.owner);

-- name: one_draft_at_a_time()
-- Everybody has one survey in progress a version.
select min(id)::text as key from survey_progress where status = 'in_progress'
group by survey_version, coalesce(user_id::text, anonymous_session_id) having count(*) > 1;

-- name: one_profile_a_player()
-- Everybody has one profile.
select min(id)::text as key from profiles where user_id is not null group by user_id having count(*) > 1
union all
select min(id)::text from profiles where anonymous_session_id is not null group by anonymous_session_id having count(*) > 1;

-- name: a_couple_is_connected_once()
-- Two people have one connection that stands.
select min(id)::text as key from partner_connections where status = 'accepted' and ended_at is null
group by least(requester, recipient), greatest(requester, recipient) having count(*) > 1;

-- name: a_request_lasts_five_minutes()
-- Nobody prolongs a request to connect.
select id::text as key from partner_connections where expires_at > created_at + interval '5 minutes';

-- name: no_evening_after_parting()
-- When two part, no evening of theirs goes on.
select s.session_id::text as key from sessions s
where s.status = 'active' and s.primary_user_id is not null and s.partner_user_id is not null
  and not exists (
    select from partner_connections c
    where c.status = 'accepted' and c.ended_at is null
      and (c.requester_user_id, c.recipient_user_id) in ((s.primary_user_id, s.partner_user_id), (s.partner_user_id, s.primary_user_id))
  );

-- name: no_evening_across_a_block()
-- Nobody begins an evening with somebody one of them had blocked before.
select s.session_id::text as key from sessions s join kith.blocks k
  on (k.blocker_id, k.blocked_id) in ((s.primary_user_id, s.partner_user_id), (s.partner_user_id, s.primary_user_id))
where k.created_at < s.created_at;

-- name: no_card_before_both_said_yes()
-- No card comes before both said yes.
select distinct a.session_id::text as key from session_activities a join sessions s on s.session_id = a.session_id
where s.connection_confirmed_at is null or a.created_at < s.connection_confirmed_at - interval '1 second';

-- name: a_card_comes_once()
-- Each card of an evening has a place of its own, fifty at most.
select session_id::text as key from session_activities group by session_id, seq having count(*) > 1
union all
select session_id::text from session_activities group by session_id having count(*) > 50;

-- name: the_safe_word_leaves_no_trace()
-- An evening that is over keeps no sign that somebody stopped it.
select session_id::text as key from sessions where status <> 'active' and (rules ? 'calm' or rules ? 'nudge') and rules is not null;

-- name: ten_remembered_partners()
-- Nobody has more than ten remembered partners.
select user_id::text as key from remembered_partners group by user_id having count(*) > 10;

-- name: a_purchase_belongs_to_one_person()
-- A plan bought in a store belongs to whoever bought it.
select min(store || ' ' || original_transaction_id) as key from subscription_purchases group by store, original_transaction_id having count(*) > 1
union all
select t.id::text from subscription_transactions t join subscription_purchases p
  on p.store = t.store and p.original_transaction_id = t.original_transaction_id where p.user_id <> t.user_id;

-- name: a_paid_period_counts_once()
-- What a store tells twice is one paid period.
select min(id)::text as key from subscription_transactions group by platform_transaction_id having count(*) > 1;

-- name: only_adults_play()
-- Nobody has answers or an evening before they said that they are of age.
select s.session_id::text as key from sessions s join users u on u.id in (s.primary_user_id, s.partner_user_id)
where s.status = 'active' and u.adult_confirmed_at is null;
