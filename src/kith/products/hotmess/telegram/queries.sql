-- name: keep(update_id, command)$
-- An update, once; null when it came before. Whose it is, and their words, are not kept.
insert into inbox (provider, external_id, kind, payload) values ('telegram', :update_id, 'update', jsonb_build_object('command', :command::text))
on conflict (provider, external_id) do nothing returning id;

-- name: leave_waiting(id, update_id, command, sealed, failure)$
-- An update whose answer failed, once, with what was asked, sealed, so that it can be answered after all.
insert into inbox (id, provider, external_id, kind, payload, error)
values (:id, 'telegram', :update_id, 'update', jsonb_build_object('command', :command::text, 'asked', :sealed::jsonb), :failure)
on conflict (provider, external_id) do nothing returning id;

-- name: handled(id)!
-- It was answered.
update inbox set handled_at = kith.now() where id = :id;

-- name: drops()
-- Drops that run or come, the next first.
select d.title, d.start_at, d.end_at, drop_state(d) as state from drops d where d.end_at > kith.now() and d.status <> 'ended' order by d.start_at, d.id limit 3;
