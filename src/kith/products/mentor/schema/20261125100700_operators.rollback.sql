drop view admin_actions;
