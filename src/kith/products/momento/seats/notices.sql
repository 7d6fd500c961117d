-- name: about(invitation)^
-- What a letter about an invitation needs.
select i.id, i.event_id, i.status, i.source, i.plus_one_name, p.user_id, coalesce(p.preferred_name, p.first_name) as name, e.title, e.starts_at,
       e.ends_at, e.time_zone, e.arrival_signpost, h.user_id as host_user, h.host_name, l.name as place, l.address
from invitations i
join social_profiles p on p.id = i.profile_id
join events e on e.id = i.event_id
join host_profiles h on h.id = e.host_id
left join event_itinerary_stops s on s.event_id = e.id and s."order" = 1
left join locations l on l.id = s.location_id
where i.id = :invitation;
