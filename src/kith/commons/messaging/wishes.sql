-- name: of(person_id)^
-- How a person is reached, by what name, in which language, and how they want to be told; nothing when there is nobody (any more).
select u.email, u.phone, u.raw_user_meta_data ->> 'first_name' as name, u.raw_user_meta_data ->> 'locale' as locale,
       exists (select 1 from kith.push_subscriptions p join kith.sessions b on b.id = p.session_id
               where p.person_id = u.id and p.gone_at is null and b.revoked_at is null and b.expires_at > kith.now()) as pushable,
       exists (select 1 from kith.push_subscriptions p where p.person_id = u.id and p.gone_at is not null) as browser_gone,
       s.zone, s.quiet_from, s.quiet_until, s.digest, s.next_digest_at,
       (select jsonb_agg(jsonb_build_array(c.topic, c.channel, c.wanted)) from kith.notification_choices c where c.person_id = u.id) as choices
from auth.users u left join kith.notification_settings s on s.person_id = u.id
where u.id = :person_id and u.deleted_at is null;

-- name: turned_off(person_id, topic, channel)$
-- Whether a person does not want this topic by this channel.
select exists (select 1 from kith.notification_choices
               where person_id = :person_id and topic = :topic and channel = :channel and not wanted);

-- name: choose(person_id, topic, channel, wanted, source)!
-- A person's word on a topic by a channel.
insert into kith.notification_choices as c (person_id, topic, channel, wanted, source)
values (:person_id, :topic, :channel, :wanted, :source)
on conflict (person_id, topic, channel) do update set wanted = excluded.wanted, source = excluded.source, changed_at = kith.now()
where c.wanted is distinct from excluded.wanted;

-- name: settle(person_id, zone, quiet_from, quiet_until, digest, next_digest_at)!
-- A person's quiet hours and gathered letters.
insert into kith.notification_settings as s (person_id, zone, quiet_from, quiet_until, digest, next_digest_at)
values (:person_id, :zone, :quiet_from, :quiet_until, :digest, :next_digest_at)
on conflict (person_id) do update set zone = excluded.zone, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
  digest = excluded.digest, next_digest_at = excluded.next_digest_at, changed_at = kith.now();

-- name: sms_stopped(phone_hash)$
-- Whether this number said STOP.
select not kith.sms_allowed(:phone_hash);
