drop view xp_leaderboard cascade;

drop function leaderboard_rows cascade;

drop function come_by cascade;

drop table login_streaks cascade;

drop function rebuild_xp cascade;

drop function xp_mismatches cascade;

drop function decide_adjustment cascade;

drop function adjust_xp cascade;

drop function award_xp cascade;

drop view xp_balances cascade;

drop function add_up_xp cascade;

drop function guard_xp cascade;

drop table xp_adjustments cascade;

drop table xp_totals cascade;

drop table xp_events cascade;

drop table xp_rules cascade;
