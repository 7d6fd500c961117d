drop table invariant_violations;

drop table invariant_checks;
