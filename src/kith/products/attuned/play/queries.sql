-- name: evening(session_id, user, anonymous)^
-- An evening of somebody's, as it is.
select s.session_id, s.player_a_profile_id, s.player_b_profile_id, s.primary_user_id, s.partner_user_id, s.primary_anonymous_session_id,
       s.partner_anonymous_session_id, s.intimacy_level::text as level, s.skip_count, s.connection_confirmed_at, s.activity_type, s.target_activities,
       s.bank_ratio, s.truth_so_far, s.dare_so_far, s.current_step, s.status, s.rules, s.created_at, s.completed_at, s.seed, s.primary_feedback, s.partner_feedback
from sessions s
where s.session_id = :session_id
  and (s.primary_user_id = :user::uuid or s.partner_user_id = :user::uuid
       or s.primary_anonymous_session_id = :anonymous::text or s.partner_anonymous_session_id = :anonymous::text);

-- name: held_evening(session_id, user, anonymous)^
-- As evening; whoever moves in it moves alone.
select s.session_id, s.player_a_profile_id, s.player_b_profile_id, s.primary_user_id, s.partner_user_id, s.primary_anonymous_session_id,
       s.partner_anonymous_session_id, s.intimacy_level::text as level, s.skip_count, s.connection_confirmed_at, s.activity_type, s.target_activities,
       s.bank_ratio, s.truth_so_far, s.dare_so_far, s.current_step, s.status, s.rules, s.created_at, s.completed_at, s.seed, s.primary_feedback, s.partner_feedback
from sessions s
where s.session_id = :session_id
  and (s.primary_user_id = :user::uuid or s.partner_user_id = :user::uuid
       or s.primary_anonymous_session_id = :anonymous::text or s.partner_anonymous_session_id = :anonymous::text)
for no key update of s;

-- name: players(a, b)
-- Both players of an evening, the primary first: names, level, sealed profiles, plan.
select p.id, p.user_id, p.anonymous_session_id, p.has_survey, p.profile_version, p.survey_version, p.power_dynamic, p.arousal_propensity, p.domain_scores,
       p.activities, p.truth_topics, p.boundaries, p.anatomy, p.highest_level::text as highest_level, coalesce(u.display_name, s.display_name) as name,
       coalesce(is_premium(u.subscription_tier, u.subscription_expires_at), false) as premium, p.revision, s.consent_version is not distinct from 'in person' as guest
from profiles p left join users u on u.id = p.user_id left join anonymous_sessions s on s.session_id = p.anonymous_session_id
where p.id in (:a, :b) order by p.id = :b;

-- name: names(a, b)
-- How both players are called, the primary first.
select coalesce(u.display_name, s.display_name, '') as name
from profiles p left join users u on u.id = p.user_id left join anonymous_sessions s on s.session_id = p.anonymous_session_id
where p.id in (:a, :b) order by p.id = :b;

-- name: partner_profile(player)^
-- The profile of a player named as data_keys names them.
select p.id, p.user_id, p.anonymous_session_id, p.highest_level::text as highest_level from profiles p where p.id in (select player_profiles(:player));

-- name: running(a, b)$
-- An evening of these two that is under way.
select s.session_id from sessions s
where s.status = 'active' and s.player_a_profile_id in (:a, :b) and s.player_b_profile_id in (:a, :b)
  and (s.connection_confirmed_at is not null or s.created_at > kith.now() - interval '1 day')
order by s.created_at desc limit 1;

-- name: begin(session_id, a, b, user, anonymous, partner_user, partner_anonymous, partner_name, level, kind, target, bank_ratio, rules)!
-- An evening; the database asks who may play with whom, and how far.
insert into sessions (session_id, player_a_profile_id, player_b_profile_id, partner_profile_id, primary_user_id, primary_anonymous_session_id, partner_user_id,
  partner_anonymous_session_id, partner_anonymous_name, session_owner_user_id, intimacy_level, activity_type, target_activities, bank_ratio, rules)
values (:session_id, :a, :b::integer, :b::integer, :user::uuid, :anonymous, :partner_user, :partner_anonymous, :partner_name, :user::uuid,
  :level::text::intimacy_level_enum, :kind, :target, :bank_ratio, :rules);

-- name: agree(session_id, level, rules)$
-- The other's yes, within a day; null when it is too late.
update sessions set connection_confirmed_at = kith.now(), intimacy_level = :level::text::intimacy_level_enum, rules = :rules
where session_id = :session_id and status = 'active' and connection_confirmed_at is null and created_at > kith.now() - interval '1 day'
returning session_id;

-- name: met(one, other)!
-- They played: each on the other's list.
select remember_each_other(:one, :other);

-- name: tell_guest(profile, anatomy, boundaries, highest_level)!
-- What a guest at the same phone said.
update profiles set anatomy = :anatomy, boundaries = :boundaries, highest_level = :highest_level::text::intimacy_level_enum where id = :profile;

-- name: recent(session_id, step)
-- The last five cards, the newest first.
select seq, tags, roles from session_activities where session_id = :session_id and seq <= :step order by seq desc limit 5;

-- name: day_is_over(user)$
-- Whether somebody has had all cards of their day.
select check_daily_activity_limit(:user, 25);

-- name: take(user, anonymous, network)$
-- Count a card with its draw; null when the day's are gone.
select take_daily_activity(:user::uuid, :anonymous::text, :network, 25);

-- name: put(session_id, seq, type, rating, intensity, script, tags, roles, source, checks)!
-- A card on the table.
insert into session_activities (session_id, seq, type, rating, intensity, script, tags, roles, source, checks)
values (:session_id, :seq, :type, :rating, :intensity, :script, :tags, :roles, :source, :checks);

-- name: remember(session_id, seq, type, users, anonymous, themes, cards)!
-- Each player saw it.
insert into user_activity_history (session_id, seq, activity_type, user_id, anonymous_session_id, theme_tags, sealed_card)
select :session_id, :seq, :type::text::activity_type_enum, one.user_id, one.anonymous, one.themes, one.card
from unnest(:users::uuid[], :anonymous::text[], :themes::jsonb[], :cards::bytea[]) one (user_id, anonymous, themes, card);

-- name: step(session_id, seq, truths, dares, rules)!
-- One card further.
update sessions set current_step = :seq, truth_so_far = truth_so_far + :truths, dare_so_far = dare_so_far + :dares, rules = :rules where session_id = :session_id;

-- name: skip(session_id, seq)$
-- A card is passed over, for both; how many that makes in a row.
with passed as (
  update user_activity_history set was_skipped = true where session_id = :session_id and seq = :seq and not was_skipped returning 1
)
update sessions set skip_count = skip_count + 1 where session_id = :session_id and exists (select 1 from passed) returning skip_count;

-- name: set_skips(session_id, skips, rules)!
-- So many in a row.
update sessions set skip_count = :skips, rules = :rules where session_id = :session_id;

-- name: calm(session_id, rules)!
-- Nothing intense any more.
update sessions set intimacy_level = 'G', rules = :rules where session_id = :session_id and status = 'active';

-- name: finish(session_id, status)!
-- It is over.
update sessions set status = :status where session_id = :session_id and status = 'active';

-- name: set_rules(session_id, rules)!
-- What was set.
update sessions set rules = :rules where session_id = :session_id;

-- name: card(session_id, seq)^
-- One card of an evening.
select seq, type, rating, intensity, script, tags, roles, source, checks, created_at from session_activities where session_id = :session_id and seq = :seq;

-- name: cards(session_id)
-- All cards of an evening, in order.
select seq, type, rating, intensity, script, tags, roles, source, checks, created_at from session_activities where session_id = :session_id order by seq;

-- name: felt(session_id, user, anonymous)
-- What one did with the cards of an evening.
select seq, was_skipped, feedback_type::text as feeling from user_activity_history
where session_id = :session_id and (user_id = :user::uuid or anonymous_session_id = :anonymous::text) order by seq;

-- name: feel(session_id, seq, user, anonymous, feeling)$
-- How one card was for somebody; null when there is no such card.
update user_activity_history set feedback_type = :feeling::text::feedback_type_enum
where session_id = :session_id and seq = :seq and (user_id = :user::uuid or anonymous_session_id = :anonymous::text) returning seq;

-- name: tell(session_id, primary, content)!
-- How it was for one of the two.
update sessions set primary_feedback = case when :primary then :content::jsonb else primary_feedback end,
  partner_feedback = case when :primary then partner_feedback else :content::jsonb end
where session_id = :session_id;

-- name: evenings(user, anonymous, at_most)
-- Somebody's evenings, the newest first: numbers only.
select s.session_id, s.status, s.connection_confirmed_at is not null as agreed, s.current_step, s.target_activities, s.truth_so_far, s.dare_so_far,
       s.created_at, s.completed_at, s.intimacy_level::text as level,
       s.primary_user_id is not distinct from :user::uuid and s.primary_anonymous_session_id is not distinct from :anonymous::text as primary,
       (select count(*) from user_activity_history h where h.session_id = s.session_id and h.was_skipped
          and (h.user_id = :user::uuid or h.anonymous_session_id = :anonymous::text)) as skipped,
       coalesce(u.display_name, a.display_name, s.partner_anonymous_name) as name
from sessions s
  join profiles p on p.id = case
    when s.primary_user_id is not distinct from :user::uuid and s.primary_anonymous_session_id is not distinct from :anonymous::text
    then s.player_b_profile_id else s.player_a_profile_id end
  left join users u on u.id = p.user_id
  left join anonymous_sessions a on a.session_id = p.anonymous_session_id
where (s.primary_user_id = :user::uuid or s.partner_user_id = :user::uuid
   or s.primary_anonymous_session_id = :anonymous::text or s.partner_anonymous_session_id = :anonymous::text)
  and not (s.status = 'active' and s.connection_confirmed_at is null and s.created_at <= kith.now() - interval '1 day')
order by s.created_at desc limit :at_most;

-- name: abandon_idle()$
-- Evenings that nobody goes on with.
select abandon_idle_sessions();

-- name: for_check(session_id, seed)^
-- An evening that both opened to a check of its draw, by its seed (operators).
select s.session_id, s.player_a_profile_id, s.player_b_profile_id, s.primary_user_id, s.partner_user_id, s.primary_anonymous_session_id,
       s.partner_anonymous_session_id, s.intimacy_level::text as level, s.skip_count, s.connection_confirmed_at, s.activity_type, s.target_activities,
       s.bank_ratio, s.truth_so_far, s.dare_so_far, s.current_step, s.status, s.rules, s.created_at, s.completed_at, s.seed, s.primary_feedback, s.partner_feedback
from sessions s where s.session_id = :session_id and s.seed = :seed and s.rules -> 'open_to_check' @> '["A", "B"]';
