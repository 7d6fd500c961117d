drop function erase_member cascade;

drop function reinstate_member cascade;

drop function suspend_member cascade;

drop function take_down cascade;
