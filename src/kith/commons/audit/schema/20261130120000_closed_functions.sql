-- Walking all of the audit is work for the house, not for whoever asks; and what only its own indexes and hashes need is nobody's else.

revoke execute on function audit_breaks() from anon, authenticated;

revoke all on function audit_row_hash(audit_log), audit_bucket(timestamptz), audit_words(text, text, uuid, timestamptz) from public;

grant execute on function audit_row_hash(audit_log), audit_bucket(timestamptz), audit_words(text, text, uuid, timestamptz) to service_role;

grant execute on function audit_ends_disowned(), audit_ends(timestamptz) to service_role;
