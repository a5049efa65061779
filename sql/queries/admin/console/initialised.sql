-- Whether there are administrators.
select sec.admin_initialised() as done
