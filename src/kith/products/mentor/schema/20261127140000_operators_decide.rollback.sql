drop function show_review(uuid);

drop function reinstate_person(uuid);
