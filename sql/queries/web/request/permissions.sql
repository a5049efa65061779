-- Every permission there is; routes may name no other.
select sec.permission_codes() as codes
