drop function running_week();
drop function tidy_ladder();
drop trigger xp_totals_went on xp_totals;
drop trigger xp_totals_climbed on xp_totals;
drop trigger xp_totals_came on xp_totals;
drop table xp_ladder;
drop function climb_ladder();
