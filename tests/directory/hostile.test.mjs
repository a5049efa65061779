// hostile.test.mjs - directories that are mute, slow, lying or impostors; nothing outlasts its deadline.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import * as ber from './ber.mjs';
import { makeCertificates } from './certificates.mjs';
import { Driver, realmOf, work } from './fixture.mjs';
import { Mock, closeAll, dribbler } from './mock.mjs';

const dir = work();
let certificates, driver;

before(() => {
	certificates = makeCertificates(path.join(dir, 'ca'));
	driver = new Driver(dir);
});
after(async () => {
	await closeAll();
	await driver.close();
	fs.rmSync(dir, { recursive: true });
});

const good = () => ({ secure: certificates.of('good') });
const quick = { connect_ms: 500, total_ms: 1000 };

// Ends in time, without spinning.
function held(answer, limit_ms) {
	assert.equal(answer.result, 'dir_unavailable', answer.detail);
	assert.ok(answer.ms <= limit_ms + 250, `${answer.ms} ms`);
	assert.ok(answer.cpu_ms < 200, `${answer.cpu_ms} ms of CPU`);
}

test('an honest directory is believed', async () => {
	const mock = await new Mock().listen(good());
	const realm = realmOf(mock.port, certificates.ca_pem);
	const answer = await driver.ask('find', realm, { login: 'lan' });
	assert.equal(answer.result, 'ok', answer.detail);
	assert.equal(answer.user.name, '兰');
	assert.equal((await driver.ask('bind', realm, { dn: 'uid=lan,dc=test', password: 'x' })).result, 'ok');
	assert.deepEqual(mock.binds.map((m) => m.password), ['service-secret', 'x']);
	await mock.close();
});

test('mute after TCP', async () => {
	const mock = await new Mock().listen({ mute: true });
	held(await driver.ask('find', realmOf(mock.port, certificates.ca_pem, quick), { login: 'lan' }), 500);
	await mock.close();
});

test('StartTLS accepted, then mute', async () => {
	const mock = await new Mock().listen({ starttls: 'mute' });
	const realm = realmOf(mock.port, certificates.ca_pem, { ...quick, endpoint: { starttls: true } });
	held(await driver.ask('find', realm, { login: 'lan' }), 500);
	assert.equal(mock.binds.length, 0);
	await mock.close();
});

test('StartTLS refused is never plain text', async () => {
	const mock = await new Mock({ extended: (m) => [ber.extendedResponse(m.id, 52)] }).listen();
	const realm = realmOf(mock.port, certificates.ca_pem, { ...quick, endpoint: { starttls: true } });
	const answer = await driver.ask('find', realm, { login: 'lan' });
	held(answer, 500);
	assert.match(answer.detail, /refuses StartTLS/);
	assert.equal(mock.binds.length, 0);
	await mock.close();
});

test('StartTLS works where it is honest', async () => {
	const mock = await new Mock().listen({ starttls: certificates.of('good') });
	const realm = realmOf(mock.port, certificates.ca_pem, { endpoint: { starttls: true } });
	const answer = await driver.ask('find', realm, { login: 'lan' });
	assert.equal(answer.result, 'ok', answer.detail);
	await mock.close();
});

test('StartTLS response followed by injected plain text', async () => {
	const inject = (m) => [Buffer.concat([ber.extendedResponse(m.id, 0), ber.bindResponse(2, 0)])];
	const mock = await new Mock({ extended: inject }).listen({ starttls: certificates.of('good') });
	const realm = realmOf(mock.port, certificates.ca_pem, { ...quick, endpoint: { starttls: true } });
	held(await driver.ask('find', realm, { login: 'lan' }), 500);
	assert.equal(mock.binds.length, 0);
	await mock.close();
});

test('TLS dribbled byte by byte', async () => {
	const mock = await new Mock().listen(good());
	const slow = await dribbler(mock.port, 50);
	held(await driver.ask('find', realmOf(slow.port, certificates.ca_pem, quick), { login: 'lan' }), 500);
	await slow.close();
	await mock.close();
});

test('LDAP dribbled byte by byte', async () => {
	const mock = await new Mock().listen({ ...good(), wire: 'dribble' });
	held(await driver.ask('find', realmOf(mock.port, certificates.ca_pem, quick), { login: 'lan' }), 1000);
	await mock.close();
});

test('mute in the middle of a message', async () => {
	const half = (m) => [ber.bindResponse(m.id, 0).subarray(0, 5)];
	const mock = await new Mock({ bind: half }).listen(good());
	held(await driver.ask('find', realmOf(mock.port, certificates.ca_pem, quick), { login: 'lan' }), 1000);
	await mock.close();
});

test('BER length of two gigabytes', async () => {
	const mock = await new Mock({ search: () => [Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01])] })
		.listen(good());
	const answer = await driver.ask('find', realmOf(mock.port, certificates.ca_pem, quick), { login: 'lan' });
	held(answer, 1000);
	assert.ok(answer.ms < 800, 'refused at its length, not waited for');
	await mock.close();
});

test('entries without end', async () => {
	const flood = async (m, socket) => {
		for (let i = 0; !socket.destroyed && i < 20000; i++) {
			if (!socket.write(ber.searchEntry(m.id, `uid=u${i},dc=test`, { entryUUID: 'x'.repeat(36) })))
				await new Promise((done) => socket.once('drain', done).once('close', done));
		}
	};
	const mock = await new Mock({ search: flood }).listen(good());
	const answer = await driver.ask('find', realmOf(mock.port, certificates.ca_pem, { total_ms: 10000 }), { login: 'lan' });
	assert.equal(answer.result, 'dir_unavailable');
	assert.match(answer.detail, /far too many entries/);
	await mock.close();
});

test('garbage instead of LDAP', async () => {
	const mock = await new Mock({ bind: () => [Buffer.alloc(4000, 0xa5)] }).listen(good());
	held(await driver.ask('find', realmOf(mock.port, certificates.ca_pem, quick), { login: 'lan' }), 1000);
	await mock.close();
});

test('an ExtendedResponse is no successful bind', async () => {
	const mock = await new Mock({ bind: (m) => [ber.extendedResponse(m.id, 0)] }).listen(good());
	const answer = await driver.ask('bind', realmOf(mock.port, certificates.ca_pem, quick),
		{ dn: 'uid=lan,dc=test', password: 'wrong' });
	assert.equal(answer.result, 'dir_unavailable');
	assert.match(answer.detail, /no bind response/);
	await mock.close();
});

test('a referral is not followed', async () => {
	const rogue = await new Mock().listen();
	const mock = await new Mock({
		search: (m) => [ber.searchReference(m.id, `ldap://127.0.0.1:${rogue.port}/dc=rogue`),
			...new Mock().acts.search(m)],
	}).listen(good());
	const answer = await driver.ask('find', realmOf(mock.port, certificates.ca_pem), { login: 'lan' });
	assert.equal(answer.result, 'ok', answer.detail);
	assert.ok(answer.ms < 500);
	assert.equal(rogue.connections, 0);
	await mock.close();
	await rogue.close();
});

for (const [name, words] of [
	['wrong_ca', /self.signed|unable to get/], ['wrong_name', /mismatch/], ['expired', /expired/],
	['future', /not yet valid/], ['self_signed', /self.signed/],
]) {
	test(`certificate ${name}: refused before any bind`, async () => {
		const mock = await new Mock().listen({ secure: certificates.of(name) });
		const answer = await driver.ask('bind', realmOf(mock.port, certificates.ca_pem, quick),
			{ dn: 'uid=lan,dc=test', password: 'right' });
		held(answer, 500);
		assert.match(answer.detail, words);
		assert.equal(mock.connections, 1);
		assert.equal(mock.messages.length, 0);
		await mock.close();
	});
}

test('TLS 1.0 only: refused', async () => {
	const mock = await new Mock().listen({ secure: { ...certificates.of('good'), minVersion: 'TLSv1',
		maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } });
	const answer = await driver.ask('bind', realmOf(mock.port, certificates.ca_pem, quick),
		{ dn: 'uid=lan,dc=test', password: 'right' });
	held(answer, 500);
	assert.match(answer.detail, /TLS handshake failed/);
	assert.equal(mock.messages.length, 0);
	await mock.close();
});

test('a CA of another realm is not trusted here', async () => {
	const mock = await new Mock().listen({ secure: certificates.of('wrong_ca') });
	assert.equal((await driver.ask('find', realmOf(mock.port, certificates.other_ca_pem), { login: 'lan' })).result, 'ok');
	assert.equal((await driver.ask('find', realmOf(mock.port, certificates.ca_pem, quick), { login: 'lan' })).result,
		'dir_unavailable');
	await mock.close();
});

test('empty password, empty name, NUL: no connection', async () => {
	const mock = await new Mock().listen(good());
	const realm = realmOf(mock.port, certificates.ca_pem);
	for (const more of [{ dn: 'uid=lan,dc=test', password: '' }, { dn: '', password: 'x' },
		{ dn: 'uid=lan,dc=test', password: 'a\0b' }])
		assert.equal((await driver.ask('bind', realm, more)).result, 'bad_credentials');
	assert.equal(mock.connections, 0);
	await mock.close();
});

test('two entries match: ambiguous', async () => {
	const two = (m) => [1, 2].map((i) => ber.searchEntry(m.id, `uid=lan,ou=${i},dc=test`, { entryUUID: `${i}`.repeat(36) }))
		.concat([ber.searchDone(m.id, 0)]);
	const mock = await new Mock({ search: two }).listen(good());
	const answer = await driver.ask('find', realmOf(mock.port, certificates.ca_pem), { login: 'lan' });
	assert.equal(answer.result, 'dir_ambiguous');
	assert.equal(answer.user, null);
	await mock.close();
});

for (const code of [4, 1, 50, 32, 52]) {
	test(`search result ${code}: what came with it is discarded`, async () => {
		const mock = await new Mock({ search: (m) => [new Mock().acts.search(m)[0], ber.searchDone(m.id, code)] })
			.listen(good());
		const answer = await driver.ask('find', realmOf(mock.port, certificates.ca_pem), { login: 'lan' });
		assert.equal(answer.result, 'dir_unavailable');
		assert.equal(answer.user, null);
		await mock.close();
	});
}

for (const [data, expected] of [['52e', 'bad_credentials'], ['525', 'bad_credentials'], ['775', 'dir_locked'],
	['533', 'dir_disabled'], ['701', 'dir_expired'], ['532', 'must_change'], ['773', 'must_change'], ['530', 'dir_policy'],
	['531', 'dir_policy'], ['52E', 'bad_credentials'], ['5330', 'bad_credentials'], ['0', 'bad_credentials']]) {
	test(`AD answers data ${data}: ${expected}`, async () => {
		const words = `80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data ${data}, v4563`;
		const mock = await new Mock({ bind: (m) => [ber.bindResponse(m.id, 49, words)] }).listen(good());
		const answer = await driver.ask('bind', realmOf(mock.port, certificates.ca_pem),
			{ dn: 'uid=lan,dc=test', password: 'x' });
		assert.equal(answer.result, expected);
		await mock.close();
	});
}

test('addresses outside the allowed networks are not connected to', async () => {
	const fenced = new Driver(dir, { allow: '10.0.0.0/8, 192.168.1.5, 127.0.0.0/30' });
	const mock = await new Mock().listen(good());
	const inside = realmOf(mock.port, certificates.ca_pem, quick);
	assert.equal((await fenced.ask('find', inside, { login: 'lan' })).result, 'ok');
	const outside = realmOf(mock.port, certificates.ca_pem, { ...quick, endpoint: { host: '127.0.0.9' } });
	const answer = await fenced.ask('find', outside, { login: 'lan' });
	assert.match(answer.detail, /outside the allowed/);
	assert.equal(mock.connections, 1);
	await mock.close();
	await fenced.close();
});

test('the second endpoint serves when the first is dead, and is then tried first', async () => {
	const dead = await new Mock().listen({ mute: true });
	const mock = await new Mock().listen(good());
	const realm = realmOf(dead.port, certificates.ca_pem, { connect_ms: 300, total_ms: 3000 });
	realm.endpoints.push({ host: '127.0.0.1', port: mock.port, server_name: 'ldap.test' });
	assert.equal((await driver.ask('find', realm, { login: 'lan' })).result, 'ok');
	const again = await driver.ask('bind', realm, { dn: 'uid=lan,dc=test', password: 'x' });
	assert.equal(again.result, 'ok');
	assert.ok(again.ms < 250, `${again.ms} ms`);
	assert.equal(dead.connections, 1);
	await mock.close();
	await dead.close();
});
