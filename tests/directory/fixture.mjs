// fixture.mjs - what the directory tests share: the driver program, a work folder, a real slapd.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

export const work = () => fs.mkdtempSync(path.join(os.tmpdir(), 'yilian-directory-'));

export class Driver {
	constructor(dir, { allow = '' } = {}) {
		fs.writeFileSync(path.join(dir, 'service'), 'service-secret\n');
		this.waiting = new Map();
		this.next = 1;
		this.errors = '';
		this.child = spawn(process.env.DIRECTORY_DRIVER, [dir, allow], {
			stdio: ['pipe', 'pipe', 'pipe'],
			env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=1' },
		});
		this.child.stderr.on('data', (d) => { this.errors += d; });
		this.gone = new Promise((done) => this.child.on('close', done));
		readline.createInterface({ input: this.child.stdout }).on('line', (line) => {
			const answer = JSON.parse(line);
			this.waiting.get(answer.id)(answer);
			this.waiting.delete(answer.id);
		});
	}

	ask(op, realm, more = {}) {
		const id = this.next++;
		return new Promise((done, fail) => {
			this.waiting.set(id, done);
			this.gone.then(() => fail(new Error(`the driver died: ${this.errors}`)));
			this.child.stdin.write(`${JSON.stringify({ id, op, realm, ...more })}\n`);
		});
	}

	// Ends it; a sanitizer's report fails the test.
	async close() {
		this.child.stdin.end();
		const code = await this.gone;
		if (code !== 0)
			throw new Error(`the driver ended with ${code}: ${this.errors}`);
	}
}

let realms = 0;

// A realm of its own gate and breaker.
export const realmOf = (port, ca_pem, more = {}) => ({
	id: ++realms, code: `realm${realms}`, ca_pem, ...more,
	endpoints: [{ host: '127.0.0.1', port, server_name: 'ldap.test', ...more.endpoint }],
});

export const freePort = () => new Promise((done) => {
	const probe = net.createServer().listen(0, '127.0.0.1', () => {
		const { port } = probe.address();
		probe.close(() => done(port));
	});
});

export class Slapd {
	static async start(dir, certificates, ldif) {
		const s = new Slapd();
		const db = path.join(dir, 'db');
		fs.mkdirSync(db, { recursive: true });
		s.port = await freePort();
		s.plainPort = await freePort();
		s.config = path.join(dir, 'slapd.conf');
		fs.writeFileSync(s.config, `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
moduleload memberof
pidfile ${path.join(dir, 'slapd.pid')}
TLSCACertificateFile ${path.join(certificates.dir, 'ca.crt')}
TLSCertificateFile ${path.join(certificates.dir, 'good.crt')}
TLSCertificateKeyFile ${path.join(certificates.dir, 'good.key')}
database mdb
directory ${db}
suffix dc=test
rootdn cn=root,dc=test
rootpw root-secret
index entryUUID,uid,member eq
overlay memberof
memberof-refint true
overlay ppolicy
ppolicy_default cn=policy,dc=test
ppolicy_use_lockout
limits dn.exact="cn=poor,dc=test" size=2
access to attrs=userPassword by anonymous auth by * none
access to * by * read
`);
		const file = path.join(dir, 'data.ldif');
		fs.writeFileSync(file, ldif);
		execFileSync('/usr/sbin/slapadd', ['-f', s.config, '-l', file], { stdio: ['ignore', 'pipe', 'pipe'] });
		s.launch();
		await s.ready();
		return s;
	}

	launch() {
		this.child = spawn('/usr/sbin/slapd', ['-f', this.config, '-d', '0', '-h',
			`ldaps://127.0.0.1:${this.port} ldap://127.0.0.1:${this.plainPort}`], { stdio: 'ignore' });
		this.gone = new Promise((done) => this.child.on('close', done));
	}

	async ready() {
		for (let i = 0; i < 200; i++) {
			const open = await new Promise((done) => {
				const c = net.connect(this.port, '127.0.0.1', () => { c.destroy(); done(true); });
				c.on('error', () => done(false));
			});
			if (open)
				return;
			await new Promise((done) => setTimeout(done, 25));
		}
		throw new Error('slapd does not start');
	}

	async stop() {
		this.child.kill('SIGTERM');
		await this.gone;
	}

	change(ldif) {
		execFileSync('ldapmodify', ['-x', '-H', `ldap://127.0.0.1:${this.plainPort}`, '-D', 'cn=root,dc=test', '-w',
			'root-secret'], { input: ldif, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LDAPNOINIT: '1' } });
	}
}
