drop function hide_review(uuid);
drop table reviews;
drop function count_reviews(uuid);
drop function reveal_together();
drop function guard_review();
