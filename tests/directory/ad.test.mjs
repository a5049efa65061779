// ad.test.mjs - Active Directory's own ways: ids and SIDs as bytes, accounts by flags, groups in chain, by
// tokens, by memberOf. The domain controller is mocked, but it evaluates the filters that it is sent;
// samba.mjs asks the same of a real one, by hand.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as ber from './ber.mjs';
import { makeCertificates } from './certificates.mjs';
import { Driver, realmOf, work } from './fixture.mjs';
import { Mock, closeAll } from './mock.mjs';

const dir = work(), base = 'DC=ad,DC=test', people = `OU=职工,${base}`, groups = `OU=Groups,${base}`;
let certificates, controller, driver, realm;

// --- a domain: entries with values as bytes, and the filters of RFC 4511 over them ---

const bytes = (v) => (Buffer.isBuffer(v) ? v : Buffer.from(String(v)));
const fold = (v) => bytes(v).toString('latin1').toLowerCase();
// Ids with a NUL and with everything that a filter must escape.
const id = (n) => Buffer.from([n, 0x00, 0x28, 0x29, 0x2a, 0x5c, 0xff, 0x80, 0x0a, 0x22, 0x2c, 0, 0, 0, 0, n]);
const sid = (rid) => Buffer.from([1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0x28, 0x29, 0x2a, 0x5c,
	rid & 255, rid >> 8, 0, 0]);

const odd = `CN=李(甲)\\, 乙*,${people}`;
const entries = [];
const add = (dn, values) => entries.push({ dn, values: Object.fromEntries(
	Object.entries(values).map(([name, v]) => [name.toLowerCase(), [v].flat()])) });
const person = (n, dn, login, more = {}) => add(dn, { objectClass: ['person', 'user'], objectCategory: 'person', objectGUID: id(n),
	sAMAccountName: login, displayName: `示范${login}`, userAccountControl: 512, pwdLastSet: '134000000000000000',
	primaryGroupID: 513, ...more });
const group = (n, name, members, more = {}) => add(`CN=${name},${more.under ?? groups}`, { objectClass: 'group', objectGUID: id(n),
	objectSid: sid(1000 + n), sAMAccountName: name, member: members });

const attribute = (e, name) => e.values[name.toLowerCase()] ?? [];
const at = (dn) => entries.find((e) => fold(e.dn) === fold(dn));

/** Whether this entry is a member of what lies above: AD's rule in chain. */
function in_chain(e, dn, seen = new Set()) {
	if (seen.has(e.dn))
		return false;
	seen.add(e.dn);
	return attribute(e, 'member').some((m) => fold(m) === fold(dn) || (at(m) !== undefined && in_chain(at(m), dn, seen)));
}

const rules = {
	'1.2.840.113556.1.4.803': (e, name, v) => attribute(e, name).some((x) => (Number(x) & Number(v)) === Number(v)),
	'1.2.840.113556.1.4.1941': (e, name, v) => name === 'member' && in_chain(e, v),
};

function fits(e, filter) {
	const parts = ber.elements(filter.body);
	const text = (tag) => parts.find((p) => p.tag === tag)?.body;
	switch (filter.tag) {
	case 0xa0: return parts.every((p) => fits(e, p));
	case 0xa1: return parts.some((p) => fits(e, p));
	case 0xa2: return !fits(e, parts[0]);
	case 0xa3: return attribute(e, parts[0].body.toString()).some((v) => fold(v) === fold(parts[1].body));
	case 0x87: return filter.body.toString().toLowerCase() === 'objectclass' || attribute(e, filter.body.toString()).length > 0;
	case 0xa9: return rules[text(0x81).toString()](e, text(0x82).toString(), text(0x83));
	default: throw new Error(`a filter of tag ${filter.tag}`);
	}
}

const shown = (e, names) => Object.fromEntries(names.filter((n) => attribute(e, n).length > 0)
	.map((n) => [n, attribute(e, n).map(bytes)]));

function search(m) {
	const below = entries.filter((e) => m.scope === 0 ? fold(e.dn) === fold(m.base) : fold(e.dn).endsWith(fold(m.base)));
	if (m.scope === 0 && below.length === 0)
		return [ber.searchDone(m.id, 32)];
	return [
		...below.filter((e) => fits(e, m.filter)).map((e) => ber.searchEntry(m.id, e.dn, shown(e, m.attributes))),
		// What a real one adds to each search from the top.
		ber.searchReference(m.id, 'ldap://ForestDnsZones.ad.test/DC=ForestDnsZones,DC=ad,DC=test'),
		ber.searchDone(m.id, 0),
	];
}

before(async () => {
	certificates = makeCertificates(path.join(dir, 'ca'));
	driver = new Driver(dir);
	controller = await new Mock({ search }).listen({ secure: certificates.of('good') });
	realm = realmOf(controller.port, certificates.ca_pem, {
		base_dn: base, service_dn: `CN=portal,${people}`, id_attr: 'objectGUID', name_attr: 'displayName',
		user_filter: '(&(objectCategory=person)(objectClass=user)(sAMAccountName=%u))',
		active_filter: '(!(userAccountControl:1.2.840.113556.1.4.803:=2))', group_mode: 'ad_in_chain', group_base_dn: groups,
	});
	person(1, `CN=兰,${people}`, 'lan', { memberOf: [`CN=medaffairs,${groups}`, `CN=gone,${groups}`, `CN=outside,${people}`],
		tokenGroups: [sid(1011), sid(1012), sid(1013), sid(1014), sid(1019)] });
	person(2, odd, 'odd');
	person(3, `CN=去者,${people}`, 'left', { userAccountControl: 514 });
	person(4, `CN=锁,${people}`, 'flags', { userAccountControl: 66048, pwdLastSet: 0 });
	add(`CN=PC1,OU=Computers,${base}`, { objectClass: ['person', 'user', 'computer'], objectCategory: 'computer', objectGUID: id(5),
		sAMAccountName: 'pc1$' });
	group(11, 'medaffairs', [`CN=兰,${people}`]);
	at(`CN=medaffairs,${groups}`).values.memberof = [`CN=county,${groups}`];
	group(12, 'county', [`CN=medaffairs,${groups}`, `CN=ring,${groups}`]);
	at(`CN=county,${groups}`).values.memberof = [`CN=ring,${groups}`];
	group(13, 'ring', [`CN=county,${groups}`, odd]);
	at(`CN=ring,${groups}`).values.memberof = [`CN=county,${groups}`];
	group(14, 'Domain Users', []);
	group(15, 'outside', [`CN=兰,${people}`, odd], { under: people });
	group(19, 'fifth', []);
});
after(async () => {
	await closeAll();
	await driver.close();
	fs.rmSync(dir, { recursive: true });
});

const find = (login, r = realm) => driver.ask('find', r, { login });
const groups_of = async (dn, group_mode) => {
	const { result, groups: list, detail } = await driver.ask('groups', { ...realm, group_mode }, { dn });
	assert.equal(result, 'ok', detail);
	return list.map((g) => g.match(/^CN=([^,]+)/)[1]).sort();
};

test('people are found by login name, known by the bytes of objectGUID', async () => {
	const { result, user, detail } = await find('lan');
	assert.equal(result, 'ok', detail);
	assert.deepEqual([user.dn, user.name, user.uid], [`CN=兰,${people}`, '示范lan', id(1).toString('hex')]);
	assert.equal((await find('LAN')).user.uid, user.uid, 'AD does not tell case apart');
	assert.equal((await find('odd')).user.dn, odd);
	for (const nobody of ['pc1$', 'nobody', '*', 'lan)(sAMAccountName=*'])
		assert.equal((await find(nobody)).user, null, nobody);
});

test('userAccountControl: the flag of what is disabled, whatever other flags stand beside it', async () => {
	for (const [login, active] of [['lan', true], ['left', false], ['flags', true]])
		assert.equal((await find(login)).user.active, active, login);
});

test('groups in chain: nested, in a ring, below their base; not the primary one', async () => {
	assert.deepEqual(await groups_of(`CN=兰,${people}`, 'ad_in_chain'), ['county', 'medaffairs', 'ring']);
	assert.deepEqual(await groups_of(odd, 'ad_in_chain'), ['county', 'ring']);
	assert.deepEqual(await groups_of(`CN=去者,${people}`, 'ad_in_chain'), []);
});

test('groups by tokens: SIDs as bytes, the primary group with them', async () => {
	assert.deepEqual(await groups_of(`CN=兰,${people}`, 'ad_token_groups'), ['Domain Users', 'county', 'fifth', 'medaffairs', 'ring']);
	assert.deepEqual(await groups_of(odd, 'ad_token_groups'), []);
	const many = at(`CN=兰,${people}`);
	const kept = many.values.tokengroups;
	many.values.tokengroups = [...Array.from({ length: 95 }, (_, i) => sid(3000 + i)), ...kept];
	assert.deepEqual(await groups_of(many.dn, 'ad_token_groups'), ['Domain Users', 'county', 'fifth', 'medaffairs', 'ring']);
	many.values.tokengroups = kept;
});

test('groups by memberOf: nested, in a ring; one that is gone or lies elsewhere gives nothing', async () => {
	assert.deepEqual(await groups_of(`CN=兰,${people}`, 'memberof'), ['county', 'medaffairs', 'ring']);
	assert.deepEqual(await groups_of(odd, 'memberof'), []);
	const gone = await driver.ask('groups', { ...realm, group_mode: 'memberof' }, { dn: `CN=nobody,${people}` });
	assert.equal(gone.result, 'dir_unavailable', 'but the person must be there');
});

test('re-check: in use, disabled, gone, moved; when the password was set', async () => {
	const uids = [1, 3, 9, 2, 4].map((n) => id(n).toString('hex'));
	const moved = at(odd);
	moved.dn = odd.replace('OU=职工', 'OU=门诊,OU=职工');
	const { result, states, detail } = await driver.ask('recheck', realm, { uids });
	moved.dn = odd;
	assert.equal(result, 'ok', detail);
	assert.deepEqual(states.map((s) => s.active), [true, false, false, true, true]);
	assert.equal(states[2].dn, null);
	assert.match(states[3].dn, /OU=门诊/);
	assert.equal(new Date(states[0].changed * 1000).toISOString(), '2025-08-18T14:13:20.000Z', '100 ns since 1601');
	assert.equal(states[4].changed, 0, 'must change at the next sign-in: no time');
});
