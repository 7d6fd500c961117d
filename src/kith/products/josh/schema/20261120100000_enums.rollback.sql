drop type region_state;

drop type safety_hold_state;

drop type subscription_state;

drop type invite_state;

drop type linkup_state;

drop type conversation_mode;

drop type profile_state;

drop type user_state;
