revoke execute on function audit_ends_disowned(), audit_ends(timestamptz) from service_role;

grant execute on function audit_row_hash(audit_log), audit_bucket(timestamptz), audit_words(text, text, uuid, timestamptz) to public;

grant execute on function audit_breaks() to anon, authenticated;
