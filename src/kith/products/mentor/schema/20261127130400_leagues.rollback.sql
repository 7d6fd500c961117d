drop function draw_leagues(date);
drop function league_moves(integer, integer);
drop table league_members;
