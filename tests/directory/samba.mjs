// samba.mjs - a real Active Directory domain controller, Samba's: by hand, as root, not in make check.
//
//	apt-get install --no-install-recommends samba-ad-dc samba-ad-provision
//	tests/directory/run.sh samba
//
// It wants root (ports 389 and 636 of an address of its own, 127.0.0.77) and 20 s. What it answers is
// what ad.test.mjs lets its mocked domain controller answer.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { makeCertificates } from './certificates.mjs';
import { Driver, realmOf, work } from './fixture.mjs';

const address = '127.0.0.77', admin = 'Root-2026-Secret', password = 'Right-2026-x', service = 'Service-2026-x';
const base = 'DC=ad,DC=test', users = `CN=Users,${base}`;
const dir = work();
let certificates, driver, realm, samba;

const reachable = () => new Promise((done) => {
	const c = net.connect(636, address, () => { c.destroy(); done(true); });
	c.on('error', () => done(false));
});

async function provision() {
	execFileSync('samba-tool', ['domain', 'provision', `--targetdir=${dir}/ad`, '--realm=AD.TEST', '--domain=ADTEST',
		'--server-role=dc', '--dns-backend=NONE', `--adminpass=${admin}`, '--host-name=dc1', `--host-ip=${address}`,
		`--option=posix:eadb=${dir}/eadb.tdb`], { stdio: 'pipe' });
	const file = path.join(dir, 'ad/etc/smb.conf'), of = (name) => path.join(certificates.dir, name);
	fs.chmodSync(of('good.key'), 0o600);
	fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^\tserver services = .*$/m, '\tserver services = ldap')
		.replace(/^\[global\]$/m, `[global]\ninterfaces = ${address}/255.0.0.0\nbind interfaces only = yes
log file = ${dir}/samba.log\npid directory = ${dir}\nncalrpc dir = ${dir}/ncalrpc
tls certfile = ${of('good.crt')}\ntls keyfile = ${of('good.key')}\ntls cafile = ${of('ca.crt')}`));
	fs.mkdirSync(path.join(dir, 'ad/cache'), { recursive: true });
	samba = spawn('samba', ['-s', file, '-F', '--no-process-group', '-M', 'single'], { stdio: 'ignore' });
	for (let i = 0; i < 100 && !await reachable(); i++)
		await new Promise((done) => setTimeout(done, 100));
}

function change(ldif) {
	execFileSync('ldapmodify', ['-x', '-H', `ldaps://${address}`, '-D', `CN=Administrator,${users}`, '-w', admin],
		{ input: ldif, stdio: ['pipe', 'pipe', 'pipe'],
			env: { ...process.env, LDAPCONF: '/dev/null', LDAPTLS_CACERT: path.join(certificates.dir, 'ca.crt'), LDAPTLS_REQCERT: 'allow' } });
}

const secret = (text) => Buffer.from(`"${text}"`, 'utf16le').toString('base64');

const person = (name, { control = 512, more = '', word = password } = {}) => `dn: CN=${name},${users}
changetype: add
objectClass: user
sAMAccountName: ${name}
displayName: 示范${name}
unicodePwd:: ${secret(word)}
userAccountControl: ${control}${more === '' ? '' : `\n${more}`}

`;

const group = (name, ...members) => `dn: CN=${name},${users}
changetype: add
objectClass: group
sAMAccountName: ${name}
${members.map((m) => `member: CN=${m},${users}`).join('\n')}

`;

const set = (dn, name, value) => `dn: ${dn}\nchangetype: modify\nreplace: ${name}\n${name}: ${value}\n\n`;

before(async () => {
	assert.equal(process.getuid(), 0, 'a domain controller wants ports below 1024: run this as root');
	certificates = makeCertificates(path.join(dir, 'ca'));
	await provision();
	driver = new Driver(dir);
	fs.writeFileSync(path.join(dir, 'service'), service);
	change(`${person('svc', { word: service })}${person('lan')}${person('mei')}${person('left', { control: 514 })}`
		+ `${person('over', { more: 'accountExpires: 130000000000000000' })}${person('fresh')}${person('locked')}`
		+ `${person('night', { more: `logonHours:: ${Buffer.alloc(21).toString('base64')}` })}`
		+ `${group('medaffairs', 'lan')}${group('county', 'medaffairs')}${group('ring', 'county', 'mei')}`
		+ `${set(`CN=county,${users}`, 'member', `CN=medaffairs,${users}\nmember: CN=ring,${users}`)}`
		+ `${set(`CN=fresh,${users}`, 'pwdLastSet', 0)}${set(base, 'lockoutThreshold', 3)}`);
	realm = realmOf(636, certificates.ca_pem, {
		endpoint: { host: address }, base_dn: base, service_dn: `CN=svc,${users}`, id_attr: 'objectGUID',
		name_attr: 'displayName', user_filter: '(&(objectCategory=person)(objectClass=user)(sAMAccountName=%u))',
		active_filter: '(!(userAccountControl:1.2.840.113556.1.4.803:=2))', group_mode: 'ad_in_chain', total_ms: 5000,
	});
});
after(async () => {
	await driver?.close();
	samba?.kill();
	fs.rmSync(dir, { recursive: true });
});

const find = (login) => driver.ask('find', realm, { login });
const bind = async (name, word = password) => (await driver.ask('bind', realm, { dn: `CN=${name},${users}`, password: word }));
const groups = async (name, mode) => {
	const { result, groups: list, detail } = await driver.ask('groups', { ...realm, group_mode: mode }, { dn: `CN=${name},${users}` });
	assert.equal(result, 'ok', detail);
	return list.map((g) => g.match(/^CN=([^,]+)/)[1]).sort();
};

test('people are found by objectGUID, and whether they are in use', async () => {
	const { result, user, detail } = await find('lan');
	assert.equal(result, 'ok', detail);
	assert.deepEqual([user.dn, user.name, user.active], [`CN=lan,${users}`, '示范lan', true]);
	assert.match(user.uid, /^[0-9a-f]{32}$/);
	assert.equal((await find('left')).user.active, false);
	assert.equal((await find('nobody')).user, null);
	assert.equal((await find('dc1$')).user, null, 'computers are no people');
});

for (const [name, word, expected] of [
	['lan', password, 'ok'], ['lan', 'wrong', 'bad_credentials'], ['nobody', password, 'bad_credentials'],
	['left', password, 'dir_disabled'], ['over', password, 'dir_expired'], ['fresh', password, 'must_change'],
	['night', password, 'dir_policy'],
])
	test(`bind of ${name} with ${word}: ${expected}`, async () => {
		const { result, detail } = await bind(name, word);
		assert.equal(result, expected, detail);
	});

test('three wrong passwords lock', async () => {
	for (let i = 0; i < 3; i++)
		assert.equal((await bind('locked', 'wrong')).result, 'bad_credentials');
	assert.equal((await bind('locked')).result, 'dir_locked');
});

test('groups: in chain, by tokens, by memberOf; the primary group only by tokens', async () => {
	assert.deepEqual(await groups('lan', 'ad_in_chain'), ['county', 'medaffairs', 'ring']);
	assert.deepEqual(await groups('lan', 'memberof'), ['county', 'medaffairs', 'ring']);
	const tokens = await groups('lan', 'ad_token_groups');
	assert.deepEqual(tokens.filter((g) => /^[a-z]/.test(g)), ['county', 'medaffairs', 'ring']);
	assert.ok(tokens.includes('Domain Users'));
	assert.ok(!(await groups('lan', 'ad_in_chain')).includes('Domain Users'));
});

test('re-check: in use, left, gone, a password changed', async () => {
	const uids = [];
	for (const name of ['lan', 'left', 'mei'])
		uids.push((await find(name)).user.uid);
	const { result, states, detail } = await driver.ask('recheck', realm, { uids: [...uids, '00'.repeat(16)] });
	assert.equal(result, 'ok', detail);
	assert.deepEqual(states.map((s) => s.active), [true, false, true, false]);
	assert.equal(states[3].dn, null);
	assert.ok(Math.abs(states[0].changed - Date.now() / 1000) < 120, JSON.stringify(states[0]));
});
