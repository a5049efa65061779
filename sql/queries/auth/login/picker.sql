-- Institutions to choose from at sign-in.
-- $1 part of name, or beginning of pinyin, initials or code; $2 how many
select realm, organisation_id, name, county, initials, suffix, helpdesk_name, helpdesk_phone
  from sec.login_picker($1::text, $2::int + 1)
