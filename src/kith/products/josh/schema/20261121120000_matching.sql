-- What choosing a wave reads: who changed since the last look, and who was asked lately.

create index users_changed_idx on users (updated_at);

create index profiles_changed_idx on profiles (updated_at);

create index entitlements_changed_idx on entitlements (updated_at);

create index user_ratings_changed_idx on user_ratings (updated_at);

create index linkup_invites_sent_idx on linkup_invites (sent_at);

create index linkups_when_idx on linkups (region_id, starts_at, ends_at) where state in ('broadcasting', 'locked');
