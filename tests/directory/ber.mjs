// ber.mjs - just enough BER to speak LDAP badly on purpose.

export function tlv(tag, ...parts) {
	const body = Buffer.concat(parts.map((p) => (Buffer.isBuffer(p) ? p : Buffer.from(p))));
	return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

function length(n) {
	if (n < 128)
		return Buffer.from([n]);
	const bytes = [];
	for (let rest = n; rest > 0; rest = Math.floor(rest / 256))
		bytes.unshift(rest % 256);
	return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const integer = (n, tag = 0x02) => tlv(tag, Buffer.from(n < 128 ? [n] : [n >> 8, n & 255]));
export const text = (s, tag = 0x04) => tlv(tag, s);

// {tag, body, whole} of the first element of data; null: not all of it is there yet.
export function first(data) {
	if (data.length < 2)
		return null;
	let size = data[1], head = 2;
	if (size & 0x80) {
		head = 2 + (size & 0x7f);
		if (data.length < head)
			return null;
		size = 0;
		for (let i = 2; i < head; i++)
			size = size * 256 + data[i];
	}
	if (data.length < head + size)
		return null;
	return { tag: data[0], body: data.subarray(head, head + size), whole: head + size };
}

export function elements(body) {
	const list = [];
	for (let rest = body; rest.length > 0;) {
		const e = first(rest);
		if (e === null)
			break;
		list.push(e);
		rest = rest.subarray(e.whole);
	}
	return list;
}

export const BIND = 0x60, UNBIND = 0x42, SEARCH = 0x63, EXTENDED = 0x77;

export const result = (code, words = '') => [integer(code, 0x0a), text(''), text(words)];
export const message = (id, ...op) => tlv(0x30, integer(id), ...op);
export const bindResponse = (id, code, words) => message(id, tlv(0x61, ...result(code, words)));
export const extendedResponse = (id, code) => message(id, tlv(0x78, ...result(code)));
export const searchDone = (id, code) => message(id, tlv(0x65, ...result(code)));
export const searchReference = (id, url) => message(id, tlv(0x73, text(url)));

export function searchEntry(id, dn, attributes) {
	const list = Object.entries(attributes).map(([name, values]) =>
		tlv(0x30, text(name), tlv(0x31, ...[values].flat().map((v) => text(v)))));
	return message(id, tlv(0x64, text(dn), tlv(0x30, ...list)));
}
