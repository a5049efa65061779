// recheck.test.mjs - who leaves a hospital's directory leaves the portal; a fault there throws nobody out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, Portal, until } from './login_portal.mjs';

let portal;
before(() => {
	portal = new Portal();
	for (const code of ['xncity', 'hzalliance', 'hosted', 'qhhc'])
		portal.realm(code, { recheck_s: 10 });
});
after(() => portal.close());

const LIMIT_MS = 40000;
const ended = (cookie) => until(async () => (await portal.me(cookie)).status === 401, LIMIT_MS);
const reason = (login) => portal.sql('select s.end_reason from sec.session s join sec.account a on a.id = s.account_id'
	+ ` where a.login_name = '${login}' order by s.created_at desc limit 1`);

// Four lives at once, because each takes as long as an interval.
test('disabled, out of the group, new password, directory away', async () => {
	const [left, moved, changed, away, stays] = await Promise.all(['t03doctor@hz', 'hzoffice@hz', 'station01@station',
		'xndoctor@xncity', 'hzdoctor@hz'].map((user) => portal.session(user)));
	assert.ok((await portal.me(moved)).json.permissions.includes('referral.answer'));

	const unit = 'ou=HZT03,dc=hzalliance,dc=test', office = 'ou=HZH,dc=hzalliance,dc=test';
	portal.directory('hzalliance', `dn: uid=t03doctor,${unit}\nchangetype: modify\nreplace: employeeType\nemployeeType: left\n`);
	portal.directory('hzalliance', `dn: cn=medaffairs,${office}\nchangetype: modify\nreplace: member\nmember: uid=hzdesk,${office}\n`);
	await new Promise((done) => setTimeout(done, 1100));
	portal.directory('hosted', 'dn: uid=station01,ou=stations,dc=hosted,dc=test\nchangetype: modify\nreplace: userPassword\n'
		+ 'userPassword: Another-2027\n');
	portal.realm('xncity', { endpoints: [{ host: '127.0.0.1', port: 1, tls: 'ldaps', server_name: 'ldap.xncity.test' }] });

	const begun = Date.now();
	await Promise.all([
		ended(left),
		ended(changed),
		until(async () => !(await portal.me(moved)).json.permissions?.includes('referral.answer'), LIMIT_MS),
	]);
	console.log(`# with an interval of 10 s all three were noticed after ${Math.round((Date.now() - begun) / 1000)} s`);
	assert.equal(reason('t03doctor'), 'directory');
	assert.equal(reason('station01'), 'password');
	assert.equal((await portal.me(moved)).json.pending, true);
	assert.equal((await portal.me(stays)).status, 200);
	assert.equal((await portal.me(away)).status, 200, 'nobody is thrown out because a directory does not answer');
	assert.match((await portal.login('t03doctor@hz')).json.detail, /账号已停用/);

	portal.realm('xncity', { outage_grace_s: 0 });
	await ended(away);
	assert.equal(reason('xndoctor'), 'outage');
	assert.equal((await portal.login('station01@station', PASSWORD)).status, 401);
	// The administrator set it, so the policy of the hosted directory wants it changed first.
	assert.match((await portal.login('station01@station', 'Another-2027')).json.detail, /密码已过期/);
});

test('a change that would throw out many is held, and an alarm', async () => {
	const users = ['04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14'].map((n) => `t${n}doctor@hz`);
	const cookies = await Promise.all(users.map((user) => portal.session(user)));
	portal.realm('hzalliance', { active_filter: '(employeeType=nobody)' });
	await until(() => portal.sql("select count(*) from aud.event where action = 'auth.recheck' and reason = 'mass_change'") !== '0',
		LIMIT_MS);
	for (const cookie of cookies)
		assert.equal((await portal.me(cookie)).status, 200);
	portal.realm('hzalliance', { active_filter: '(employeeType=active)' });
});

test('an account that comes back into use signs in again, as the same account', async () => {
	const before_id = portal.sql("select id from sec.account where login_name = 't03doctor'");
	portal.directory('hzalliance', 'dn: uid=t03doctor,ou=HZT03,dc=hzalliance,dc=test\nchangetype: modify\n'
		+ 'replace: employeeType\nemployeeType: active\n');
	const answer = await portal.login('t03doctor@hz');
	assert.equal(String(answer.json.account.id), before_id);
	assert.equal(answer.json.pending, false);
});

test('a login name that another person gets is another account, without the old rights', async () => {
	const old = (await portal.login('t04doctor@hz')).json.account.id;
	portal.directory('hzalliance', 'dn: uid=t04doctor,ou=HZT04,dc=hzalliance,dc=test\nchangetype: modrdn\n'
		+ 'newrdn: uid=t04gone\ndeleteoldrdn: 1\n');
	portal.directory('hzalliance', `dn: uid=t04doctor,ou=HZT05,dc=hzalliance,dc=test\nchangetype: add\nobjectClass: inetOrgPerson
uid: t04doctor\ncn: 新人\nsn: 新\nemployeeType: active\nuserPassword: ${PASSWORD}\n`);
	const fresh = (await portal.login('t04doctor@hz')).json;
	assert.notEqual(fresh.account.id, old);
	assert.equal(fresh.pending, true);
	const renamed = (await portal.login('t04gone@hz')).json;
	assert.equal(renamed.account.id, old, 'a rename keeps the account');
});
