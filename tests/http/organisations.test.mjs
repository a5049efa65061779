// organisations.test.mjs - divisions, organisations, alliances, pairings and receivers over HTTP.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';

import { pointers, sign_in, sql, stranger } from './harness.mjs';

const browsers = {};
const PEOPLE = ['hzoverseer', 'xnoverseer', 'qhoverseer', 'hzunion', 'newcomer', 't01doctor', 'hzoffice', 'station01'];
// Codes and names of this run alone: the portal may be one that runs already.
const run = randomUUID().slice(0, 6).toUpperCase();

before(async () => {
	for (const user of PEOPLE)
		browsers[user] = await sign_in(user);
});

const get = (who, path) => browsers[who].get(`/api${path}`);
const send = (who, method, path, body, options) => browsers[who].send(method, `/api${path}`, body, options);
const items = async (who, path) => {
	const answer = await get(who, path);
	assert.equal(answer.status, 200, answer.text);
	return answer.json.items;
};
const find = async (code) => (await items('qhoverseer', `/organisations?q=${code}`)).find((o) => o.code === code);

let made = 0;
const fresh = async (more = {}) => {
	made += 1;
	const answer = await send('hzoverseer', 'POST', '/organisations', { code: `T${run}${made}`, name: `测试${run}${made}号卫生院`,
		kind: 'township_hospital', division_code: 630106103, valid_from: '2001-01-01', ...more });
	assert.equal(answer.status, 201, answer.text);
	return answer.json;
};

test('every list needs a session and a right', async () => {
	for (const path of ['/divisions', '/divisions/630000', '/organisations', '/organisations/tree', '/organisations/1',
		'/alliances', '/alliances/1', '/pairings', '/pairings/1', '/pairings/coverage?division=630000', '/receivers']) {
		assert.equal((await stranger.get(`/api${path}`)).status, 401, path);
		assert.equal((await get('newcomer', path)).status, 403, path);
	}
});

test('divisions: the provinces, then down; empty levels skipped', async () => {
	const provinces = await items('t01doctor', '/divisions');
	assert.equal(provinces.length, 31);
	assert.equal(provinces.find((d) => d.name === '青海省').children, 8);
	const beijing = await items('t01doctor', '/divisions?parent=110000&limit=100');
	assert.equal(beijing.length, 16);
	assert.ok(beijing.every((d) => d.level === 3));
	const county = await items('t01doctor', '/divisions?parent=630106&limit=100');
	assert.equal(county.filter((d) => d.kind === 'statutory').length, 15);
	assert.equal(county.find((d) => d.name === '田家寨镇').organisations, 2);
});

test('divisions: names with other readings are found by how they are said', async () => {
	for (const [typed, name] of [['chongqing', '重庆市'], ['luan', '六安市'], ['bengbu', '蚌埠市'], ['changzhi', '长治市'],
		['dt', '大通回族土族自治县'], ['huzhu', '互助土族自治县'], ['ledu', '乐都区'], ['xunhua', '循化撒拉族自治县'],
		['hzq', '湟中区'], ['630106', '湟中区'], ['湟中', '湟中区']]) {
		const found = await items('t01doctor', `/divisions?q=${encodeURIComponent(typed)}&limit=100`);
		assert.ok(found.some((d) => d.name === name), `${typed} finds ${name}`);
	}
	assert.equal((await get('t01doctor', '/divisions/630106103')).json.path, '青海省西宁市湟中区甘河滩镇');
	assert.deepEqual((await get('t01doctor', '/divisions/630106103')).json.above.map((d) => d.code), [630000, 630100, 630106]);
	assert.equal((await get('t01doctor', '/divisions/999999')).status, 404);
	assert.deepEqual(pointers(await get('t01doctor', '/divisions?level=9')), ['?level']);
});

test('organisations: pages hold every one once, in order of pinyin', async () => {
	const seen = [];
	for (let after = ''; after !== null;) {
		const { json } = await get('t01doctor', `/organisations?division=630100&limit=40${after && `&after=${after}`}`);
		seen.push(...json.items);
		after = json.next;
	}
	assert.equal(new Set(seen.map((o) => o.id)).size, seen.length);
	const total = Number(sql(`select count(*) from biz.organisation where region_id between 630100 and 630199
		and valid_to is null`));
	assert.equal(seen.length, total);
	assert.equal((await get('t01doctor', '/organisations?after=%00')).status, 400);
	assert.equal((await get('t01doctor', '/organisations?after=eHg')).status, 422);
});

test('organisations: found by name, pinyin, initials, code, kind, parent and alliance', async () => {
	for (const q of ['湟中区示范医院', 'huangzhongqushifanyi', 'hzqsfyy', 'HZH', 'hzh'])
		assert.ok((await items('t01doctor', `/organisations?q=${encodeURIComponent(q)}`)).some((o) => o.code === 'HZH'), q);
	assert.equal((await items('t01doctor', '/organisations?alliance=1&limit=100')).length, 15);
	assert.ok((await items('t01doctor', '/organisations?kind=village_clinic')).every((o) => o.kind === 'village_clinic'));
	const hz = await find('HZ000000');
	assert.ok((await items('t01doctor', `/organisations?parent=${hz.id}&limit=100`)).every((o) => o.parent_id === hz.id));
	assert.deepEqual(pointers(await get('t01doctor', '/organisations?kind=bakery')), ['?kind']);
});

test('organisations: the structure as it was on a day', async () => {
	const { id } = await find('HZH');
	assert.equal((await get('t01doctor', `/organisations/${id}`)).json.name, '湟中区示范医院');
	const then = (await get('t01doctor', `/organisations/${id}?as_of=2016-05-01`)).json;
	assert.equal(then.name, '湟中县示范医院');
	assert.equal(then.parent.name, '湟中区卫生健康委员会');
	assert.equal((await items('t01doctor', '/organisations?as_of=2016-05-01&q=%E6%B9%9F%E4%B8%AD%E5%8E%BF')).length, 4);
	assert.equal((await items('t01doctor', '/organisations?as_of=1999-12-31')).length, 0);
	const [top] = await items('t01doctor', '/organisations/tree');
	assert.equal(top.code, 'QH000000');
	const cities = await items('t01doctor', `/organisations/tree?root=${top.id}&as_of=2016-05-01`);
	assert.equal(cities.filter((o) => o.kind === 'commission').length, 8);
	assert.equal((await get('t01doctor', `/organisations/${id}?as_of=2016-02-30`)).status, 422);
});

test('organisations: detail carries history, alliances, pairings and departments', async () => {
	const { id } = await find('HZH');
	const { json } = await get('hzoffice', `/organisations/${id}`);
	assert.deepEqual(json.names.map((n) => n.name), ['湟中区示范医院', '湟中县示范医院']);
	assert.ok(json.alliances.some((a) => a.role === 'lead'));
	assert.ok(json.pairings.some((p) => p.side === 'supported' && p.organisation_name === '吴忠市示范医院'));
	assert.ok(json.departments.some((d) => d.name === '心血管内科'));
	assert.equal(json.editable, false);
	assert.equal((await get('hzoverseer', `/organisations/${id}`)).json.editable, true);
	assert.equal((await get('t01doctor', '/organisations/2000000')).status, 404);
});

test('organisations: one is made once, however often the request comes', async () => {
	const key = randomUUID();
	const body = { code: `W${run}`, name: `长乐镇${run}卫生院`, kind: 'township_hospital', division_code: 630106103 };
	const first = await send('hzoverseer', 'POST', '/organisations', body, { key });
	const second = await send('hzoverseer', 'POST', '/organisations', body, { key });
	assert.equal(first.status, 201);
	assert.equal(first.json.region_id, 630106);
	assert.equal(first.headers.location, `/api/organisations/${first.json.id}`);
	assert.equal(second.json.id, first.json.id);
	assert.equal((await items('t01doctor', `/organisations?q=changlezhen${run}`)).length, 1);
	assert.equal((await send('hzoverseer', 'POST', '/organisations', body)).status, 409);
	assert.equal((await send('hzoverseer', 'POST', '/organisations', { ...body, code: `X${run}` }, { key })).status, 422);
});

test('organisations: who may not make one, and what is wrong with it', async () => {
	const body = { code: `N${run}`, name: '测试卫生院', kind: 'township_hospital', division_code: 630105100 };
	for (const who of ['t01doctor', 'hzoffice', 'station01', 'hzunion'])
		assert.equal((await send(who, 'POST', '/organisations', body)).status, 403, who);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', '/organisations', body)), ['/division_code']);
	assert.equal((await send('xnoverseer', 'POST', '/organisations', body)).status, 201);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', '/organisations', { ...body, division_code: 630106999 })),
		['/division_code']);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', '/organisations', { kind: 'bakery', beds: -1, colour: 'red' })).sort(),
		['/beds', '/code', '/colour', '/division_code', '/kind', '/name']);
});

test('organisations: a change needs the version, and only one of two wins', async () => {
	const o = await fresh();
	assert.equal((await send('hzoverseer', 'PATCH', `/organisations/${o.id}`, { beds: 30 })).status, 428);
	const both = await Promise.all([30, 31].map((beds) =>
		send('hzoverseer', 'PATCH', `/organisations/${o.id}`, { beds }, { version: 1 })));
	assert.deepEqual(both.map((a) => a.status).sort(), [200, 412]);
	const emptied = await send('hzoverseer', 'PATCH', `/organisations/${o.id}`, { beds: null }, { version: 2 });
	assert.equal(emptied.json.beds, null);
	assert.equal(emptied.headers.etag, '"3"');
	assert.deepEqual(pointers(await send('hzoverseer', 'PATCH', `/organisations/${o.id}`, { kind: null }, { version: 3 })), ['/kind']);
	assert.deepEqual(pointers(await send('hzoverseer', 'PATCH', `/organisations/${o.id}`, { parent_id: o.id }, { version: 3 })),
		['/parent_id']);
	const hzh = await find('HZH');
	assert.equal((await send('xnoverseer', 'PATCH', `/organisations/${hzh.id}`, { population: 480000 + made },
		{ version: hzh.version })).status, 200);
	const le = await find('630202H');
	assert.equal((await send('hzoverseer', 'PATCH', `/organisations/${le.id}`, { beds: 1 }, { version: 1 })).status, 403);
	assert.equal((await send('hzoffice', 'PATCH', `/organisations/${hzh.id}`, { beds: 1 }, { version: 1 })).status, 403);
});

test('organisations: rename, merge and close lose nothing', async () => {
	const [old, heir, child] = [await fresh(), await fresh(), await fresh({ kind: 'village_clinic' })];
	const act = (o, action, body, version, more) =>
		send('hzoverseer', 'POST', `/organisations/${o.id}/actions/${action}`, body, { version, ...more });
	await send('hzoverseer', 'PATCH', `/organisations/${child.id}`, { parent_id: old.id, on: '2002-01-01' }, { version: 1 });
	const key = randomUUID();
	const renamed = await act(old, 'rename', { name: `旧名新改${run}院`, on: '2010-01-01', reason: '更名' }, 1, { key });
	assert.equal(renamed.json.name, `旧名新改${run}院`);
	assert.equal((await act(old, 'rename', { name: `旧名新改${run}院`, on: '2010-01-01', reason: '更名' }, 1, { key })).status, 200);
	assert.equal((await get('t01doctor', `/organisations/${old.id}?as_of=2009-12-31`)).json.name, old.name);
	assert.equal((await act(old, 'rename', { name: '再改', reason: '更名' }, 1)).status, 412);
	assert.deepEqual(pointers(await act(old, 'rename', { name: '再改', on: '2999-01-01', reason: '更名' }, 2)), ['/on']);
	assert.deepEqual(pointers(await act(old, 'close', {}, 2)), ['/reason']);
	assert.equal((await act(old, 'close', { reason: '撤销' }, 2)).status, 409);
	assert.deepEqual(pointers(await act(old, 'merge', { into: child.id, reason: '合并' }, 2)), ['/into']);
	const merged = await act(old, 'merge', { into: heir.id, on: '2015-01-01', reason: '合并' }, 2);
	assert.equal(merged.json.successor_id, heir.id);
	assert.equal((await act(old, 'rename', { name: '再改', reason: '更名' }, 3)).status, 409);
	assert.equal((await get('t01doctor', `/organisations/${child.id}`)).json.parent.id, heir.id);
	assert.equal((await get('t01doctor', `/organisations/${child.id}?as_of=2014-12-31`)).json.parent.id, old.id);
	assert.ok((await items('t01doctor', `/organisations?q=jiumingxingai${run}`)).length === 0, 'gone from the present list');
	assert.equal((await act(child, 'close', { reason: '撤销' }, 3)).json.valid_to, sql('select current_date'));
	for (const action of ['rename', 'merge', 'close']) {
		const body = { rename: { name: '某某医院', reason: '无由' }, merge: { into: heir.id, reason: '无由' }, close: { reason: '无由' } };
		assert.equal((await send('t01doctor', 'POST', `/organisations/${heir.id}/actions/${action}`, body[action], { version: 1 })).status, 403);
		const le = await find('630202H');
		assert.equal((await act(le, action, body[action], 1)).status, 403, action);
		assert.equal((await act({ id: 2000000 }, action, body[action], 1)).status, 404, action);
	}
});

test('G7: the city alliance has 57 members and a lead; five alliances have eight leads', async () => {
	const alliances = (await items('t01doctor', '/alliances?limit=100')).filter((a) => !a.name.startsWith('测试'));
	assert.equal(alliances.length, 5);
	assert.equal(alliances.reduce((n, a) => n + a.leads.length, 0), 8);
	assert.equal(alliances.filter((a) => a.leads.length > 1).length, 2);
	const city = alliances.find((a) => a.kind === 'strategic');
	assert.equal(city.members, 57);
	const { json } = await get('t01doctor', `/alliances/${city.id}`);
	const members = json.members.filter((m) => m.role === 'member');
	assert.equal(members.filter((m) => m.kind === 'central_township_hospital').length, 26);
	assert.equal(members.filter((m) => ['private', 'enterprise'].includes(m.kind)).length, 12);
	assert.equal(members.filter((m) => m.tier >= 3 && !['private', 'enterprise'].includes(m.kind)).length, 19);
	assert.equal((await items('t01doctor', '/alliances?as_of=2014-01-01')).length, 1);
	assert.equal((await get('t01doctor', '/alliances/2000000')).status, 404);
});

test('alliances: made by the commission, changed by it and its office, with dated members', async () => {
	const [seat, other] = [await fresh({ kind: 'general_hospital', division_code: 630106 }), await fresh()];
	const body = { name: `测试联盟${run}`, kind: 'specialist', seat_id: seat.id, started_on: '2020-01-01' };
	assert.equal((await send('hzoffice', 'POST', '/alliances', body)).status, 403);
	assert.equal((await send('hzunion', 'POST', '/alliances', body)).status, 422, 'an office founds no other alliance');
	const { json: a, status } = await send('hzoverseer', 'POST', '/alliances', body);
	assert.equal(status, 201);
	assert.equal((await send('hzoverseer', 'POST', '/alliances', body)).status, 409);
	const members = `/alliances/${a.id}/members`;
	const joined = await send('hzoverseer', 'POST', members, { organisation_id: other.id, joined_on: '2021-01-01' }, { version: 1 });
	assert.equal(joined.status, 200, joined.text);
	assert.equal(joined.json.members.length, 2);
	assert.equal((await send('hzoverseer', 'POST', members, { organisation_id: other.id }, { version: 2 })).status, 409);
	assert.equal((await send('hzoverseer', 'POST', members, { organisation_id: other.id }, { version: 1 })).status, 412);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', members, { organisation_id: 2000000 }, { version: 2 })), ['/organisation_id']);
	assert.equal((await send('hzunion', 'POST', members, { organisation_id: seat.id }, { version: 2 })).status, 403);
	assert.equal((await send('hzoverseer', 'PATCH', `${members}/${other.id}`, { role: 'lead', on: '2022-01-01' }, { version: 2 })).status, 200);
	assert.deepEqual(pointers(await send('hzoverseer', 'PATCH', `${members}/${other.id}`, { on: '2023-01-01' }, { version: 3 })), ['/reason']);
	const moved = await send('hzoverseer', 'PATCH', `/alliances/${a.id}`, { seat_id: other.id, name: `测试专科联盟${run}` }, { version: 3 });
	assert.equal(moved.json.seat.id, other.id);
	const left = await send('hzoverseer', 'PATCH', `${members}/${seat.id}`, { on: '2023-01-01', reason: '退出' }, { version: 4 });
	assert.deepEqual(left.json.members.map((m) => m.id), [other.id]);
	assert.deepEqual((await get('t01doctor', `/alliances/${a.id}?as_of=2021-06-01`)).json.members.map((m) => m.role), ['lead', 'member']);
	assert.equal((await send('hzoverseer', 'PATCH', `${members}/${seat.id}`, { reason: '退出' }, { version: 5 })).status, 404);
	assert.equal((await send('hzoverseer', 'PATCH', `/alliances/${a.id}`, { ended_on: '2024-01-01' }, { version: 5 })).status, 200);
	assert.equal((await send('hzoverseer', 'PATCH', `/alliances/${a.id}`, { charter: '新章程' }, { version: 6 })).status, 409);
	const own = (await get('hzunion', '/alliances/1')).json;
	assert.equal((await send('hzunion', 'PATCH', '/alliances/1', { charter: '修订的章程' }, { version: own.version })).status, 200);
});

test('pairings: seen from both sides, covering a county, ended with a reason', async () => {
	assert.ok((await items('hzoffice', '/pairings')).every((p) => [p.from.name, p.to.name].includes('湟中区示范医院')));
	const province = await items('qhoverseer', '/pairings?division=640000');
	assert.equal(province.length, 3, 'with Ningxia');
	assert.equal((await items('hzoverseer', '/pairings?status=live&limit=100')).length, 17);
	const coverage = await items('hzoverseer', '/pairings/coverage?division=630106');
	const row = coverage.find((c) => c.kind === 'central_township_hospital');
	assert.deepEqual([row.paired, row.eligible, row.percent], [3, 3, 100]);
	assert.equal((await get('hzoverseer', '/pairings/coverage')).status, 422);

	const [one, two] = [await fresh(), await find('XNH')];
	const body = { from_org_id: two.id, to_org_id: one.id, programme: '测试项目', purpose: '帮扶', specialties: ['儿科', ' 外科 '],
		starts_on: '2020-01-01', ends_on: '2030-12-31' };
	assert.equal((await send('hzoffice', 'POST', '/pairings', body)).status, 403);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', '/pairings', { ...body, specialties: ['a', 1] })), ['/specialties']);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', '/pairings', { ...body, ends_on: '2019-01-01' })), ['/ends_on']);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', '/pairings', { ...body, to_org_id: two.id })), ['/to_org_id']);
	const { json: p, status, text } = await send('hzoverseer', 'POST', '/pairings', body);
	assert.equal(status, 201, text);
	assert.deepEqual(p.specialties, ['儿科', '外科']);
	assert.equal((await send('hzoverseer', 'POST', '/pairings', body)).status, 409);
	assert.deepEqual(pointers(await send('hzoverseer', 'PATCH', `/pairings/${p.id}`, { ends_on: '2022-01-01' }, { version: 1 })), ['/end_reason']);
	const changed = await send('hzoverseer', 'PATCH', `/pairings/${p.id}`, { specialties: ['急诊科'] }, { version: 1 });
	assert.deepEqual(changed.json.specialties, ['急诊科']);
	assert.equal((await send('hzoverseer', 'PATCH', `/pairings/${p.id}`, { specialties: null }, { version: 2 })).status, 422);
	const ended = await send('hzoverseer', 'PATCH', `/pairings/${p.id}`, { ends_on: '2022-01-01', end_reason: '调整' }, { version: 2 });
	assert.deepEqual([ended.json.status, ended.json.agreed_until], ['ended', '2030-12-31']);
	assert.equal((await get('hzoverseer', `/pairings/${p.id}?as_of=2021-01-01`)).json.status, 'live');
	assert.equal((await send('hzoverseer', 'PATCH', `/pairings/${p.id}`, { purpose: '其他' }, { version: 3 })).status, 409);
	assert.equal((await get('station01', `/pairings/${p.id}`)).status, 404, 'a third party does not see it');
	assert.equal((await send('hzoffice', 'PATCH', `/pairings/${p.id}`, { purpose: '其他' }, { version: 3 })).status, 403);
});

test('receivers: by direction, the own superior and county first', async () => {
	// Who was never used stands behind those who were, the nearest first.
	const near = async (who, direction, code) => {
		const list = await items(who, `/receivers?direction=${direction}`);
		const used = list.filter((r) => r.last_used_at !== null);
		assert.deepEqual(list.slice(0, used.length), used);
		assert.deepEqual(used.map((r) => r.last_used_at), used.map((r) => r.last_used_at).sort().reverse());
		assert.ok([...used, list[used.length]].some((r) => r?.code === code), `${who} ${direction}: ${code}`);
		return list;
	};
	const [up] = await near('t01doctor', 'up', 'HZH');
	await near('station01', 'up', 'HZT01');
	await near('hzoffice', 'up', 'XNH');
	await near('t01doctor', 'down', 'HZV0101');
	assert.ok((await items('hzoffice', '/receivers?direction=down')).every((r) => r.tier < 3));
	assert.ok(up.departments.includes('急诊科'));
	assert.equal((await get('hzoverseer', '/receivers')).status, 403);
	assert.deepEqual(pointers(await get('t01doctor', '/receivers?direction=sideways')), ['?direction']);
});

test('departments: entered and ended by the commission, named by referrals', async () => {
	const o = await fresh({ kind: 'general_hospital', division_code: 630106 });
	const where = `/organisations/${o.id}/departments`;
	const key = randomUUID();
	const added = await send('hzoverseer', 'POST', where, { name: '卒中中心', position: 3 }, { version: 1, key });
	assert.equal(added.status, 200, added.text);
	assert.equal((await send('hzoverseer', 'POST', where, { name: '卒中中心', position: 3 }, { version: 1, key })).json.departments.length, 1);
	const [department] = added.json.departments;
	assert.deepEqual([department.name, department.pinyin, department.accepts_referrals], ['卒中中心', 'cuzhongzhongxin', true]);
	assert.equal((await send('hzoverseer', 'POST', where, { name: '卒中中心' }, { version: 2 })).status, 409);
	assert.equal((await send('hzoverseer', 'POST', where, { name: '儿科' }, { version: 1 })).status, 412);
	assert.deepEqual(pointers(await send('hzoverseer', 'POST', where, {}, { version: 2 })), ['/name']);
	for (const [who, status] of [['hzoffice', 403], ['t01doctor', 403]])
		assert.equal((await send(who, 'POST', where, { name: '儿科' }, { version: 2 })).status, status);
	const one = `${where}/${department.id}`;
	assert.deepEqual(pointers(await send('hzoverseer', 'PATCH', one, { name: null }, { version: 2 })), ['/name']);
	assert.equal((await send('hzoverseer', 'PATCH', one, { accepts_referrals: false }, { version: 2 })).json.departments[0].accepts_referrals, false);
	assert.equal((await send('hzoverseer', 'PATCH', `${where}/2000000`, { phone: '12345' }, { version: 3 })).status, 404);
	assert.equal((await send('hzoverseer', 'PATCH', one, { valid_to: sql('select current_date') }, { version: 3 })).json.departments.length, 0);
	const le = await find('630202H');
	assert.equal((await send('hzoverseer', 'POST', `/organisations/${le.id}/departments`, { name: '儿科' }, { version: 1 })).status, 403);
});

test('departments: a hospital keeps its own, and nothing else of itself', async () => {
	const own = await find('HZH');
	const where = `/organisations/${own.id}/departments`;
	const now = async () => (await get('hzoffice', `/organisations/${own.id}`)).json;
	const before = await now();
	assert.deepEqual([before.editable, before.departments_editable], [false, true]);
	const added = await send('hzoffice', 'POST', where, { name: `胸痛中心${run}`, phone: '0971-2232120' }, { version: before.version });
	assert.equal(added.status, 200, added.text);
	const made = added.json.departments.find((d) => d.name === `胸痛中心${run}`);
	const moved = await send('hzoffice', 'PATCH', `${where}/${made.id}`, { phone: '0971-2232121' }, { version: before.version + 1 });
	assert.equal(moved.json.departments.find((d) => d.id === made.id).phone, '0971-2232121');
	const ended = await send('hzoffice', 'PATCH', `${where}/${made.id}`, { valid_to: sql('select current_date') },
		{ version: before.version + 2 });
	assert.deepEqual(ended.json.departments, before.departments);
	assert.equal(sql(`select count(*) from aud.event where action = 'organisation.department' and object_id = '${own.id}'
		and account_id = ${browsers.hzoffice.account.id}`), '3');

	const other = await find('HZT01');
	assert.equal((await get('hzoffice', `/organisations/${other.id}`)).json.departments_editable, false);
	assert.equal((await send('hzoffice', 'POST', `/organisations/${other.id}/departments`, { name: '儿科' }, { version: other.version })).status, 403);
	assert.equal((await send('hzoffice', 'PATCH', `/organisations/${other.id}/departments/${made.id}`, { phone: '12345' },
		{ version: other.version })).status, 403);
	assert.equal((await send('hzoverseer', 'PATCH', `/organisations/${other.id}/departments/${made.id}`, { phone: '12345' },
		{ version: other.version })).status, 404, 'a department of another organisation');
	assert.equal((await send('hzoffice', 'PATCH', `/organisations/${own.id}`, { beds: 1 }, { version: before.version + 3 })).status, 403);
	for (const who of ['t01doctor', 'station01', 'hzunion'])
		assert.equal((await send(who, 'POST', where, { name: '儿科' }, { version: before.version + 3 })).status, 403, who);
	assert.equal((await send('hzoffice', 'POST', where, { name: '心血管内科' }, { version: before.version + 3 })).status, 409);
	assert.equal((await send('hzoffice', 'POST', where, { name: '儿科' }, { version: before.version })).status, 412);
});
