drop function opt_out(uuid, boolean);
drop function list_player(uuid);
drop view leaderboard_week;
drop view leaderboard;
