-- What the house owns, under its documented name.

create view feature_flags with (security_invoker = true) as
  select f.key, f.description, f.enabled, f.rollout_percent,
         array(select p.person_id from kith.flag_people p where p.key = f.key order by p.person_id) as allow_list,
         f.updated_by, f.created_at, f.updated_at, f.version, f.product
  from kith.flags f
  where f.product = 'mentor'
  with local check option;

alter view feature_flags alter column product set default 'mentor';

comment on view feature_flags is 'Mentor''s switches: on or off, for a share of people, for named people. Read in the program through an index in memory.';

grant select, insert, update, delete on feature_flags to service_role;
