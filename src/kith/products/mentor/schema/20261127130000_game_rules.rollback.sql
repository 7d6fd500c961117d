drop function period_grace();
drop function period_after(text, date);
drop function period_start(text, timestamptz);
drop function level_of(bigint);
drop function pair_amount(integer, integer);
drop table xp_amounts;
drop type xp_event;
