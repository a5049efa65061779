// admin.test.mjs - yilian-admin: realms are tested before use, rights are two people's decision.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Portal, cookieOf } from './login_portal.mjs';

let portal;
before(() => { portal = new Portal(); });
after(() => portal.close());

const FIRST = 'qhhc/secadmin', SECOND = 'qhhc/secadmin2';

function good(answer) {
	assert.equal(answer.status, 0, answer.stderr);
	return answer.stdout;
}

// Refused in Chinese and English.
function refused(answer, pattern, status = 1) {
	assert.equal(answer.status, status, answer.stdout + answer.stderr);
	assert.match(answer.stderr, pattern);
	assert.match(answer.stderr, /\p{Script=Han}/u);
	assert.match(answer.stderr, /[A-Za-z]{3}/);
}

const number = (said) => said.match(/(\d+) is proposed/)[1];

test('help names every command; what is missing is said', () => {
	const { status, stdout } = portal.admin('--help');
	assert.equal(status, 0);
	for (const command of ['init', 'realm add', 'realm test', 'realm secret', 'grant', 'approve', 'revoke', 'map', 'who', 'block'])
		assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
	refused(portal.admin('nonsense'), /no such command/, 2);
	refused(portal.admin('grant', 'a/b'), /usage/, 2);
	refused(portal.admin('grant', 'qhhc/hzunion', 'clinician', 'home'), /--as/, 2);
});

test('the first administrators are appointed once', () => {
	refused(portal.admin('init', '--sys-admin', 'qhhc/sysadmin', '--sec-admin', FIRST, '--auditor', 'qhhc/auditor'),
		/exist already/);
});

test('a grant: proposed by one, approved by another, taken back', async () => {
	const made = number(good(portal.as(FIRST, 'grant', 'hzalliance/newcomer', 'clinician', 'home', '--reason', '新入职')));
	assert.equal((await portal.login('newcomer@hz')).json.pending, true);
	refused(portal.as(FIRST, 'approve', 'grant', made), /proposed it cannot approve/);
	refused(portal.as('qhhc/sysadmin', 'approve', 'grant', made), /./);
	good(portal.as(SECOND, 'approve', 'grant', made));
	assert.equal((await portal.login('newcomer@hz')).json.pending, false);
	assert.match(good(portal.admin('grants', 'hzalliance/newcomer')), new RegExp(`^${made} +hzalliance/newcomer .*holds`, 'm'));
	assert.match(good(portal.admin('who', '--permission', 'patient.reveal')), /newcomer/);
	refused(portal.as(FIRST, 'revoke', made), /reason/i);
	good(portal.as(FIRST, 'revoke', made, '--reason', '调离'));
	assert.equal((await portal.login('newcomer@hz')).json.pending, true);
});

test('who decides proves it by the own password', () => {
	const file = path.join(portal.base, 'wrong');
	fs.writeFileSync(file, 'wrong\n');
	refused(portal.admin('--as', FIRST, '--password-file', file, 'grant', 'hzalliance/newcomer', 'clinician', 'home',
		'--reason', 'test'), /not the password/);
	refused(portal.admin('--as', FIRST, 'unblock', 'hzalliance/newcomer'), /No password/);
	refused(portal.as('hzalliance/hzoffice', 'grant', 'hzalliance/newcomer', 'clinician', 'home', '--reason', 'test'), /./);
});

test('what may not be: the three and business in one person, own grants, scopes that do not fit', () => {
	const proposed = portal.as(FIRST, 'grant', 'qhhc/qhoverseer', 'sys_admin', 'system', '--reason', 'test');
	if (proposed.status === 0)
		refused(portal.as(SECOND, 'approve', 'grant', number(proposed.stdout)), /./);
	refused(portal.as(FIRST, 'grant', FIRST, 'auditor', 'system', '--reason', 'test'), /./);
	refused(portal.as(FIRST, 'grant', 'qhhc/hzunion', 'prov_overseer', 'home', '--reason', 'test'), /./);
	refused(portal.as(FIRST, 'grant', 'qhhc/hzunion', 'clinician', 'everywhere', '--reason', 'test'), /no scope/);
	refused(portal.as(FIRST, 'grant', 'qhhc/hzunion', 'clinician', 'org:NOWHERE', '--reason', 'test'), /No organisation/);
	refused(portal.as(FIRST, 'grant', 'qhhc/hzunion', 'clinician', 'home', '--until', '2026-02-30', '--reason', 'test'),
		/date looks like/);
	refused(portal.as(FIRST, 'grant', 'qhhc/nobody', 'clinician', 'home', '--reason', 'test'), /knows no/);
	refused(portal.as(FIRST, 'grant', 'xncity/xnleaver', 'clinician', 'home', '--reason', 'test'), /out of use/);
});

test('a group gives a role once two agreed; never one that no directory may give', async () => {
	const group = 'cn=operators,ou=HZH,dc=hzalliance,dc=test';
	const made = number(good(portal.as(FIRST, 'map', 'hzalliance', group, 'med_affairs', 'home')));
	assert.equal((await portal.login('hzdesk@hz')).json.pending, true);
	refused(portal.as(FIRST, 'approve', 'map', made), /./);
	good(portal.as(SECOND, 'approve', 'map', made));
	assert.equal((await portal.login('hzdesk@hz')).json.pending, false);
	good(portal.as(FIRST, 'unmap', made));
	assert.equal((await portal.login('hzdesk@hz')).json.pending, true);
	refused(portal.as(FIRST, 'map', 'hzalliance', group, 'prov_overseer', 'home'), /No directory can give/);
	refused(portal.as(FIRST, 'map', 'hzalliance', 'cn=nobody,dc=hzalliance,dc=test', 'clinician', 'home'), /There is no/);
	refused(portal.as(FIRST, 'map', 'hzalliance', 'cn=operators,ou=groups,dc=xncity,dc=test', 'clinician', 'home'), /There is no/);
	refused(portal.as(FIRST, 'map', 'hzalliance', group, 'clinician', 'org:XNH'), /./);
});

test('block: the next request is refused, and so is the next sign-in', async () => {
	const cookie = await portal.session('t02clerk@hz');
	assert.match(good(portal.as(FIRST, 'block', 'hzalliance/t02clerk', '--reason', '离职核查')), /1 sessions ended/);
	assert.equal((await portal.me(cookie)).status, 401);
	assert.match((await portal.login('t02clerk@hz')).json.detail, /账号已停用/);
	good(portal.as(SECOND, 'unblock', 'hzalliance/t02clerk'));
	assert.equal((await portal.login('t02clerk@hz')).status, 200);
});

// A second realm on the directory of the city's hospital.
function second_realm() {
	const file = path.join(portal.base, 'new.json');
	const [address, port, ca] = ['address', 'port', 'ca_file'].map((name) => {
		const [head, ...rows] = fs.readFileSync(path.join(portal.dir, 'directories.tsv'), 'utf8').split('\n').map((l) => l.split('\t'));
		return rows.find((r) => r[0] === 'xncity')[head.indexOf(name)];
	});
	const settings = {
		code: 'second', name: '又一医院', kind: 'openldap', suffixes: ['second'],
		endpoints: [{ host: address, port: Number(port), tls: 'ldaps', server_name: 'ldap.xncity.test' }],
		ca_file: ca, base_dn: 'dc=xncity,dc=test', user_filter: '(uid=%u)', id_attr: 'entryUUID', group_mode: 'member_search',
		service_dn: 'cn=portal,ou=services,dc=xncity,dc=test', service_secret: 'second', scope_ceiling: 'XNH',
		org_rules: [{ kind: 'default', organisation: 'XNH' }],
	};
	const put = (more) => {
		fs.writeFileSync(file, JSON.stringify({ ...settings, ...more }));
		return portal.admin('realm', 'add', file);
	};
	return { file, put };
}

test('a realm is put in, tested, and used only when its test is passed', async () => {
	const { file, put } = second_realm();
	refused(put({ user_filter: '(uid=%u' }), /user_filter/);
	refused(put({ user_filter: '(|(uid=%u)(mail=%u))' }), /user_filter/);
	refused(put({ colour: 'blue' }), /no such settings/);
	refused(put({ ca_file: 'missing.pem' }), /cannot be opened/);
	refused(put({ scope_ceiling: 'NOWHERE' }), /No organisation/);
	fs.writeFileSync(file, '{"code": "second",\n"code": "x"}');
	refused(portal.admin('realm', 'add', file), /line 2/);
	good(put());
	refused(portal.admin('realm', 'test', 'second'), /secret/);
	const secret = path.join(portal.base, 'secret');
	fs.writeFileSync(secret, 'wrong');
	good(portal.admin('realm', 'secret', 'second', '--password-file', secret));
	refused(portal.admin('realm', 'test', 'second'), /refuses the service account/);
	fs.writeFileSync(secret, fs.readFileSync(path.join(portal.dir, 'secrets/xncity')));
	good(portal.admin('realm', 'secret', 'second', '--password-file', secret));
	const said = good(portal.admin('realm', 'test', 'second', 'xnoffice'));
	for (const words of [/TLSv1\.[23]/, /CN=ldap\.xncity\.test/, /days left/, /uid=xnoffice/, /XNH .*医院/, /cn=medaffairs,ou=groups/])
		assert.match(said, words);
	refused(portal.admin('realm', 'enable', 'second'), /--left/);
	refused(portal.admin('realm', 'enable', 'second', '--user', 'xnoffice', '--left', 'xnleaver'), /active_filter/);
	assert.equal((await portal.login('xnoffice@second')).status, 401);
	good(put({ active_filter: '(employeeType=active)' }));
	good(portal.admin('realm', 'enable', 'second', '--user', 'xnoffice', '--left', 'xnleaver'));
	assert.equal((await portal.login('xnoffice@second')).status, 200);
	good(portal.admin('realm', 'disable', 'second'));
	assert.equal((await portal.login('xnoffice@second')).status, 401);
	assert.match(good(portal.admin('realm', 'list')), /second .*disabled/);
	good(put({ endpoints: [{ host: '127.0.0.1', port: 1, tls: 'ldaps', server_name: 'ldap.xncity.test' }] }));
	refused(portal.admin('realm', 'test', 'second'), /test of the connection failed/);
});

test('groups that entries name (memberOf) give roles, nested ones too, and no longer than they are named', async () => {
	const { put } = second_realm();
	const base = 'dc=xncity,dc=test';
	const dn = portal.admin('realm', 'test', 'xncity', 'xnoffice').stdout.match(/uid=xnoffice[^ \n]*/)[0];
	const group = (name, member) => portal.directory('xncity', `dn: cn=${name},ou=groups,${base}\nchangetype: add\n`
		+ `objectClass: groupOfNames\ncn: ${name}\nmember: ${member}\n`);
	good(put({ active_filter: '(employeeType=active)', group_mode: 'memberof' }));
	good(portal.admin('realm', 'enable', 'second', '--user', 'xnoffice', '--left', 'xnleaver'));
	assert.equal((await portal.login('xnoffice@second')).json.pending, true, 'no group, no right');
	group('residents', dn);
	group('transfers', `cn=residents,ou=groups,${base}`);
	const made = number(good(portal.as(FIRST, 'map', 'second', `cn=transfers,ou=groups,${base}`, 'med_affairs', 'home')));
	assert.equal((await portal.login('xnoffice@second')).json.pending, true, 'proposed only');
	good(portal.as(SECOND, 'approve', 'map', made));
	assert.match(good(portal.admin('realm', 'test', 'second', 'xnoffice')), /cn=transfers,ou=groups/);
	const cookie = cookieOf(await portal.login('xnoffice@second'));
	const { json } = await portal.me(cookie);
	assert.deepEqual(json.roles.map((r) => r.code), ['med_affairs']);
	assert.ok(json.permissions.includes('referral.answer'));
	portal.directory('xncity', `dn: cn=transfers,ou=groups,${base}\nchangetype: modrdn\nnewrdn: cn=moves\ndeleteoldrdn: 1\n`);
	assert.equal((await portal.login('xnoffice@second')).json.pending, false, 'renamed, it is the same group');
	portal.directory('xncity', `dn: cn=residents,ou=groups,${base}\nchangetype: delete\n`);
	assert.equal((await portal.login('xnoffice@second')).json.pending, true, 'out of the group');
	good(portal.as(FIRST, 'unmap', made));
	good(portal.admin('realm', 'disable', 'second'));
	portal.directory('xncity', `dn: cn=moves,ou=groups,${base}\nchangetype: delete\n`);
});

test('what was done at the console is audited', () => {
	const actions = portal.sql('select distinct action from aud.event').split('\n');
	for (const action of ['admin.init', 'realm.put', 'realm.secret', 'realm.test', 'realm.enable', 'grant.propose',
		'grant.approve', 'grant.revoke', 'group_map.propose', 'group_map.approve', 'account.block'])
		assert.ok(actions.includes(action), `${action} is not among ${actions}`);
});
