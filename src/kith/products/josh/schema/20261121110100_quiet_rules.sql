-- States stricter than the federal law that were missing, among them those with quiet Sundays: a day on which nothing may go out opens and
-- closes at the same time.

alter table quiet_rules drop constraint quiet_rules_hours;

alter table quiet_rules add constraint quiet_rules_hours check (allowed_until >= allowed_from);

comment on table quiet_rules is
  'Between which local times a text that is no answer may go out. The most specific row counts; the same time twice means not at all that day.';

insert into quiet_rules (country, subdivision, weekday, allowed_from, allowed_until, source) values
  ('US', 'US-AL', null, '08:00', '20:00', 'Alabama Administrative Code 770-X-5-.17'),
  ('US', 'US-AL', 7, '00:00', '00:00', 'Alabama Administrative Code 770-X-5-.17, Sundays'),
  ('US', 'US-CT', null, '09:00', '20:00', 'Connecticut General Statutes 42-288a'),
  ('US', 'US-KY', null, '10:00', '21:00', 'Kentucky Revised Statutes 367.46955'),
  ('US', 'US-LA', null, '08:00', '20:00', 'Louisiana Revised Statutes 45:844.31'),
  ('US', 'US-LA', 7, '00:00', '00:00', 'Louisiana Revised Statutes 45:844.31, Sundays'),
  ('US', 'US-MA', null, '08:00', '20:00', 'Massachusetts General Laws 159C, 201 CMR 12'),
  ('US', 'US-MN', null, '09:00', '21:00', 'Minnesota Statutes 325E.30'),
  ('US', 'US-MS', null, '08:00', '20:00', 'Mississippi Telephone Solicitation Act'),
  ('US', 'US-MS', 7, '00:00', '00:00', 'Mississippi Telephone Solicitation Act, Sundays'),
  ('US', 'US-NM', null, '09:00', '21:00', 'New Mexico Statutes 57-12-22')
on conflict on constraint quiet_rules_one do nothing;
