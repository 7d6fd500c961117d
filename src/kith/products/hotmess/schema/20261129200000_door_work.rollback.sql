drop function door_scan(uuid, uuid, bytea, text[], uuid, text, uuid, uuid, bytea, timestamptz, boolean, text);
