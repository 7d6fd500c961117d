-- A download that breaks in the middle must not cost the only one: a link works three times within its week.

alter table dsar_requests add column downloads smallint not null default 0;

update dsar_requests set downloads = 3 where downloaded_at is not null;

alter table dsar_requests add constraint dsar_requests_downloads check (downloads between 0 and 3 and (downloads > 0) = (downloaded_at is not null));

comment on column dsar_requests.downloads is 'How often the file was fetched, three times at most; downloaded_at is the last time.';

comment on column dsar_requests.download_hash is 'SHA-256 of the link to the file; download_key is where the file lies.';

create or replace function take_download(p_hash bytea) returns text language sql volatile security definer
  set search_path from current
as $$
  update dsar_requests set downloads = downloads + 1, downloaded_at = kith.now()
  where download_hash = p_hash and downloads < 3 and download_expires_at > kith.now() and status = 'completed' returning download_key
$$;

comment on function take_download(bytea) is 'Where the file of this link lies, three times at most; null when it was taken so often or is too old.';

grant select (downloads) on dsar_requests to authenticated;
