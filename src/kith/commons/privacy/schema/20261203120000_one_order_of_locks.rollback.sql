drop trigger privacy_requests_held_again on privacy_requests;

drop trigger privacy_requests_held on privacy_requests;

create trigger privacy_requests_held before insert or update on privacy_requests for each row
  when (new.kind = 'erasure' and new.state = 'open') execute function refuse_while_held();
