drop table linkup_outcomes;

drop table linkup_reminders;

drop table linkup_participants;

drop table linkup_invites;

drop table linkups;

drop table venues;
