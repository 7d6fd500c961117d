drop function end_connection(integer, uuid);
drop function accept_connection(text, uuid);
