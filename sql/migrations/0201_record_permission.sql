-- 0201_record_permission.sql - permissions of the record modules, and which role holds them.
set local role yl_sec;

insert into sec.permission (code, name_zh, name_en)
select m.code || '.' || a.code, a.zh || m.zh, a.en || ' ' || m.en
  from (values
	('agreement', '协议与方案', 'agreements and schemes'),
	('staff', '人员', 'staff'),
	('posting', '派驻', 'postings'),
	('attendance', '出勤', 'attendance'),
	('training', '培训进修带教', 'training'),
	('technique', '手术技术与抢救', 'surgery and techniques'),
	('donation', '捐赠', 'donations'),
	('fund', '资金', 'funds'),
	('supervision', '督导', 'supervision'),
	('report', '上报数据', 'reported values')) as m (code, zh, en)
 cross join (values ('read', '查看', 'Read'), ('write', '填报', 'Enter'), ('confirm', '确认', 'Confirm')) as a (code, zh, en);

insert into sec.role_permission (role_code, permission)
select distinct g.role_code, p.code
  from (values
	('med_affairs', '^(agreement|staff|posting|attendance|training|technique|donation|supervision|report)\.(read|write|confirm)$'),
	('hr', '^(staff|posting|attendance)\.(read|write|confirm)$'),
	('sci_edu', '^(training|technique)\.(read|write|confirm)$'),
	('finance', '^(fund|donation)\.(read|write|confirm)$'),
	('hosp_director', '^(agreement|staff|posting|attendance|training|technique|donation|fund|supervision|report)\.read$'),
	('thc_operator', '^((agreement|fund)\.(read|confirm)|(staff|posting|attendance|training|technique|donation|supervision|report)\.(read|write|confirm))$'),
	('station_operator', '^(training|donation|posting)\.read$'),
	('clinician', '^(posting\.read|attendance\.(read|write)|technique\.(read|write)|training\.read)$'),
	('nurse_tech', '^(posting\.read|attendance\.(read|write)|technique\.(read|write)|training\.read)$'),
	('dispatched_doctor', '^(posting\.read|attendance\.(read|write)|technique\.(read|write)|training\.read)$'),
	('prov_overseer', '^((agreement|staff|posting|attendance|training|technique|donation|fund|supervision|report)\.read|(agreement|fund|supervision|report)\.(write|confirm))$'),
	('city_overseer', '^((agreement|staff|posting|attendance|training|technique|donation|fund|supervision|report)\.read|(agreement|fund|supervision|report)\.(write|confirm))$'),
	('county_overseer', '^((agreement|staff|posting|attendance|training|technique|donation|fund|supervision|report)\.read|(agreement|fund|supervision|report)\.(write|confirm))$'),
	('alliance_office', '^((agreement|staff|posting|attendance|training|technique|donation|fund|supervision|report)\.read|(agreement|supervision|training)\.(write|confirm))$'),
	('quality_reader', '^supervision\.read$')) as g (role_code, pattern)
  join sec.permission p on p.code ~ g.pattern;

-- What accounts hold is worked out anew at their next request.
update sec.account set scope_fresh_until = '-infinity';
