// mock.mjs - a directory that behaves badly on purpose, and remembers what it was sent.
import net from 'node:net';
import tls from 'node:tls';
import * as ber from './ber.mjs';

// What an honest small directory does; each test replaces a part of it.
export const honest = {
	bind: (m) => [ber.bindResponse(m.id, 0)],
	search: (m) => [
		ber.searchEntry(m.id, 'uid=lan,dc=test', { entryUUID: 'c0ffee00-0000-4000-8000-000000000001', cn: '兰' }),
		ber.searchDone(m.id, 0),
	],
	extended: (m) => [ber.extendedResponse(m.id, 0)],
};

// Servers that listen: a test that fails leaves its own open, which would keep the runner waiting.
const open = new Set();
export const closeAll = () => Promise.all([...open].map((server) => server.close()));

function parse(element) {
	const [id, op] = ber.elements(element.body);
	const m = { id: id.body.readUIntBE(0, id.body.length), tag: op.tag };
	if (op.tag === ber.BIND) {
		const [, dn, secret] = ber.elements(op.body);
		m.dn = dn.body.toString();
		m.password = secret.body.toString();
	}
	if (op.tag === ber.SEARCH) {
		const [base, scope, , , , , filter, attributes] = ber.elements(op.body);
		m.base = base.body.toString();
		m.scope = scope.body[0];
		m.filter = filter;
		m.attributes = ber.elements(attributes.body).map((a) => a.body.toString());
	}
	return m;
}

export class Mock {
	constructor(acts = {}) {
		this.acts = { ...honest, ...acts };
		this.connections = 0;
		this.messages = [];
		this.sockets = new Set();
	}

	get binds() {
		return this.messages.filter((m) => m.tag === ber.BIND);
	}

	// secure: options of a TLS server, or null for a plain one; mute: TCP is accepted, then silence.
	async listen({ secure = null, mute = false, starttls = null, wire = null } = {}) {
		this.starttls = starttls;
		this.wire = wire;
		const accept = (socket) => this.#serve(socket);
		this.server = mute ? net.createServer() : secure ? tls.createServer(secure, accept) : net.createServer(accept);
		// A refused handshake is what several tests want.
		this.server.on('tlsClientError', () => {});
		this.server.on('connection', (socket) => {
			this.connections++;
			this.sockets.add(socket);
			socket.on('error', () => {});
		});
		await new Promise((done) => this.server.listen(this.port ?? 0, '127.0.0.1', done));
		this.port = this.server.address().port;
		open.add(this);
		return this;
	}

	#serve(socket) {
		let data = Buffer.alloc(0);
		const take = (chunk) => {
			data = Buffer.concat([data, chunk]);
			for (let e = ber.first(data); e !== null; e = ber.first(data)) {
				data = data.subarray(e.whole);
				this.#answer(socket, parse(e), take);
			}
		};
		socket.on('data', take);
		socket.on('error', () => {});
	}

	async #answer(socket, m, take) {
		this.messages.push(m);
		const act = { [ber.BIND]: 'bind', [ber.SEARCH]: 'search', [ber.EXTENDED]: 'extended' }[m.tag];
		if (act === undefined)
			return;
		for (const packet of await this.acts[act](m, socket) ?? [])
			await this.#send(socket, packet);
		if (act !== 'extended' || this.starttls === null)
			return;
		socket.off('data', take);
		if (this.starttls === 'mute')
			return;
		const secured = new tls.TLSSocket(socket, { isServer: true, ...this.starttls });
		secured.on('error', () => {});
		this.#serve(secured);
	}

	// Byte by byte where the test says so.
	async #send(socket, packet) {
		if (this.wire !== 'dribble')
			return void socket.write(packet);
		for (const byte of packet) {
			if (socket.destroyed)
				return;
			socket.write(Buffer.from([byte]));
			await new Promise((done) => setTimeout(done, 150));
		}
	}

	async close() {
		open.delete(this);
		for (const socket of this.sockets)
			socket.destroy();
		this.sockets.clear();
		await new Promise((done) => this.server.close(done));
	}
}

// Stands between a client and a TLS server and lets bytes through one at a time.
export async function dribbler(port, every_ms = 100) {
	const sockets = new Set();
	const server = net.createServer((client) => {
		const upstream = net.connect(port, '127.0.0.1');
		sockets.add(client).add(upstream);
		let queue = Buffer.alloc(0);
		const timer = setInterval(() => {
			if (queue.length === 0 || client.destroyed)
				return;
			client.write(queue.subarray(0, 1));
			queue = queue.subarray(1);
		}, every_ms);
		client.on('data', (d) => upstream.write(d));
		upstream.on('data', (d) => { queue = Buffer.concat([queue, d]); });
		for (const s of [client, upstream]) {
			s.on('error', () => {});
			s.on('close', () => { clearInterval(timer); client.destroy(); upstream.destroy(); });
		}
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	const self = {
		port: server.address().port,
		close: () => {
			open.delete(self);
			for (const s of sockets)
				s.destroy();
			return new Promise((done) => server.close(done));
		},
	};
	open.add(self);
	return self;
}
