-- name: players(connection, player)^
-- The two of a living connection, for one of them, kept from parting meanwhile.
select c.id, c.requester, c.recipient, case when c.requester = :player then c.recipient else c.requester end as other
from partner_connections c
where c.id = :connection and c.status = 'accepted' and c.ended_at is null and (c.requester = :player or c.recipient = :player) for update;

-- name: profile(player)^
-- A player's profile, sealed, with what is known of them as a person.
select p.id, p.revision, p.has_survey, p.profile_version, p.survey_version, p.power_dynamic, p.arousal_propensity, p.domain_scores, p.activities, p.truth_topics,
       p.boundaries, p.anatomy, coalesce(u.display_name, s.display_name) as name, coalesce(u.demographics, '{}'::jsonb) as demographics,
       coalesce(u.profile_sharing_setting::text, 'overlapping_only') as sharing
from profiles p left join users u on u.id = p.user_id left join anonymous_sessions s on s.session_id = p.anonymous_session_id
where p.id in (select player_profiles(:player)) for share of p;

-- name: person(player)^
-- How a player is called, what they share, and which revision their profile is.
select coalesce(u.display_name, s.display_name) as name, coalesce(u.profile_sharing_setting::text, 'overlapping_only') as sharing, p.revision, p.has_survey
from profiles p left join users u on u.id = p.user_id left join anonymous_sessions s on s.session_id = p.anonymous_session_id
where p.id in (select player_profiles(:player));

-- name: confirm(connection, player)!
-- Agree to share one's profile as it is now.
insert into sharing_confirmations (connection_id, player, revision) values (:connection, :player, 0)
on conflict (connection_id, player) do update set confirmed_at = kith.now();

-- name: withdraw(connection, player)!
-- Take one's word back, as long as the other has not given theirs.
delete from sharing_confirmations where connection_id = :connection and player = :player;

-- name: confirmed(connection)
-- Who agreed to their profile as it is now.
select s.player from sharing_confirmations s where s.connection_id = :connection and s.revision = revision_of(s.player);

-- name: snapshot(connection)^
-- What the two share.
select taken_at, content, requester_revision, recipient_revision from shared_snapshots where connection_id = :connection;

-- name: next_time(one, other)$
-- From when on the two may share anew.
select taken_at + interval '1 day' from shared_snapshots where pair = pair_of(:one, :other);

-- name: take(one, other, connection, content)!
-- The snapshot; the database asks whether both agreed.
insert into shared_snapshots (pair, connection_id, content) values (pair_of(:one, :other), :connection, :content)
on conflict (pair) do update set connection_id = excluded.connection_id, content = excluded.content;

-- name: keep_score(a, b, score, power, domains, activities, truths, details, revision_a, revision_b)!
-- A compatibility, once for two revisions; a is the lower profile.
insert into compatibility_results (profile_a_id, profile_b_id, compatibility_score, power_complement, domain_similarity, activity_overlap, truth_overlap, details,
  profile_a_revision, profile_b_revision)
values (:a, :b, :score, :power, :domains, :activities, :truths, :details, :revision_a, :revision_b)
on conflict (profile_a_id, profile_b_id, profile_a_revision, profile_b_revision) do update set
  compatibility_score = excluded.compatibility_score, details = excluded.details, stale_at = null;

-- name: score(a, b, revision_a, revision_b)^
-- A compatibility that was worked out for these revisions.
select compatibility_score, stale_at from compatibility_results
where profile_a_id = :a and profile_b_id = :b and profile_a_revision = :revision_a and profile_b_revision = :revision_b;

-- name: set_sharing(user, setting)!
-- What partners see.
update users set profile_sharing_setting = :setting::text::profile_sharing_enum where id = :user;

-- name: throw_away(before)!
-- Where nothing is shared any more, that something was is forgotten after its day.
delete from shared_snapshots where connection_id is null and taken_at < :before;
