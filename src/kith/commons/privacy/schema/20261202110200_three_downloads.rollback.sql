revoke select (downloads) on dsar_requests from authenticated;

create or replace function take_download(p_hash bytea) returns text language sql volatile security definer
  set search_path from current
as $$
  update dsar_requests set downloaded_at = kith.now()
  where download_hash = p_hash and downloaded_at is null and download_expires_at > kith.now() and status = 'completed' returning download_key
$$;

comment on function take_download(bytea) is 'Where the file of this link lies, once; null when it was taken or is too old.';

comment on column dsar_requests.download_hash is 'SHA-256 of the one link to the file; download_key is where the file lies.';

alter table dsar_requests drop constraint dsar_requests_downloads, drop column downloads;
