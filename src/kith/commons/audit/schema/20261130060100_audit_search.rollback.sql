drop function audit_search(bigint, text, text, text, uuid, text, text, timestamptz, timestamptz, integer);

drop function audit_facets(text, text, text);

drop index audit_words_idx;

drop function audit_words(text, text, uuid, timestamptz);

drop function audit_bucket(timestamptz);

drop index audit_request_idx;

drop index audit_target_idx;

drop index audit_admin_idx;

drop index audit_actor_idx;

drop index audit_facet_idx;

drop index audit_created_idx;

create index audit_admin_idx on audit_log (admin_id);

create index audit_target_idx on audit_log (target_type, target_id);

create index audit_action_idx on audit_log (action);
