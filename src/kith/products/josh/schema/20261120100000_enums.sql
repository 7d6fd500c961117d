-- The document's enumerated types, labels in the document's order.

create type user_state as enum ('unverified', 'verified', 'interviewing', 'active', 'suspended', 'deleted');

create type profile_state as enum ('empty', 'partial', 'complete_mvp', 'complete_full', 'stale');

create type conversation_mode as enum ('idle', 'interviewing', 'linkup_forming', 'awaiting_invite_reply', 'safety_hold');

create type linkup_state as enum ('draft', 'broadcasting', 'locked', 'completed', 'expired', 'canceled');

create type invite_state as enum ('pending', 'accepted', 'declined', 'expired', 'closed');

create type subscription_state as enum ('none', 'trialing', 'active', 'past_due', 'canceled', 'unpaid');

create type safety_hold_state as enum ('none', 'soft_hold', 'hard_hold');

create type region_state as enum ('open', 'waitlisted', 'closed');
