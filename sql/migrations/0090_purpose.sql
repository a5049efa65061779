-- 0090_purpose.sql - clinical rows are seen for their purpose only.
--
-- Scopes are organisations, and nearly every role has a scope at some organisation: the finance office
-- at its hospital, the alliance's office at all members. So the tables with patients ask in addition
-- what the request was let in for: without a permission on referrals or patients they look empty,
-- whatever a query forgot. Overseers reach rows of referrals (their pages leave identity out), never
-- patients.
set local role yl_owner;

create policy patient_purpose on biz.patient as restrictive for all to yl_web, yl_job
	using ((select split_part(sec.permission(), '.', 1)) = any ('{referral,patient}'::text[]));
create policy referral_purpose on biz.referral as restrictive for all to yl_web, yl_job
	using ((select split_part(sec.permission(), '.', 1)) = any ('{referral,patient,oversight}'::text[]));
create policy referral_event_purpose on biz.referral_event as restrictive for all to yl_web, yl_job
	using ((select split_part(sec.permission(), '.', 1)) = any ('{referral,patient}'::text[]));
