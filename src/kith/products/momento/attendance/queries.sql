-- name: lock(event)$
-- Serialises what is written about one event's attendance until the transaction ends.
select true from events where id = :event for no key update;

-- name: guest_frame(event, user_id)^
-- An event as one of its guests needs it on the day; nothing for people without a confirmed seat.
select e.id as event_id, e.title, e.status as event_status, e.starts_at, e.ends_at, e.time_zone, e.arrival_signpost, p.id as profile_id,
       p.user_id, a.id as attendance_id, a.status, a.method, a.incontestable, a.checked_in_at, a.dispute_reason, a.disputed_at, a.resolved_at
from events e
join social_profiles p on p.user_id = :user_id
join seats s on s.event_id = e.id and s.profile_id = p.id
left join attendance a on a.event_id = e.id and a.profile_id = p.id
where e.id = :event;

-- name: host_frame(event, user_id)^
-- An event as its host needs it on the day; nothing for others.
select e.id as event_id, e.title, e.status as event_status, e.starts_at, e.ends_at, e.time_zone, p.id as profile_id
from events e join host_profiles h on h.id = e.host_id join social_profiles p on p.user_id = h.user_id
where e.id = :event and h.user_id = :user_id;

-- name: door_list(event, host)
-- Everybody with a seat, what is known of them and what the host said, for the host (service, after the host was checked).
select p.id as profile_id, coalesce(p.preferred_name, p.first_name) as name, i.plus_one_name, p.id = :host as is_host, a.status, a.method,
       a.checked_in_at, r.says as host_says
from seats s
join social_profiles p on p.id = s.profile_id
join invitations i on i.event_id = s.event_id and i.profile_id = s.profile_id
left join attendance a on a.event_id = s.event_id and a.profile_id = s.profile_id
left join attendance_reports r on r.event_id = s.event_id and r.about_profile_id = s.profile_id and r.by_profile_id = :host
where s.event_id = :event
order by name, p.id;

-- name: co_guests(event)
-- The other guests as the signed-in guest may see them, with what they themselves have said: run as the member.
select g.profile_id, g.name from guest_list(:event) g where g.shown and g.profile_id <> my_profile_id() order by g.name, g.profile_id;

-- name: said_by(event, profile)
-- What one person has said about others at an event.
select about_profile_id, says from attendance_reports where event_id = :event and by_profile_id = :profile;

-- name: say(event, about, by, says)!
-- Somebody's word about a guest; said again, it replaces what they said.
insert into attendance_reports (event_id, about_profile_id, by_profile_id, says) values (:event, :about, :by, :says)
on conflict (event_id, about_profile_id, by_profile_id) do update set says = excluded.says, created_at = kith.now()
where attendance_reports.says <> excluded.says;

-- name: is_guest(event, profile)$
-- Whether somebody has a confirmed seat.
select was_guest(:event, :profile);

-- name: evidence(event, profile)^
-- All that is known about one guest: the row, the host's word and the event's start.
select e.starts_at, e.ends_at, e.status as event_status, e.title, p.user_id, a.id, a.status, a.method, a.incontestable, a.checked_in_at, a.disputed_from,
       hp.id as host_profile_id, r.says as host_says, r.created_at as host_said_at
from events e
join host_profiles h on h.id = e.host_id
join social_profiles hp on hp.user_id = h.user_id
join social_profiles p on p.id = :profile
left join attendance a on a.event_id = e.id and a.profile_id = p.id
left join attendance_reports r on r.event_id = e.id and r.about_profile_id = p.id and r.by_profile_id = hp.id
where e.id = :event;

-- name: hearsay(event, profile)
-- What guests other than the host say about one guest.
select r.says from attendance_reports r
where r.event_id = :event and r.about_profile_id = :profile and not is_host_of(:event, r.by_profile_id) order by r.by_profile_id;

-- name: write(event, profile, status, method, reported_by)!
-- What came of it: a new row, or another outcome for the one there is.
insert into attendance (event_id, profile_id, status, method, reported_by_profile_id) values (:event, :profile, :status, :method, :reported_by)
on conflict (event_id, profile_id) do update set status = excluded.status,
  method = case when attendance.checked_in_at is null then excluded.method else attendance.method end,
  reported_by_profile_id = excluded.reported_by_profile_id;

-- name: dispute(id, reason)!
-- Somebody contradicts, or two firm words contradict each other: it waits for people.
update attendance set status = 'disputed', dispute_reason = :reason where id = :id;

-- name: resolve(id, status)!
-- An operator decides.
update attendance set status = :status, method = 'operator', incontestable = false where id = :id;

-- name: connect(event)$
-- Memories for those who turn out to have been there after an event was completed.
select connect_attendees(:event);
