-- What the house owns, under its documented names. Nothing here tells that somebody also uses another product.

create function is_hotmess_member(person uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from profiles p where p.user_id = person)
$$;

comment on function is_hotmess_member(uuid) is 'Whether this is, or was, a member here.';

create function report_status(p_report uuid) returns text language sql stable security definer
  set search_path from current
as $$
  select case when c.id is null then case r.status when 'reviewing' then 'investigating' else r.status end
              when c.state in ('open', 'queued') then 'open' when c.state in ('assigned', 'escalated') then 'investigating'
              when c.outcome = 'dismissed' then 'dismissed' else 'resolved' end
  from kith.reports r left join kith.cases c on c.id = r.case_id
  where r.id = p_report
    and (coalesce(nullif(current_setting('role', true), 'none'), session_user) not in ('anon', 'authenticated', 'kith_app') or r.reporter_id = auth.uid())
$$;

comment on function report_status(uuid) is 'The public face of a report: open, investigating, resolved, dismissed. A member is told of their own.';

create view moderation_reports with (security_invoker = true) as
  select r.id, r.reporter_id, r.report_type as category, r.content_type as target_type, r.content_id as target_id, r.details ->> 'description' as description,
         report_status(r.id) as status, r.case_id, r.created_at, r.updated_at
  from kith.reports r
  where r.product = 'hotmess';

comment on view moderation_reports is 'What members reported. A report is added; its status follows its case.';

create function report_content(p_reporter uuid, p_category text, p_target_type text, p_target_id uuid, p_description text default null, p_key text default null)
returns table (report_id uuid, case_id uuid, fresh boolean, reports integer) language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  subject uuid;
  seen jsonb;
  filed record;
  listing record;
  credible integer;
begin
  if p_category not in ('scam', 'harassment', 'coercion', 'hate', 'doxxing', 'unsafe', 'other') then
    raise exception using errcode = 'check_violation', constraint = 'moderation_reports_category', table = 'moderation_reports', message = 'there is no such category';
  end if;
  if length(p_description) > 4000 then
    raise exception using errcode = 'check_violation', constraint = 'moderation_reports_description', table = 'moderation_reports', message = 'at most 4,000 characters';
  end if;
  if p_target_type = 'listing' then
    select l.* into listing from ticket_listings l where l.id = p_target_id for no key update;
    subject := listing.seller_id;
    seen := jsonb_build_object('title', listing.title, 'description', listing.description, 'price_pence', listing.price_pence, 'status', listing.status);
  elsif p_target_type = 'beacon' then
    select b.owner_id, jsonb_build_object('title', b.title, 'description', b.description, 'status', b.status) into subject, seen from beacons b where b.id = p_target_id;
  elsif p_target_type = 'post' then
    select p.author_id, jsonb_build_object('body', p.body, 'status', p.status, 'beacon_id', p.beacon_id) into subject, seen from beacon_posts p where p.id = p_target_id;
  elsif p_target_type = 'market_listing' then
    select s.owner_id, jsonb_build_object('title', l.title, 'description', l.description, 'images', l.images) into subject, seen
    from market_listings l join market_sellers s on s.id = l.seller_id where l.id = p_target_id;
  elsif p_target_type = 'seller' then
    select s.owner_id, jsonb_build_object('display_name', s.display_name, 'bio', s.bio) into subject, seen from market_sellers s where s.id = p_target_id;
  elsif p_target_type = 'profile' then
    select p.user_id, jsonb_build_object('username', p.username) into subject, seen from profiles p where p.id = p_target_id;
  end if;
  if subject is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is nothing like that to report';
  end if;
  select f.* into filed from kith.file_report('hotmess', p_reporter, subject, p_target_type, p_target_id, p_category,
    jsonb_strip_nulls(jsonb_build_object('description', p_description)), seen,
    case p_category when 'unsafe' then 5 when 'coercion' then 5 when 'doxxing' then 4 when 'hate' then 4 when 'harassment' then 3 when 'scam' then 3 else 2 end,
    case when p_category = 'scam' then 'market' when p_category in ('unsafe', 'coercion', 'doxxing') then 'safety' else 'general' end, p_key) f;
  if p_target_type = 'listing' then
    -- Five people whose word counts (who have not been wrong far more often than right) since it went live.
    select count(distinct r.reporter_id) into credible from kith.reports r
    where r.content_type = 'listing' and r.content_id = p_target_id and r.product = 'hotmess' and r.weight >= 0.4 and r.created_at >= coalesce(listing.live_at, r.created_at);
    update ticket_listings l set report_count = credible,
      status = case when l.status = 'live' and credible >= 5 then 'pending_review' else l.status end,
      review_notes = case when l.status = 'live' and credible >= 5 then 'Five people reported it; somebody looks at it.' else l.review_notes end
    where l.id = p_target_id;
  end if;
  return query select filed.report_id, filed.case_id, filed.fresh, credible;
end $$;

comment on function report_content(uuid, text, text, uuid, text, text) is
  'Reports a beacon, post, listing, market_listing, seller or profile with a snapshot, once a person and case. The fifth credible report of a live listing sends it back to review.';

create function write_moderation_report() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if auth.uid() is not null and new.reporter_id is distinct from auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people report for themselves';
  end if;
  select f.report_id, f.case_id into new.id, new.case_id from report_content(new.reporter_id, new.category, new.target_type, new.target_id, new.description) f;
  select r.created_at, r.updated_at, 'open' into new.created_at, new.updated_at, new.status from kith.reports r where r.id = new.id;
  return new;
end $$;

comment on function write_moderation_report() is 'Trigger: a report through the documented name is a report.';

create trigger moderation_reports_write instead of insert on moderation_reports for each row execute function write_moderation_report();

create view moderation_actions with (security_invoker = true) as
  select d.id, d.case_id, d.admin_id as moderator_id, d.action, d.content_type as target_type, d.content_id as target_id, d.person_id as target_user_id, d.reason,
         d.statement, d.reverses, d.created_at
  from kith.decisions d
  where d.product = 'hotmess' and d.action in ('remove_post', 'disable_beacon', 'remove_listing', 'suspend_seller', 'ban_user', 'reinstate', 'warn');

comment on view moderation_actions is 'What moderators did, each with its reason. Added by decisions, never changed.';

create view audit_log with (security_invoker = true) as
  select l.id, l.actor_id, l.action, l.target_type as object_type, l.target_id as object_id, l.before, l.after, l.reason, l.request_id, l.created_at, l.actor, l.product
  from kith.audit_log l
  where l.product = 'hotmess'
  with local check option;

alter view audit_log alter column product set default 'hotmess';

alter view audit_log alter column actor set default 'operator';

comment on view audit_log is 'What was done here by operators and the house. Rows can be added, never changed.';

create view dsar_requests with (security_invoker = true) as
  select d.id, d.person_id as user_id, d.request_type, d.status, d.due_at, d.acts_at, d.rejected_reason, d.completed_at, d.created_at, d.updated_at
  from kith.dsar_requests d
  where is_hotmess_member(d.person_id);

comment on view dsar_requests is 'Requests of members about their data; the house keeps them for every product.';

revoke all on function is_hotmess_member(uuid), report_status(uuid), report_content(uuid, text, text, uuid, text, text), write_moderation_report() from public;

grant execute on function is_hotmess_member(uuid), report_status(uuid) to authenticated, service_role;

grant execute on function report_content(uuid, text, text, uuid, text, text) to service_role;

grant select, insert (reporter_id, category, target_type, target_id, description) on moderation_reports to authenticated;

grant select, insert on moderation_reports to service_role;

grant select on moderation_actions, dsar_requests to service_role;

grant select on dsar_requests to authenticated;

grant select, insert on audit_log to service_role;
