// slapd.test.mjs - a real OpenLDAP: people, passwords, nested groups, look-alikes, locks, re-checks.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { makeCertificates } from './certificates.mjs';
import { Driver, Slapd, realmOf, work } from './fixture.mjs';

const dir = work();
let certificates, driver, slapd;

const person = (dn, uid, cn, state = 'active') => `
dn: ${dn}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${cn}
sn: ${cn}
employeeType: ${state}
userPassword: right-${uid}
`;

const group = (dn, ...members) => `
dn: ${dn}
objectClass: groupOfNames
cn: ${dn.slice(3, dn.indexOf(','))}
${members.map((m) => `member: ${m}`).join('\n')}
`;

const unit = (dn) => `\ndn: ${dn}\nobjectClass: organizationalUnit\nou: ${dn.slice(3, dn.indexOf(','))}\n`;
const lan = 'uid=lan,ou=a,dc=test', mei = 'uid=mei,ou=b,dc=test';

const account = (name, password) => `
dn: cn=${name},dc=test
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: ${name}
userPassword: ${password}
`;

const ldif = `dn: dc=test
objectClass: domain
dc: test
${unit('ou=a,dc=test')}${unit('ou=b,dc=test')}${account('service', 'service-secret')}${account('poor', 'service-secret')}
dn: cn=policy,dc=test
objectClass: organizationalRole
objectClass: pwdPolicy
cn: policy
pwdAttribute: userPassword
pwdLockout: TRUE
pwdMaxFailure: 3
pwdLockoutDuration: 600
pwdMustChange: TRUE
${person(lan, 'lan', '兰若水')}${person(mei, 'mei', '梅映雪')}${person('uid=left,ou=a,dc=test', 'left', '去者', 'left')}
${person('uid=star*)(uid=lan,ou=b,dc=test'.replace('*)(uid=', '\\2A\\29\\28uid\\3D'), 'star*)(uid=lan', '星')}
${person('uid=twin,ou=a,dc=test', 'twin', '孪生甲')}${person('uid=twin,ou=b,dc=test', 'twin', '孪生乙')}
${person('uid=locked,ou=b,dc=test', 'locked', '锁')}${person('uid=reset,ou=b,dc=test', 'reset', '重')}
${group('cn=medaffairs,ou=a,dc=test', lan)}${group('cn=medaffairs,ou=b,dc=test', mei)}
${group('cn=ring1,dc=test', lan, 'cn=ring2,dc=test')}${group('cn=ring2,dc=test', 'cn=ring3,dc=test')}
${group('cn=ring3,dc=test', 'cn=ring1,dc=test')}
${group('cn=deep0,dc=test', mei)}${[1, 2, 3, 4, 5, 6, 7].map((i) => group(`cn=deep${i},dc=test`, `cn=deep${i - 1},dc=test`)).join('')}
`;

let realm;

before(async () => {
	certificates = makeCertificates(path.join(dir, 'ca'));
	slapd = await Slapd.start(dir, certificates, ldif);
	driver = new Driver(dir);
	realm = realmOf(slapd.port, certificates.ca_pem, { base_dn: 'dc=test', active_filter: '(employeeType=active)' });
});
after(async () => {
	await driver.close();
	await slapd.stop();
	fs.rmSync(dir, { recursive: true });
});

const find = (login, r = realm) => driver.ask('find', r, { login });
const bind = (dn, password, r = realm) => driver.ask('bind', r, { dn, password });

test('a person is found with immutable id and shown name', async () => {
	const { result, user, detail } = await find('lan');
	assert.equal(result, 'ok', detail);
	assert.equal(user.dn, lan);
	assert.equal(user.name, '兰若水');
	assert.equal(user.active, true);
	assert.match(Buffer.from(user.uid, 'hex').toString(), /^[0-9a-f-]{36}$/);
});

test('the right password, a wrong one, nobody', async () => {
	assert.equal((await bind(lan, 'right-lan')).result, 'ok');
	assert.equal((await bind(lan, 'wrong')).result, 'bad_credentials');
	assert.equal((await bind('uid=nobody-at-all,dc=test', 'wrong')).result, 'bad_credentials');
	assert.deepEqual([(await find('nobody')).result, (await find('nobody')).user], ['ok', null]);
});

test('the same over StartTLS', async () => {
	const plain = realmOf(slapd.plainPort, certificates.ca_pem, { endpoint: { starttls: true } });
	assert.equal((await find('lan', plain)).result, 'ok');
	assert.equal((await bind(lan, 'right-lan', plain)).result, 'ok');
});

test('filters are not injected into', async () => {
	for (const login of ['*', 'l*', 'lan)(cn=*', '*)(|(uid=*', 'lan\\2a', '(', '\\', 'nobody*)(uid=lan'])
		assert.equal((await find(login)).user, null, login);
	assert.equal((await find('star*)(uid=lan')).user.name, '星');
});

test('two entries of one name', async () => {
	assert.equal((await find('twin')).result, 'dir_ambiguous');
});

test('an account out of use is found inactive, though its password still binds', async () => {
	const { user } = await find('left');
	assert.equal(user.active, false);
	assert.equal((await bind(user.dn, 'right-left')).result, 'ok');
});

test('a locked account, and one whose password was reset', async () => {
	const dn = 'uid=locked,ou=b,dc=test';
	for (let i = 0; i < 3; i++)
		assert.equal((await bind(dn, 'wrong')).result, 'bad_credentials');
	assert.equal((await bind(dn, 'right-locked')).result, 'dir_locked');
	slapd.change('dn: uid=reset,ou=b,dc=test\nchangetype: modify\nreplace: userPassword\nuserPassword: fresh\n-\n'
		+ 'replace: pwdReset\npwdReset: TRUE\n');
	assert.equal((await bind('uid=reset,ou=b,dc=test', 'fresh')).result, 'must_change');
	assert.equal((await bind('uid=reset,ou=b,dc=test', 'wrong')).result, 'bad_credentials');
});

test('groups: nested, in a ring, and nothing by the same name elsewhere', async () => {
	const groups = async (dn, r = realm) => (await driver.ask('groups', r, { dn })).groups.sort();
	assert.deepEqual(await groups(lan), ['cn=medaffairs,ou=a,dc=test', 'cn=ring1,dc=test', 'cn=ring2,dc=test',
		'cn=ring3,dc=test']);
	assert.deepEqual((await groups(mei)).filter((g) => g.startsWith('cn=medaffairs')), ['cn=medaffairs,ou=b,dc=test']);
	assert.equal((await groups(mei)).filter((g) => g.startsWith('cn=deep')).length, 5);
	const below = realmOf(slapd.port, certificates.ca_pem, { group_base_dn: 'ou=a,dc=test' });
	assert.deepEqual(await groups(lan, below), ['cn=medaffairs,ou=a,dc=test']);
});

test('groups by memberOf: nested, in a ring, below their base; none for what slapadd loaded', async () => {
	const by_entry = (more) => realmOf(slapd.port, certificates.ca_pem, { group_mode: 'memberof', ...more });
	const groups = async (dn, r = by_entry()) => {
		const { result, groups: list, detail } = await driver.ask('groups', r, { dn });
		assert.equal(result, 'ok', detail);
		return list.sort();
	};
	const star = 'uid=star\\2A\\29\\28uid\\3Dlan,ou=b,dc=test';
	assert.deepEqual(await groups(lan), [], 'the overlay writes memberOf when a group is written');
	const add = (dn, ...members) => slapd.change(group(dn, ...members).replace('\nobjectClass', '\nchangetype: add\nobjectClass'));
	add('cn=ward,ou=a,dc=test', lan, star);
	add('cn=house,dc=test', 'cn=ward,ou=a,dc=test');
	add('cn=loop,dc=test', 'cn=house,dc=test');
	slapd.change('dn: cn=ward,ou=a,dc=test\nchangetype: modify\nadd: member\nmember: cn=loop,dc=test\n');
	const three = ['cn=house,dc=test', 'cn=loop,dc=test', 'cn=ward,ou=a,dc=test'];
	assert.deepEqual(await groups(lan), three);
	assert.deepEqual(await groups(star), three);
	assert.deepEqual(await groups(lan, by_entry({ group_base_dn: 'ou=a,dc=test' })), ['cn=ward,ou=a,dc=test']);
	assert.deepEqual(await groups(mei), []);
	assert.equal((await driver.ask('groups', by_entry(), { dn: 'uid=nobody,dc=test' })).result, 'dir_unavailable');
	for (let i = 0; i < 8; i++)
		add(`cn=step${i},dc=test`, i === 0 ? mei : `cn=step${i - 1},dc=test`);
	assert.deepEqual(await groups(mei), [0, 1, 2, 3, 4].map((i) => `cn=step${i},dc=test`), 'five deep, as member_search');
	slapd.change('dn: cn=ward,ou=a,dc=test\nchangetype: modify\ndelete: member\nmember: ' + lan + '\n');
	assert.deepEqual(await groups(lan), []);
	slapd.change('dn: cn=house,dc=test\nchangetype: delete\n');
	assert.deepEqual(await groups(star), ['cn=ward,ou=a,dc=test']);
	assert.equal((await driver.ask('groups', by_entry({ service_dn: 'cn=nobody,dc=test' }), { dn: star })).result, 'dir_unavailable');
});

test('re-check: active, left, gone, renamed; more than one batch', async () => {
	const uid = async (login) => (await find(login)).user.uid;
	const ids = [await uid('lan'), await uid('left'), Buffer.from('00000000-0000-4000-8000-000000000000').toString('hex'),
		await uid('mei')];
	slapd.change('dn: uid=mei,ou=b,dc=test\nchangetype: modrdn\nnewrdn: uid=meimei\ndeleteoldrdn: 1\n'
		+ 'newsuperior: ou=a,dc=test\n');
	const filler = Array.from({ length: 70 }, (_, i) =>
		Buffer.from(`00000000-0000-4000-9000-${String(i).padStart(12, '0')}`).toString('hex'));
	const { result, states, detail } = await driver.ask('recheck', realm, { uids: [...filler, ...ids] });
	assert.equal(result, 'ok', detail);
	assert.deepEqual(states.slice(70).map((s) => s.active), [true, false, false, true]);
	assert.equal(states[71].dn, 'uid=left,ou=a,dc=test');
	assert.equal(states[72].dn, null);
	assert.equal(states[73].dn, 'uid=meimei,ou=a,dc=test');
	slapd.change('dn: uid=meimei,ou=a,dc=test\nchangetype: modify\nreplace: userPassword\nuserPassword: fresh\n');
	const again = await driver.ask('recheck', realm, { uids: [ids[3]] });
	assert.ok(Math.abs(again.states[0].changed - Date.now() / 1000) < 60);
});

test('re-check: size limit, wrong base, wrong secret, unknown filter attribute say nothing about anyone', async () => {
	const ids = [];
	for (const login of ['lan', 'left', 'locked', 'reset'])
		ids.push((await find(login)).user.uid);
	const unknown = async (more) => {
		const r = realmOf(slapd.port, certificates.ca_pem, { base_dn: 'dc=test', ...more });
		const { result, states } = await driver.ask('recheck', r, { uids: ids });
		assert.equal(result, 'dir_unavailable', JSON.stringify(more));
		assert.ok(states.every((s) => !s.active && s.dn === null));
	};
	await unknown({ service_dn: 'cn=poor,dc=test' });
	await unknown({ base_dn: 'dc=elsewhere' });
	await unknown({ service_dn: 'cn=nobody,dc=test' });
	await unknown({ service_secret: 'missing' });
	fs.writeFileSync(path.join(dir, 'ca/service'), 'service-secret');
	await unknown({ service_secret: 'ca/service' });
});

test('names are compared part by part', async () => {
	const under = async (dn, base) => (await driver.ask('under', {}, { dn, base })).under;
	assert.equal(await under('uid=a,OU=HZT01, dc=Test', 'ou=hzt01,dc=test'), true);
	assert.equal(await under('uid=a,ou=xHZT01,dc=test', 'ou=HZT01,dc=test'), false);
	assert.equal(await under('uid=a\\,ou=HZT01,dc=test', 'ou=HZT01,dc=test'), false);
	assert.equal(await under('ou=HZT01,dc=test', 'ou=HZT01,dc=test'), true);
	assert.equal(await under('dc=test', 'ou=HZT01,dc=test'), false);
	assert.equal(await under('uid=a,xou=HZT01,dc=test', 'ou=HZT01,dc=test'), false);
	assert.equal(await under('', ''), false);
});

test('templates are held to one place and to the grammar', async () => {
	const ok = async (filter, placeholders = 1) => (await driver.ask('filter_ok', {}, { filter, placeholders })).ok;
	assert.equal(await ok('(uid=%u)'), true);
	assert.equal(await ok('(&(objectClass=person)(|(uid=%u)(cn=x)))'), true);
	assert.equal(await ok('(|(uid=%u)(mail=%u))'), false);
	assert.equal(await ok('(uid=%u'), false);
	assert.equal(await ok('uid=%u'), false);
	assert.equal(await ok('(uid=x)'), false);
	assert.equal(await ok('(!(employeeType=left))', 0), true);
});

test('a probe tells of endpoint, protocol, certificate and base', async () => {
	const { result, report, detail } = await driver.ask('probe', realm);
	assert.equal(result, 'ok', detail);
	assert.match(report.protocol, /^TLSv1\.[23]$/);
	assert.equal(report.subject, 'CN=good');
	assert.ok(report.days_left > 25);
	assert.equal(report.base_found, true);
});

test('a restart of the directory is not noticed', async () => {
	assert.equal((await find('lan')).result, 'ok');
	await slapd.stop();
	slapd.launch();
	await slapd.ready();
	assert.equal((await find('lan')).result, 'ok');
});
