drop function has_consent(uuid, text, text);

drop table consents;

drop table consent_texts;
