drop function is_explainability(jsonb);

drop function is_venue(jsonb);

drop function is_region_rules(jsonb);

drop function is_geometry(jsonb);

drop function is_brief(jsonb);

drop function is_boundaries(jsonb);

drop function is_activity_patterns(jsonb);

drop function fingerprint_confident(jsonb);

drop function fingerprint_dates(jsonb);

drop function fingerprint_confidences(jsonb);

drop function fingerprint_values(jsonb);

drop function is_fingerprint(jsonb);

drop function is_factor(jsonb);

drop function fingerprint_factors();

drop function iso_date(text);

drop function is_name(jsonb);

drop function is_span(jsonb);

drop function is_count(jsonb);

drop function is_texts(jsonb);

drop function is_weights(jsonb);

drop function is_unit(jsonb);

drop function is_time_zone(text);
