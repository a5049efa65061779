// login_portal.mjs - a portal of its own for the sign-in tests: whole instance, its directories, its console.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { record } from './record.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const build = process.env.YILIAN_BUILD ?? 'build/san';
export const PASSWORD = 'Yilian-2026';

export class Portal {
	// Patterns of error lines that the tests bring about.
	expected = [/recheck_held/];

	constructor() {
		this.base = fs.mkdtempSync(path.join(os.tmpdir(), 'yilian-login-'));
		fs.chmodSync(this.base, 0o755);
		this.dir = path.join(this.base, 'i');
		this.#instance('start', '--port', '0', '--fast', '--build', build);
		this.url = this.#instance('url').trim();
		fs.writeFileSync(path.join(this.base, 'password'), PASSWORD);
	}

	#instance(verb, ...more) {
		return execFileSync(path.join(root, 'tools/instance.sh'), [verb, '--dir', this.dir, ...more],
			{ encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
	}

	// Ends it; unexpected lines of the log and sanitizer reports fail the test.
	close() {
		// Read before they stop: what a process leaves to its end is no leak.
		const strange = fs.readFileSync(path.join(this.dir, 'log/workers.log'), 'utf8').split('\n')
			.filter((line) => /AddressSanitizer|runtime error|LeakSanitizer|"level":"error"/.test(line))
			.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
		this.#instance('destroy');
		fs.rmSync(this.base, { recursive: true, force: true });
		if (strange.length > 0)
			throw new Error(`in the log:\n${strange.join('\n')}`);
	}

	// One request; headers null are left out. from: the client's loopback address.
	ask(method, where, { body, headers = {}, from = '127.0.0.1', cookie } = {}) {
		const data = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
		const sent = { Origin: this.url, ...(data !== undefined && { 'Content-Type': 'application/json',
			'Content-Length': Buffer.byteLength(data) }), ...(cookie && { Cookie: cookie }), ...headers };
		for (const name of Object.keys(sent)) {
			if (sent[name] === null)
				delete sent[name];
		}
		const { port, host } = new URL(this.url);
		sent.Host = host;
		return new Promise((done, fail) => {
			const started = performance.now();
			const request = http.request({ host: '127.0.0.1', port, method, path: where, headers: sent, localAddress: from,
				agent: false }, (answer) => {
				const parts = [];
				answer.on('data', (d) => parts.push(d));
				answer.on('end', () => {
					const text = Buffer.concat(parts).toString();
					record(method, where, answer.statusCode);
					let json = null;
					try { json = JSON.parse(text); } catch {}
					done({ status: answer.statusCode, headers: answer.headers, text, json, ms: performance.now() - started });
				});
			});
			request.on('error', fail);
			request.end(data);
		});
	}

	login(user, password = PASSWORD, { realm, ...more } = {}) {
		return this.ask('POST', '/auth/login', { body: { ...(realm !== undefined && { realm }), user, password }, ...more });
	}

	// The cookie of a fresh session.
	async session(user, more) {
		const answer = await this.login(user, PASSWORD, more);
		if (answer.status !== 200)
			throw new Error(`${user}: ${answer.text}`);
		return cookieOf(answer);
	}

	me(cookie) {
		return this.ask('GET', '/api/me', { cookie, headers: { Origin: null } });
	}

	sql(text) {
		const args = ['-X', '-q', '-A', '-t', '-h', path.join(this.dir, 'run/pg'), '-d', 'yilian', '-U', 'postgres', '-c', text];
		const root_user = process.getuid() === 0;
		return execFileSync(root_user ? 'setpriv' : 'psql', root_user ? ['--reuid', 'postgres', '--regid', 'postgres',
			'--init-groups', '--reset-env', 'psql', ...args] : args, { encoding: 'utf8', cwd: '/' }).trim();
	}

	// yilian-admin, as an operator at the console.
	admin(...args) {
		const { status, stdout, stderr } = spawnSync(path.join(this.dir, 'release/bin/yilian-admin'),
			['--config', path.join(this.dir, 'admin.conf'), ...args], { encoding: 'utf8', input: '' });
		return { status, stdout, stderr };
	}

	as(person, ...args) {
		return this.admin('--as', person, '--password-file', path.join(this.base, 'password'), ...args);
	}

	// Changes only these settings of a realm.
	realm(code, settings) {
		const file = path.join(this.base, `${code}.json`);
		fs.writeFileSync(file, JSON.stringify({ code, ...settings }));
		const { status, stderr } = this.admin('realm', 'add', file);
		if (status !== 0)
			throw new Error(stderr);
	}

	// A change in a hospital's own directory.
	directory(realm, ldif) {
		const line = fs.readFileSync(path.join(this.dir, 'directories.tsv'), 'utf8').split('\n')
			.find((l) => l.startsWith(`${realm}\t`)).split('\t');
		const [, transport, address, port, , ca, base] = line;
		const secret = path.join(this.dir, 'ldap', realm, 'admin.secret');
		execFileSync('ldapmodify', ['-x', '-H', `${transport === 'ldaps' ? 'ldaps' : 'ldap'}://${address}:${port}`,
			...(transport === 'ldaps' ? [] : ['-ZZ']), '-D', `cn=admin,${base}`, '-y', secret],
		{ input: ldif, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LDAPTLS_CACERT: ca } });
	}
}

export const cookieOf = (answer) => answer.headers['set-cookie'][0].split(';')[0];

export async function until(what, limit_ms, step_ms = 250) {
	const end = Date.now() + limit_ms;
	for (;;) {
		const value = await what();
		if (value)
			return value;
		if (Date.now() > end)
			throw new Error(`not within ${limit_ms} ms`);
		await new Promise((done) => setTimeout(done, step_ms));
	}
}
