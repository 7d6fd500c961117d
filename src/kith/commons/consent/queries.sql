-- name: publish(kind, product, version, language, body)!
-- A wording, once; what was published is never edited.
insert into kith.consent_texts (kind, product, version, language, body) values (:kind, :product, :version, :language, :body) on conflict do nothing;

-- name: record(person_id, product, kind, version, language, granted, source)!
-- A person's word on one consent.
insert into kith.consents (person_id, product, kind, version, language, granted, source)
values (:person_id, :product, :kind, :version, :language, :granted, :source);

-- name: has_consent(person_id, product, kind)$
-- Whether the person's newest word is yes.
select kith.has_consent(:person_id, :product, :kind);

-- name: history(person_id)
-- Everything a person agreed to or took back, newest first, with the words.
select c.id, c.product, c.kind, c.version, c.language, c.granted, c.source, c.recorded_at, t.body
from kith.consents c join kith.consent_texts t using (kind, product, version, language)
where c.person_id = :person_id order by c.recorded_at desc, c.id;
