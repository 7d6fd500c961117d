-- An erasure that goes on keeps its request's row; waiting for the person's lock as well, whoever asks for the same erasure would wait the other way round.
-- Between its opening and its end no hold can come, so looking at the opening is enough.

drop trigger privacy_requests_held on privacy_requests;

create trigger privacy_requests_held before insert on privacy_requests for each row
  when (new.kind = 'erasure' and new.state = 'open') execute function refuse_while_held();

create trigger privacy_requests_held_again before update on privacy_requests for each row
  when (new.kind = 'erasure' and new.state = 'open' and old.state <> 'open') execute function refuse_while_held();
