-- somebody with their profile
select u.email, u.display_name, u.subscription_tier, p.power_dynamic->>'orientation' as power_orientation, p.domain_scores->>'sensation' as sensation_score
from users u left join profiles p on p.user_id = u.id where u.email = 'alice@test.com';

-- running evenings
select s.session_id, s.intimacy_level, s.current_step, s.status, p1.submission_id as primary_profile, p2.submission_id as partner_profile
from sessions s left join profiles p1 on p1.id = s.primary_profile_id left join profiles p2 on p2.id = s.partner_profile_id
where s.primary_user_id = '550e8400-e29b-41d4-a716-446655440001'::uuid and s.status = 'active';

-- history
select activity_id, activity_type, was_skipped, presented_at, extract(day from now() - presented_at) as days_ago
from user_activity_history where user_id = '550e8400-e29b-41d4-a716-446655440001'::uuid order by presented_at desc limit 100;

-- plan
select u.email, u.subscription_tier, u.subscription_expires_at, u.daily_activity_count, 25 - u.daily_activity_count as activities_remaining,
  case when u.subscription_tier = 'premium' then 'Unlimited' when u.daily_activity_count >= 25 then 'Limit Reached' else 'Active' end as status
from users u where u.email = 'bob@test.com';

-- limit reached
select check_daily_activity_limit(gen_random_uuid(), 25);

-- counters
select reset_daily_activity_counts();

-- no repeat
select * from get_excluded_activities_for_user(gen_random_uuid(), null);

-- requests
select expire_pending_connections();

-- anonymous sessions
select cleanup_old_anonymous_sessions(90);
