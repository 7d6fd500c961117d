-- name: of_operator(admin)
-- What an operator's role may.
select r.may from kith.admins a join kith.moderation_rights r on r.role = a.role where a.id = :admin;

-- name: of_roles()
-- What each role may.
select role, may from kith.moderation_rights;
