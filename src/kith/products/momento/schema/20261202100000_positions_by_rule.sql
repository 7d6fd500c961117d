-- Positions go by the rule of retention about them (kith.retention_rules), which tells people beforehand; nothing calls the function that did it before.

drop function forget_positions(timestamptz);
