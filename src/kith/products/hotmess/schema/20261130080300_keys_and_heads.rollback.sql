drop function evidence_heads();

drop function evidence_head(date, timestamptz);

drop index evidence_events_created_idx;

drop function rotate_printed_key(text, text, bytea);

alter table printed_keys drop column checks_until;
