// login.test.mjs - signing in and out through nginx, against the demonstration's directories.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { PASSWORD, Portal, cookieOf } from './login_portal.mjs';

let portal;
before(() => { portal = new Portal(); });
after(() => portal.close());

const FLOOR_MS = 400, SPREAD_MS = 50;

// The one answer for unknown, wrong, locked, other realm.
function generic(answer) {
	assert.equal(answer.status, 401, answer.text);
	const { request_id, ...rest } = answer.json;
	assert.match(request_id, /^[0-9a-f]{32}$/);
	assert.deepEqual(Object.keys(rest).sort(), ['detail', 'status', 'title', 'type']);
	assert.equal(rest.type, '/problems/login-failed');
	assert.match(rest.detail, /用户名或密码错误/);
	assert.equal(answer.headers['set-cookie'], undefined);
	assert.ok(answer.ms >= FLOOR_MS - SPREAD_MS - 5, `${answer.ms} ms`);
	return rest;
}

test('the right password', async () => {
	const answer = await portal.login('t01doctor', PASSWORD, { realm: 'hzalliance' });
	assert.equal(answer.status, 200, answer.text);
	assert.equal(answer.json.account.login_name, 't01doctor');
	assert.equal(answer.json.account.display_name, '祁云舟');
	assert.match(answer.json.account.home_organisation.name, /示范/);
	assert.equal(answer.json.pending, false);
	assert.match(answer.headers['set-cookie'][0], /^__Host-yilian=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
	assert.match(answer.headers['cache-control'] ?? '', /no-store/);
	assert.ok(answer.ms >= FLOOR_MS - SPREAD_MS - 5);
	assert.equal((await portal.me(cookieOf(answer))).status, 200);
});

test('wrong, unknown, empty, other realm, no realm: one answer', async () => {
	const answers = await Promise.all([
		portal.login('xnoffice', 'wrong', { realm: 'xncity' }),
		portal.login('nobody', 'wrong', { realm: 'xncity' }),
		portal.login('xnoffice', '', { realm: 'xncity' }),
		portal.login('t01doctor', PASSWORD, { realm: 'xncity' }),
		portal.login('t01doctor', PASSWORD, { realm: 'nowhere' }),
		portal.login('t01doctor@nowhere', PASSWORD),
		portal.login('t01doctor', PASSWORD),
		portal.login('t01doctor@hz', PASSWORD, { realm: 'xncity' }),
		portal.login('*', PASSWORD, { realm: 'xncity' }),
		portal.login('xn*', PASSWORD, { realm: 'xncity' }),
	]);
	for (const answer of answers)
		assert.deepEqual(generic(answer), generic(answers[0]));
});

test('the realm by suffix, by domain, and spellings of one name', async () => {
	for (const user of ['t02clerk@hz', 'T02Clerk@HZAlliance', 'hz\\t02clerk', ' t02clerk@hz ', 'ｔ０２ｃｌｅｒｋ@hz']) {
		const answer = await portal.login(user);
		assert.equal(answer.status, 200, `${user}: ${answer.text}`);
		assert.equal(answer.json.account.login_name, 't02clerk');
	}
	assert.equal((await portal.login('t02clerk@hz', PASSWORD, { realm: 'hzalliance' })).status, 200);
	assert.equal(portal.sql("select count(*) from sec.account where login_name like '%t02clerk%'"), '1');
});

test('LDAPS, StartTLS and the hosted realm', async () => {
	for (const user of ['xndoctor@xncity', 'qhoverseer@qhhc', 'station01@station'])
		assert.equal((await portal.login(user)).status, 200, user);
});

test('no group: signed in, but pending', async () => {
	const answer = await portal.login('newcomer@hz');
	assert.equal(answer.json.pending, true);
	const me = await portal.me(cookieOf(answer));
	assert.equal(me.json.pending, true);
	assert.deepEqual(me.json.permissions, []);
	assert.ok(me.json.account.home_organisation.helpdesk_phone);
	assert.equal((await portal.ask('GET', '/api/referrals', { cookie: cookieOf(answer) })).status, 403);
});

test('what is no sign-in request', async () => {
	const status = async (body, more) => (await portal.ask('POST', '/auth/login', { body, ...more })).status;
	const good = { realm: 'hzalliance', user: 't01doctor', password: PASSWORD };
	assert.equal(await status({ ...good, password: 'x'.repeat(257) }), 400);
	assert.equal(await status({ ...good, password: 'a\0b' }), 400);
	assert.equal(await status({ ...good, password: 7 }), 400);
	assert.equal(await status({ ...good, user: 't01\u200bdoctor' }), 400);
	assert.equal(await status({ ...good, user: 't01\u202edoctor' }), 400);
	assert.equal(await status({ ...good, user: 't01\ndoctor' }), 400);
	assert.equal(await status({ ...good, user: 'x'.repeat(65) }), 400);
	assert.equal(await status({ ...good, user: '' }), 400);
	assert.equal(await status({ ...good, role: 'sec_admin' }), 400);
	assert.equal(await status({ ...good, realm: 7 }), 400);
	assert.equal(await status({ user: 't01doctor' }), 400);
	assert.equal(await status('{"user":"a","user":"b","password":"c"}'), 400);
	assert.equal(await status('[]'), 400);
	assert.equal(await status(`{"user":"${'x'.repeat(70000)}","password":"c"}`), 413);
	assert.equal(await status('user=a&password=b', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }), 415);
	assert.equal((await portal.ask('GET', '/auth/login')).status, 405);
});

test('from elsewhere: refused before anything is read', async () => {
	const body = { realm: 'hzalliance', user: 't01doctor', password: PASSWORD };
	for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: null },
		{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }]) {
		const answer = await portal.ask('POST', '/auth/login', { body, headers });
		assert.equal(answer.status, 403);
		assert.equal(answer.json.type, '/problems/csrf');
		assert.equal(answer.headers['set-cookie'], undefined);
	}
	assert.equal((await portal.ask('POST', '/auth/logout', { body: {}, headers: { Origin: null } })).status, 403);
});

test('a token is always fresh, and the old one of this browser ends', async () => {
	const planted = `__Host-yilian=${'A'.repeat(43)}`;
	const first = cookieOf(await portal.login('hzdirector@hz', PASSWORD, { cookie: planted }));
	assert.notEqual(first, planted);
	assert.equal((await portal.me(planted)).status, 401);
	const second = await portal.session('hzdirector@hz', { cookie: first });
	assert.notEqual(second, first);
	assert.equal((await portal.me(first)).status, 401);
	assert.equal((await portal.me(second)).status, 200);
	assert.equal((await portal.ask('GET', '/api/me', { cookie: `${second}; ${second}` })).status, 400);
});

test('sign out', async () => {
	const cookie = await portal.session('hzdirector@hz');
	const answer = await portal.ask('POST', '/auth/logout', { body: {}, cookie });
	assert.equal(answer.status, 204, answer.text);
	assert.match(answer.headers['set-cookie'][0], /^__Host-yilian=;.*Max-Age=0/);
	assert.match(answer.headers['clear-site-data'], /"cookies"/);
	assert.equal((await portal.me(cookie)).status, 401);
	assert.equal((await portal.ask('POST', '/auth/logout', { body: {}, cookie })).status, 204);
	assert.equal((await portal.ask('POST', '/auth/logout', { body: {} })).status, 204);
});

test('the fourth session ends the oldest; an administrator has one', async () => {
	const cookies = [];
	for (let i = 0; i < 4; i++)
		cookies.push(await portal.session('hzdoctor@hz'));
	assert.deepEqual((await Promise.all(cookies.map((c) => portal.me(c)))).map((a) => a.status), [401, 200, 200, 200]);
	const list = await portal.ask('GET', '/api/sessions', { cookie: cookies[3] });
	assert.equal(list.json.items.length, 3);
	assert.equal(list.json.items.filter((s) => s.current).length, 1);
	const first = await portal.session('auditor@qhhc');
	const second = await portal.login('auditor@qhhc');
	assert.equal(second.json.displaced, 1);
	assert.equal((await portal.me(first)).status, 401);
});

test('an account out of use', async () => {
	const answer = await portal.login('xnleaver@xncity');
	assert.equal(answer.status, 401);
	assert.match(answer.json.detail, /账号已停用/);
	generic(await portal.login('xnleaver@xncity', 'wrong'));
	assert.equal(portal.sql("select count(*) from sec.account where login_name = 'xnleaver'"), '0');
});

test('wrong passwords are forwarded three times, then the account is safe from us', async () => {
	for (let i = 0; i < 3; i++)
		generic(await portal.login('xnsurgeon@xncity', `wrong${i}`));
	generic(await portal.login('xnsurgeon@xncity', PASSWORD));
	assert.equal(portal.sql("select reason from aud.event where action = 'auth.login' and result = 'refused'"
		+ ' order by id desc limit 1'), 'forward_limit');
});

test('parallel guesses are forwarded three times all the same', async () => {
	await Promise.all(Array.from({ length: 9 }, (_, i) => portal.login('xndirector@xncity', `guess${i}`)));
	assert.equal(portal.sql("select count(*) filter (where reason = 'bad_credentials') || ' '"
		+ " || count(*) filter (where reason = 'forward_limit') from (select reason from aud.event"
		+ " where action = 'auth.login' and result = 'refused' order by id desc limit 9) e"), '3 6');
});

test('one name, many tries: 429 with a time; others still sign in', async () => {
	const answers = [];
	for (let i = 0; i < 4; i++)
		answers.push(...await Promise.all(Array.from({ length: 3 }, () => portal.login('nobody2', 'x', { realm: 'qhhc' }))));
	const refused = answers.filter((a) => a.status === 429);
	assert.ok(refused.length >= 1 && refused.length <= 2, `${refused.length}`);
	assert.ok(Number(refused[0].headers['retry-after']) > 0);
	assert.equal((await portal.login('qhoverseer@qhhc')).status, 200);
});

test('spraying from one address: 429, not for another address', async () => {
	const from = '127.0.0.77';
	const answers = await Promise.all(Array.from({ length: 150 }, (_, i) => portal.login(`user${i}`, 'Spring-2026',
		{ realm: 'xncity', from })));
	assert.ok(answers.every((a) => [401, 429, 503].includes(a.status)), JSON.stringify(answers.map((a) => a.status)));
	assert.ok(answers.filter((a) => a.status === 429).length >= 10);
	assert.equal((await portal.login('xndoctor@xncity')).status, 200);
});

test('every refusal is audited, without names or passwords', () => {
	const reasons = portal.sql("select distinct reason from aud.event where action = 'auth.login' and result = 'refused'")
		.split('\n');
	for (const reason of ['bad_credentials', 'unknown_user', 'unknown_realm', 'empty_password', 'dir_disabled',
		'forward_limit', 'login_limit'])
		assert.ok(reasons.includes(reason), `${reason} is not among ${reasons}`);
	assert.equal(portal.sql("select count(*) from aud.event where action like 'auth.%' and (detail::text like '%xnsurgeon%'"
		+ " or reason like '%Yilian%')"), '0');
	assert.notEqual(portal.sql("select count(*) from aud.event where action = 'auth.login' and result = 'done'"), '0');
});

test('institutions to choose from', async () => {
	const find = async (q) => (await portal.ask('GET', `/auth/realms?q=${encodeURIComponent(q)}`)).json.items;
	const [hospital] = await find('湟中区示范医院');
	assert.equal(hospital.realm, 'hzalliance');
	assert.ok(hospital.helpdesk_name && hospital.helpdesk_phone && hospital.suffix);
	assert.ok((await find('hzq')).some((o) => o.name === hospital.name));
	assert.ok((await find('HZH')).some((o) => o.name === hospital.name));
	assert.deepEqual(await find('%'), []);
	assert.deepEqual(await find("x' or true --"), []);
	assert.equal((await portal.ask('GET', '/auth/realms?limit=5')).json.items.length, 5);
	assert.equal((await portal.ask('GET', '/auth/realms?limit=1000')).status, 422);
});

test('one dead directory does not slow the others', async (t) => {
	const sockets = new Set();
	const mute = net.createServer((s) => { sockets.add(s); s.on('error', () => {}); });
	await new Promise((done) => mute.listen(0, '127.0.0.1', done));
	t.after(() => { sockets.forEach((s) => s.destroy()); mute.close(); });
	const endpoints = JSON.parse(portal.sql('select jsonb_agg(jsonb_build_object(\'host\', host, \'port\', port, \'tls\', tls,'
		+ " 'server_name', server_name)) from sec.realm_endpoint join sec.realm on id = realm_id where code = 'hosted'"));
	portal.realm('hosted', { endpoints: [{ host: '127.0.0.1', port: mute.address().port, tls: 'ldaps',
		server_name: 'ldap.hosted.test' }] });
	const dying = Array.from({ length: 30 }, (_, i) => portal.login(`s${i}@station`, 'x', { from: '127.0.0.88' }));
	const times = [];
	for (let i = 0; i < 12; i++) {
		const answer = await portal.login('hzdoctor@hz');
		assert.equal(answer.status, 200);
		times.push(answer.ms);
	}
	const dead = await Promise.all(dying);
	assert.ok(dead.every((a) => a.status === 503 && a.json.type === '/problems/directory' && a.headers['retry-after']));
	times.sort((a, b) => a - b);
	console.log(`# beside a dead realm: p95 of 12 sign-ins ${Math.round(times[11])} ms (floor ${FLOOR_MS}); the dead`
		+ ` realm's own worst ${Math.round(Math.max(...dead.map((a) => a.ms)))} ms`);
	assert.ok(times[11] < 1000, `${times[11]} ms`);
	const refused = await portal.login('s99@station', 'x');
	assert.equal(refused.status, 503);
	assert.ok(refused.ms < FLOOR_MS + SPREAD_MS + 150, 'the breaker answers at once');
	portal.realm('hosted', { endpoints });
	assert.equal((await portal.login('station01@station')).status, 200);
});

test('the audit row of a refusal cannot be written: still refused', async () => {
	portal.expected.push(/"statement":"login\/note"/);
	portal.sql('revoke execute on function sec.login_note(text, int, bigint, text, text, inet, text, jsonb) from yl_auth');
	generic(await portal.login('nobody3', 'x', { realm: 'qhhc' }));
	portal.sql('grant execute on function sec.login_note(text, int, bigint, text, text, inet, text, jsonb) to yl_auth');
});

