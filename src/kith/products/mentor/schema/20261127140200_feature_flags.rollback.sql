drop view feature_flags;
