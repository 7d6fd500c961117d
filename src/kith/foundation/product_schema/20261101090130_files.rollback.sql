drop table stored_files;

drop function keep_unwanted();
