// certificates.mjs - a real CA, and server certificates that are really wrong in each way.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const openssl = (dir, ...args) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });

const config = `
[ca]
default_ca = this
[this]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
`;

function authority(dir, name) {
	openssl(dir, 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30',
		'-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE', '-keyout', `${name}.key`,
		'-out', `${name}.crt`);
	return fs.readFileSync(path.join(dir, `${name}.crt`), 'utf8');
}

const stamp = (days) => new Date(Date.now() + days * 86400000).toISOString().replace(/[-:T]|\.\d+/g, '').slice(2);

function server(dir, name, { ca = 'ca', names = 'DNS:ldap.test,IP:127.0.0.1', from = -1, to = 30 } = {}) {
	openssl(dir, 'req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`,
		'-addext', `subjectAltName=${names}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
	openssl(dir, 'ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', `${ca}.crt`, '-keyfile', `${ca}.key`,
		'-startdate', stamp(from), '-enddate', stamp(to), '-in', `${name}.csr`, '-out', `${name}.crt`);
}

// {ca_pem, other_ca_pem, of(name) -> {key, cert}} for: good, wrong_ca, wrong_name, expired, future, self_signed.
export function makeCertificates(dir) {
	fs.mkdirSync(dir, { recursive: true });
	fs.writeFileSync(path.join(dir, 'ca.cnf'), config);
	fs.writeFileSync(path.join(dir, 'index.txt'), '');
	const ca_pem = authority(dir, 'ca');
	const other_ca_pem = authority(dir, 'other');
	server(dir, 'good');
	server(dir, 'wrong_ca', { ca: 'other' });
	server(dir, 'wrong_name', { names: 'DNS:other.test,IP:127.0.0.2' });
	server(dir, 'expired', { from: -20, to: -1 });
	server(dir, 'future', { from: 2, to: 20 });
	openssl(dir, 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30',
		'-subj', '/CN=self', '-addext', 'subjectAltName=DNS:ldap.test', '-keyout', 'self_signed.key',
		'-out', 'self_signed.crt');
	const read = (file) => fs.readFileSync(path.join(dir, file), 'utf8');
	return { dir, ca_pem, other_ca_pem, of: (name) => ({ key: read(`${name}.key`), cert: read(`${name}.crt`) }) };
}
