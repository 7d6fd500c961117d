delete from quiet_rules where subdivision in ('US-AL', 'US-CT', 'US-KY', 'US-LA', 'US-MA', 'US-MN', 'US-MS', 'US-NM');

alter table quiet_rules drop constraint quiet_rules_hours;

alter table quiet_rules add constraint quiet_rules_hours check (allowed_until > allowed_from);
