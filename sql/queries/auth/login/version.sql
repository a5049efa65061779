-- Differs from the last answer when any realm changed.
select sec.login_realms_version() as version
