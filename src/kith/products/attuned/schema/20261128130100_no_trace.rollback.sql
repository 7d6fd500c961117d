drop trigger sessions_forget_moves on sessions;

drop function forget_moves();
