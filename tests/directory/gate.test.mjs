// gate.test.mjs - one dead directory: its breaker opens and closes again, the others never notice.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { bindResponse } from './ber.mjs';
import { makeCertificates } from './certificates.mjs';
import { Driver, realmOf, work } from './fixture.mjs';
import { Mock, closeAll } from './mock.mjs';

const dir = work();
const quick = { connect_ms: 300, total_ms: 600 };
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

const p95 = (values) => values.sort((a, b) => a - b)[Math.floor(values.length * 0.95)];

test('the breaker opens after three failures, refuses at once, and closes at the next probe', async () => {
	const mock = await new Mock().listen({ mute: true });
	const realm = realmOf(mock.port, certificates.ca_pem, quick);
	for (let i = 0; i < 3; i++)
		await driver.ask('find', realm, { login: 'lan' });
	const refused = await driver.ask('find', realm, { login: 'lan' });
	assert.match(refused.detail, /breaker open/);
	assert.ok(refused.ms < 50);
	assert.equal(mock.connections, 3);
	const { port } = mock;
	await mock.close();

	const back = new Mock();
	back.port = port;
	await back.listen({ secure: certificates.of('good') });
	const started = Date.now();
	let answer;
	do {
		await new Promise((done) => setTimeout(done, 200));
		answer = await driver.ask('find', realm, { login: 'lan' });
	} while (answer.result !== 'ok' && Date.now() - started < 35000);
	assert.equal(answer.result, 'ok', answer.detail);
	const many = await Promise.all(Array.from({ length: 4 }, () => driver.ask('find', realm, { login: 'lan' })));
	assert.ok(many.every((a) => a.result === 'ok'), 'closed for everybody, not for one probe at a time');
	console.log(`# the breaker closed ${Date.now() - started} ms after the directory came back`);
	await back.close();
});

test('a wrong password never opens the breaker', async () => {
	const mock = await new Mock({ bind: (m) => [bindResponse(m.id, 49)] }).listen({ secure: certificates.of('good') });
	const realm = realmOf(mock.port, certificates.ca_pem);
	for (let i = 0; i < 6; i++)
		assert.equal((await driver.ask('bind', realm, { dn: 'uid=lan,dc=test', password: 'x' })).result, 'bad_credentials');
	await mock.close();
});

test('a dead realm does not slow a healthy one', async () => {
	const dead = await new Mock().listen({ mute: true });
	const healthy = await new Mock().listen({ secure: certificates.of('good') });
	const mute = realmOf(dead.port, certificates.ca_pem, { connect_ms: 1500, total_ms: 5000 });
	const live = realmOf(healthy.port, certificates.ca_pem);
	const run = async () => {
		const times = [];
		for (let i = 0; i < 40; i++)
			times.push((await driver.ask('bind', live, { dn: 'uid=lan,dc=test', password: 'x' })).ms);
		return p95(times);
	};
	await run();
	const alone = await run();
	const load = Array.from({ length: 40 }, () => driver.ask('find', mute, { login: 'lan' }));
	const beside = await run();
	const dying = (await Promise.all(load)).map((a) => a.ms);
	console.log(`# healthy realm, p95 of 40 binds: ${alone} ms alone, ${beside} ms beside a dead one;`
		+ ` the dead realm's own worst ${Math.max(...dying)} ms`);
	assert.ok(beside < 150, `${beside} ms`);
	assert.ok(Math.max(...dying) < 3000);
	// 32 threads: half of them for one realm, 4 asking and 12 waiting; the others are sent home.
	assert.ok(dying.filter((ms) => ms < 500).length >= 20, 'those beyond the queue are refused at once');
	assert.ok(dead.connections <= 8, `${dead.connections} connections to the dead directory`);
	await dead.close();
	await healthy.close();
});

test('the pooled service connection survives the directory closing it', async () => {
	const mock = await new Mock().listen({ secure: certificates.of('good') });
	const realm = realmOf(mock.port, certificates.ca_pem);
	assert.equal((await driver.ask('find', realm, { login: 'lan' })).result, 'ok');
	assert.equal((await driver.ask('find', realm, { login: 'lan' })).result, 'ok');
	assert.equal(mock.connections, 1);
	for (const socket of mock.sockets)
		socket.destroy();
	assert.equal((await driver.ask('find', realm, { login: 'lan' })).result, 'ok');
	assert.equal(mock.connections, 2);
	await mock.close();
});

test('a service account that is refused opens the breaker instead of being locked', async () => {
	const mock = await new Mock({ bind: (m) => [bindResponse(m.id, 49)] }).listen({ secure: certificates.of('good') });
	const realm = realmOf(mock.port, certificates.ca_pem);
	for (let i = 0; i < 10; i++)
		assert.equal((await driver.ask('find', realm, { login: 'lan' })).result, 'dir_unavailable');
	assert.equal(mock.binds.length, 3);
	await mock.close();
});
