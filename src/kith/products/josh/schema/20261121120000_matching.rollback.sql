drop index linkups_when_idx;

drop index linkup_invites_sent_idx;

drop index user_ratings_changed_idx;

drop index entitlements_changed_idx;

drop index profiles_changed_idx;

drop index users_changed_idx;
