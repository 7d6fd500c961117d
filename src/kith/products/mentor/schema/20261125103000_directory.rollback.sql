drop function search_mentors(uuid, text, text, text, integer, double precision, timestamptz, text, double precision, uuid, integer);
drop trigger profiles_name_followed on profiles;
drop function follow_name();
drop trigger mentor_profiles_search on mentor_profiles;
drop function keep_search_words();
alter table mentor_profiles drop column language_keys, drop column skill_keys, drop column search_words;
drop function folded(text);
