-- What may become what. Enforced before every write, told to domain_events after it.

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('survey', '', 'in_progress', 'survey.begun'),
  ('survey', 'in_progress', 'completed', 'survey.completed'),
  ('survey', 'in_progress', 'abandoned', 'survey.abandoned'),

  ('connection', '', 'pending', 'connection.requested'),
  ('connection', 'pending', 'accepted', 'connection.accepted'),
  ('connection', 'pending', 'declined', 'connection.declined'),
  ('connection', 'pending', 'expired', 'connection.expired'),

  ('session', '', 'active', 'session.begun'),
  ('session', 'active', 'completed', 'session.completed'),
  ('session', 'active', 'abandoned', 'session.abandoned');

create function event_id(p_entity text, p_id text) returns uuid language sql immutable
  set search_path from current
as $$
  select encode(substr(sha256(convert_to(p_entity || ':' || p_id, 'UTF8')), 1, 16), 'hex')::uuid
$$;

comment on function event_id(text, text) is 'Under which id domain_events tells of an entity whose own id is a number or a text.';

create function record_named_transition() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  before_state text := '';
  after_state text := to_jsonb(new) ->> 'status';
begin
  if tg_op = 'UPDATE' then
    before_state := to_jsonb(old) ->> 'status';
    if before_state is not distinct from after_state then
      return null;
    end if;
  end if;
  insert into domain_events (entity_type, entity_id, event_type, from_state, to_state, correlation_id)
  select t.entity_type, event_id(t.entity_type, to_jsonb(new) ->> tg_argv[1]), t.event_type, nullif(before_state, ''), after_state,
         nullif(current_setting('kith.correlation_id', true), '')::uuid
  from state_transitions t
  where t.entity_type = tg_argv[0] and t.from_state = before_state and t.to_state = after_state;
  return null;
end $$;

comment on function record_named_transition() is 'Trigger (entity, id column): writes the domain event of a change of status, under event_id.';

create trigger survey_progress_check_transition before insert or update on survey_progress
  for each row execute function enforce_transition('survey', 'status');

create trigger survey_progress_event after insert or update of status on survey_progress
  for each row execute function record_named_transition('survey', 'id');

create trigger partner_connections_check_transition before insert or update on partner_connections
  for each row execute function enforce_transition('connection', 'status');

create trigger partner_connections_event after insert or update of status on partner_connections
  for each row execute function record_named_transition('connection', 'id');

create trigger sessions_check_transition before insert or update on sessions
  for each row execute function enforce_transition('session', 'status');

create trigger sessions_event after insert or update of status on sessions
  for each row execute function record_named_transition('session', 'session_id');
