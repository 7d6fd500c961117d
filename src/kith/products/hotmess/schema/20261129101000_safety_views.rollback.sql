drop view dsar_requests cascade;

drop view audit_log cascade;

drop view moderation_actions cascade;

drop function write_moderation_report cascade;

drop function report_content cascade;

drop view moderation_reports cascade;

drop function report_status cascade;

drop function is_hotmess_member cascade;
