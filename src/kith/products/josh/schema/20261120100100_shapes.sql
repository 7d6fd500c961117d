-- What the JSON columns may hold. Each function answers true or false, never with an error, so that a CHECK can name what is wrong.

create function is_time_zone(name text) returns boolean language plpgsql immutable strict
  set search_path from current
as $$
begin
  -- The pattern keeps out abbreviations and POSIX specifications, which have no daylight saving rules of a place.
  if name !~ '^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z_-]+)+|Etc/GMT[+-][0-9]{1,2})$' then
    return false;
  end if;
  perform timezone(name, timestamptz 'epoch');
  return true;
exception when invalid_parameter_value then
  return false;
end $$;

comment on function is_time_zone(text) is 'Whether this is a time zone of the IANA database, such as Europe/Berlin.';

create function is_unit(v jsonb) returns boolean language sql immutable
  set search_path from current
as $$
  select case when jsonb_typeof(v) = 'number' then (v #>> '{}')::numeric between 0 and 1 else false end
$$;

comment on function is_unit(jsonb) is 'Whether this is a number in [0, 1].';

create function is_weights(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return not exists (select 1 from jsonb_each(v) e where not is_unit(e.value));
end $$;

comment on function is_weights(jsonb) is 'Whether this is an object of numbers in [0, 1] by name.';

create function is_texts(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'array' then
    return false;
  end if;
  return not exists (select 1 from jsonb_array_elements(v) e where jsonb_typeof(e.value) <> 'string');
end $$;

comment on function is_texts(jsonb) is 'Whether this is an array of strings.';

create function is_count(v jsonb) returns boolean language sql immutable
  set search_path from current
as $$
  select case when jsonb_typeof(v) = 'number' then (v #>> '{}')::numeric >= 0 and (v #>> '{}')::numeric % 1 = 0 else false end
$$;

comment on function is_count(jsonb) is 'Whether this is a whole number of at least 0.';

create function is_span(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' or not is_count(v -> 'min') or not is_count(v -> 'max') then
    return false;
  end if;
  return (v ->> 'min')::numeric <= (v ->> 'max')::numeric;
end $$;

comment on function is_span(jsonb) is 'Whether this is {min, max} of whole numbers, in that order.';

create function is_name(v jsonb) returns boolean language sql immutable
  set search_path from current
as $$
  select case when jsonb_typeof(v) = 'string' then length(btrim(v #>> '{}')) between 1 and 200 else false end
$$;

comment on function is_name(jsonb) is 'Whether this is a string of 1 to 200 characters.';

create function iso_date(v text) returns date language plpgsql immutable strict
  set search_path from current
as $$
begin
  if v !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    return null;
  end if;
  -- A plain cast depends on DateStyle and could not stand in a generated column.
  return make_date(left(v, 4)::int, substr(v, 6, 2)::int, right(v, 2)::int);
exception when datetime_field_overflow then
  return null;
end $$;

comment on function iso_date(text) is 'The date of a YYYY-MM-DD text, null when it is none.';

create function fingerprint_factors() returns text[] language sql immutable
  set search_path from current
as $$
  select array['connection_depth', 'social_pace', 'conversation_style', 'group_energy', 'novelty_seeking', 'structure_preference',
               'humor_style', 'emotional_openness', 'conflict_style', 'values_alignment', 'lifestyle_rhythm', 'support_style']
$$;

comment on function fingerprint_factors() is 'The twelve factors of the friend fingerprint, in the order of every array of factors.';

create function is_factor(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return v - array['range_value', 'confidence', 'freshness_days', 'observed_on', 'sources'] = '{}'::jsonb
    and is_unit(v -> 'range_value')
    and is_unit(v -> 'confidence')
    and is_weights(v -> 'sources')
    and (v ? 'freshness_days' or v ? 'observed_on')
    and (not v ? 'freshness_days' or is_count(v -> 'freshness_days'))
    and (not v ? 'observed_on' or (jsonb_typeof(v -> 'observed_on') = 'string' and iso_date(v ->> 'observed_on') is not null));
end $$;

comment on function is_factor(jsonb) is 'Whether this is one factor: value, confidence, sources, and when it was observed.';

create function is_fingerprint(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_each(v) e where e.key <> all (fingerprint_factors()) or not is_factor(e.value)
  );
end $$;

comment on function is_fingerprint(jsonb) is 'Whether this is a friend fingerprint: any of the twelve factors and nothing else.';

create function fingerprint_values(f jsonb) returns real[] language plpgsql immutable
  set search_path from current
as $$
begin
  if not is_fingerprint(f) then
    return null; -- the CHECK of the same row refuses it with a better message than a failed cast
  end if;
  return array(select coalesce((f -> n ->> 'range_value')::real, 0.5)
               from unnest(fingerprint_factors()) with ordinality u(n, i) order by i);
end $$;

comment on function fingerprint_values(jsonb) is 'The twelve values in order, 0.5 where nothing is known.';

create function fingerprint_confidences(f jsonb) returns real[] language plpgsql immutable
  set search_path from current
as $$
begin
  if not is_fingerprint(f) then
    return null;
  end if;
  return array(select coalesce((f -> n ->> 'confidence')::real, 0)
               from unnest(fingerprint_factors()) with ordinality u(n, i) order by i);
end $$;

comment on function fingerprint_confidences(jsonb) is 'The twelve confidences in order, 0 where nothing is known.';

create function fingerprint_dates(f jsonb) returns date[] language plpgsql immutable
  set search_path from current
as $$
begin
  if not is_fingerprint(f) then
    return null;
  end if;
  return array(select iso_date(f -> n ->> 'observed_on')
               from unnest(fingerprint_factors()) with ordinality u(n, i) order by i);
end $$;

comment on function fingerprint_dates(jsonb) is 'The days on which the twelve factors were last observed, null where unknown.';

create function fingerprint_confident(f jsonb) returns smallint language plpgsql immutable
  set search_path from current
as $$
begin
  if not is_fingerprint(f) then
    return null;
  end if;
  return (select count(*) from jsonb_each(f) e where (e.value ->> 'confidence')::numeric > 0.5);
end $$;

comment on function fingerprint_confident(jsonb) is 'How many factors are known with a confidence above 0.5.';

create function is_activity_patterns(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'array' then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_array_elements(v) e(p)
    where case when jsonb_typeof(p) <> 'object' then true else not (
      is_name(p -> 'activity_key')
      and is_unit(p -> 'confidence')
      and (not p ? 'motive_weights' or is_weights(p -> 'motive_weights'))
      and (not p ? 'constraints' or jsonb_typeof(p -> 'constraints') = 'object')
      and (not p ? 'preferred_windows' or is_texts(p -> 'preferred_windows'))
      and (not p ? 'freshness_days' or is_count(p -> 'freshness_days'))
      and (not p ? 'observed_on' or (jsonb_typeof(p -> 'observed_on') = 'string' and iso_date(p ->> 'observed_on') is not null))
    ) end
  );
end $$;

comment on function is_activity_patterns(jsonb) is 'Whether this is an array of activities with motives, constraints, windows and confidence.';

create function is_boundaries(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return (not v ? 'no_thanks' or is_texts(v -> 'no_thanks'))
    and (not v ? 'hard_constraints' or jsonb_typeof(v -> 'hard_constraints') = 'object')
    and (not v ? 'age_range' or is_span(v -> 'age_range'));
end $$;

comment on function is_boundaries(jsonb) is 'Whether these are boundaries: what a person will not do, must have, and with whom.';

create function is_brief(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return is_name(v -> 'activity_key')
    and is_name(v -> 'time_window')
    and (not v ? 'motive_emphasis' or is_weights(v -> 'motive_emphasis'))
    and (not v ? 'constraints' or jsonb_typeof(v -> 'constraints') = 'object')
    and (not v ? 'group_size' or is_span(v -> 'group_size'))
    and (not v ? 'age_range' or is_span(v -> 'age_range'));
end $$;

comment on function is_brief(jsonb) is 'Whether this is a LinkUp''s brief: what, when, and under which conditions.';

create function is_geometry(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' or not (v ? 'polygon' or v ? 'zips') then
    return false;
  end if;
  if v ? 'zips' and not is_texts(v -> 'zips') then
    return false;
  end if;
  if not v ? 'polygon' then
    return true;
  end if;
  if jsonb_typeof(v -> 'polygon') <> 'array' then
    return false;
  end if;
  if jsonb_array_length(v -> 'polygon') < 3 then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_array_elements(v -> 'polygon') e(p)
    where case
      when jsonb_typeof(p) <> 'array' then true
      when jsonb_array_length(p) <> 2 then true
      when jsonb_typeof(p -> 0) <> 'number' or jsonb_typeof(p -> 1) <> 'number' then true
      else not ((p ->> 0)::numeric between -180 and 180 and (p ->> 1)::numeric between -90 and 90)
    end
  );
end $$;

comment on function is_geometry(jsonb) is 'Whether this is an area: a polygon of [longitude, latitude] points, a list of ZIP codes, or both.';

create function is_region_rules(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return (not v ? 'waitlist_release_per_hour' or is_count(v -> 'waitlist_release_per_hour'))
    and (not v ? 'min_density' or jsonb_typeof(v -> 'min_density') = 'number');
end $$;

comment on function is_region_rules(jsonb) is 'Whether these are a region''s rules: an object whose known numbers are numbers.';

create function is_venue(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return is_name(v -> 'name') and (not v ? 'address' or jsonb_typeof(v -> 'address') in ('string', 'null'));
end $$;

comment on function is_venue(jsonb) is 'Whether this is a place to meet: an object with at least a name.';

create function is_explainability(v jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  if v ? 'filters' then
    if jsonb_typeof(v -> 'filters') <> 'object' then
      return false;
    end if;
    if not (is_texts(v -> 'filters' -> 'passed') and is_texts(v -> 'filters' -> 'failed')) then
      return false;
    end if;
  end if;
  return (not v ? 'friend_score' or is_unit(v -> 'friend_score'))
    and (not v ? 'moment_fit' or is_unit(v -> 'moment_fit'))
    and (not v ? 'final_score' or jsonb_typeof(v -> 'final_score') = 'number')
    and (not v ? 'top_reasons' or is_texts(v -> 'top_reasons'));
end $$;

comment on function is_explainability(jsonb) is 'Whether this explains an invitation: scores, filters passed and failed, reasons.';
