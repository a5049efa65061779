/* mock_data.mjs - invented institutions, people and referrals for working on pages without a database. */
export const organisations = []
const add = (id, code, name, kind, division, parent_id, extra = {}) =>
  organisations.push({
    id,
    code,
    name,
    kind,
    level: null,
    grade: null,
    division,
    region_id: Number(String(division.code).slice(0, 6)),
    parent_id,
    beds: null,
    valid_from: '2010-01-01',
    valid_to: null,
    version: 1,
    helpdesk_name: '信息科服务台',
    helpdesk_phone: '0971-555 0100',
    ...extra,
  })

const qh = { code: 630000, name: '青海省', path: '青海省' }
const xn = { code: 630100, name: '西宁市', path: '青海省西宁市' }
const hz = { code: 630106, name: '湟中区', path: '青海省西宁市湟中区' }
add(1, 'QH000000', '青海省卫生健康委员会', 'commission', qh, null)
add(2, 'XN000000', '西宁市卫生健康委员会', 'commission', xn, 1)
add(3, 'HZ000000', '西宁市湟中区卫生健康委员会', 'commission', hz, 2)
add(10, 'XNH', '西宁市示范医院', 'general_hospital', xn, 2, {
  level: 3,
  grade: 'A',
  beds: 1200,
})
add(11, 'HZH', '湟中区示范医院', 'general_hospital', hz, 3, {
  level: 2,
  grade: 'A',
  beds: 420,
})
const towns = ['田家寨镇', '上新庄镇', '鲁沙尔镇', '甘河滩镇', '共和镇', '多巴镇', '拦隆口镇']
const villages = [
  '上五庄镇',
  '李家山镇',
  '群加藏族乡',
  '土门关乡',
  '汉东回族乡',
  '大才回族乡',
  '海子沟乡',
]
;[...towns, ...villages].forEach((name, i) =>
  add(
    100 + i,
    `HZT${String(i + 1).padStart(2, '0')}`,
    `${name}示范卫生院`,
    i < 4 ? 'central_township_hospital' : 'township_hospital',
    { code: 630106100 + i, name, path: `${hz.path}${name}` },
    11,
    { level: 1, beds: 20 + i * 3 },
  ),
)
export const organisation = (id) => organisations.find((o) => o.id === Number(id))

const day_ms = 86400000
export const iso = (days, hours = 0) =>
  new Date(Date.now() + days * day_ms + hours * 3600000).toISOString()

const names = ['马**', '李*', '王**', '张**', '韩*', '祁**', '冶**', '赵*', '才**', '周**']
const illnesses = [
  '急性阑尾炎',
  '冠心病，不稳定型心绞痛',
  '2 型糖尿病',
  '肺炎',
  '股骨颈骨折术后康复',
  '高血压 3 级',
  '胆囊结石',
  '慢性阻塞性肺疾病急性加重',
  '妊娠期高血压',
  '脑梗死恢复期',
]
const departments = [
  '普外科',
  '心血管内科',
  '内分泌科',
  '呼吸内科',
  '骨科',
  '心血管内科',
  '普外科',
  '呼吸内科',
  '产科',
  '神经内科',
]
const line = ['sent', 'received', 'accepted', 'booked', 'arrived', 'treated', 'feedback', 'closed']
const states = [
  'sent',
  'draft',
  'booked',
  'accepted',
  'arrived',
  'feedback',
  'closed',
  'rejected',
  'sent',
  'returned',
  'no_show',
  'received',
  'booked',
  'closed',
  'cancelled',
  'treated',
  'redirected',
  'sent',
]

function make(i) {
  const state = states[i % states.length]
  const n = i % 10
  const down = i % 5 === 4
  const town = organisation(100 + (i % 14))
  const from = down ? organisation(11) : town
  const to = down ? town : organisation(i % 6 === 5 ? 10 : 11)
  const reached = line.indexOf(state)
  const past = (step) =>
    reached >= line.indexOf(step) ? iso(-6 + line.indexOf(step) * 0.6 - i * 0.4) : null
  const sent = state === 'draft' ? null : iso(-6 - i * 0.4)
  return {
    id: `0192f0c4-0000-7000-8000-${String(i).padStart(12, '0')}`,
    number: `2611${String(22 - (i % 20)).padStart(2, '0')}-7K${String(4000 + i * 37).slice(-4)}QX`,
    direction: down ? 'down' : i % 9 === 8 ? 'same_level' : 'up',
    emergency: i % 8 === 0,
    urgency: i % 8 === 0 ? 'emergency' : i % 4 === 1 ? 'urgent' : 'routine',
    green_channel: i % 8 === 0 || i % 7 === 3,
    first_contact: i % 3 === 0,
    care: i % 3 ? 'outpatient' : 'inpatient',
    state,
    version: 3,
    changed: i % 4 === 0,
    overdue: i % 9 === 3,
    due_at: iso(i % 9 === 3 ? -1 : 2),
    patient: {
      id: `p${i}`,
      name: names[n],
      sex: i % 2 ? 'F' : 'M',
      birth_date: `${1948 + ((i * 7) % 60)}-0${1 + (i % 9)}-1${i % 9}`,
      id_number: '630***********' + String(10 + i),
      phone: '139****' + String(1200 + i * 7),
      address: '青海省西宁市湟中区***',
      full: {
        name: names[n].replace(/\*+/, '示范'),
        phone: '13900001200',
        id_number: '630121196801010013',
        address: '湟中区示范路 1 号',
      },
    },
    from: {
      id: from.id,
      name: from.name,
      department: down ? departments[n] : '全科',
      doctor: '示范医生甲',
    },
    to: {
      id: to.id,
      name: to.name,
      department: down ? '全科' : departments[n],
      doctor: null,
    },
    diagnosis: illnesses[n],
    diagnosis_code: n === 0 ? 'K35.900' : null,
    reason_code: down ? 'recovery' : 'beyond_capacity',
    reason: down ? '病情稳定，回乡镇继续康复' : '需手术治疗，本院无条件',
    summary:
      '患者三日前无明显诱因出现不适，伴发热，体温最高 38.6℃。\n查体：神志清，精神差。血常规：白细胞 13.2×10⁹/L。\n已予补液、抗感染治疗，效果欠佳。',
    recovery_plan: down ? '每日功能锻炼两次，每周换药一次，四周后复查 X 线。' : null,
    medicines: down ? '阿司匹林 100 mg 每日一次' : null,
    follow_up: down ? '出院后第 1、3、7、14 天随访' : null,
    consent: 'written',
    contact_name: '家属',
    contact_phone: '139****0001',
    created_at: iso(-6.2 - i * 0.4),
    sent_at: sent,
    received_at: past('received'),
    answered_at:
      past('accepted') ||
      (['rejected', 'returned', 'redirected'].includes(state) ? iso(-4 - i * 0.4) : null),
    booked_at: past('booked'),
    booked_for: state === 'booked' ? iso(0, (i % 6) - 2) : past('booked'),
    arrived_at: past('arrived'),
    treated_at: past('treated'),
    feedback_at: past('feedback'),
    closed_at: past('closed'),
    updated_at: iso(-i * 0.3),
    answer: reached >= 2 ? '同意接收，请携带既往检查资料。' : null,
    bed: reached >= 2 ? '外科 12 床' : null,
    feedback: reached >= 6 ? '行腹腔镜阑尾切除术，术后恢复良好，切口甲级愈合。' : null,
    feedback_diagnosis: reached >= 6 ? illnesses[n] : null,
    advice: reached >= 6 ? '术后一周到卫生院拆线，注意休息。' : null,
    end_reason:
      state === 'rejected' ? '本周外科满床' : state === 'returned' ? '请补充近期心电图' : null,
    end_reason_code: state === 'rejected' ? 'no_bed' : null,
    redirect_to: state === 'redirected' ? { id: 10, name: '西宁市示范医院' } : null,
    open_referrals: [],
    origin: 'portal',
  }
}
export const referrals = Array.from({ length: 46 }, (_, i) => make(i))

export const code_lists = {
  referral_reason: [
    ['beyond_capacity', '超出本机构诊疗能力', 'Beyond our capacity'],
    ['surgery', '需要手术治疗', 'Surgery needed'],
    ['recovery', '病情稳定，转入康复期', 'Stable, in recovery'],
    ['other', '其他', 'Other', true],
  ],
  consent: [
    ['written', '患者书面同意', 'Written, by the patient'],
    ['oral', '口头同意并已记录', 'Oral, noted'],
  ],
  reject_reason: [
    ['no_bed', '暂无床位', 'No free bed'],
    ['no_department', '无相应科室或技术', 'No such department'],
    ['other', '其他', 'Other', true],
  ],
  return_reason: [['incomplete', '资料不完整', 'Incomplete', true]],
  redirect_reason: [['better_place', '另一机构更合适', 'Better elsewhere']],
  cancel_reason: [['patient_declined', '患者放弃转诊', 'Patient declined']],
  no_show_reason: [['unreachable', '联系不上', 'Not reachable']],
}

const text = (name, required = false) => ({ name, type: 'text', required })
const time = (name, required = false) => ({
  name,
  type: 'timestamp',
  required,
})
const can = (action, states, party, fields = [], reason = 'none') => ({
  action,
  states,
  party,
  fields,
  reason,
  reasons: reason === 'mandatory' ? `${action}_reason` : null,
})
export const workflow = [
  can('send', ['draft', 'returned'], 'from'),
  can('receive', ['sent'], 'to'),
  can('accept', ['sent', 'received'], 'to', [text('answer'), text('bed'), text('department')]),
  can('reject', ['sent', 'received'], 'to', [], 'mandatory'),
  can('return', ['sent', 'received'], 'to', [], 'mandatory'),
  can(
    'redirect',
    ['sent', 'received'],
    'to',
    [{ name: 'redirect_to', type: 'integer', required: true }],
    'mandatory',
  ),
  can('book', ['accepted', 'booked', 'no_show'], 'to', [
    time('booked_for', true),
    text('department'),
    text('doctor'),
  ]),
  can('arrive', ['accepted', 'booked', 'no_show'], 'to', [time('arrived_at')]),
  can('no_show', ['accepted', 'booked'], 'to', [], 'optional'),
  can('treat', ['arrived'], 'to', [text('treatment')]),
  can('feedback', ['arrived', 'treated'], 'to', [
    text('feedback', true),
    text('feedback_diagnosis'),
    text('advice'),
  ]),
  can('confirm', ['feedback'], 'from'),
  can(
    'cancel',
    ['draft', 'sent', 'received', 'returned', 'accepted', 'booked', 'no_show'],
    'from',
    [],
    'mandatory',
  ),
  can('resend', ['rejected', 'redirected', 'no_show', 'cancelled'], 'from'),
]
export const next_state = {
  send: 'sent',
  receive: 'received',
  accept: 'accepted',
  reject: 'rejected',
  return: 'returned',
  redirect: 'redirected',
  book: 'booked',
  arrive: 'arrived',
  no_show: 'no_show',
  treat: 'treated',
  feedback: 'feedback',
  confirm: 'closed',
  cancel: 'cancelled',
}

const referral_all = [
  'read',
  'create',
  'send',
  'receive',
  'answer',
  'book',
  'treat',
  'close',
  'cancel',
  'import',
  'export',
].map((p) => `referral.${p}`)
const common = [
  'organisation.read',
  'alliance.read',
  'pairing.read',
  'code_list.read',
  'draft.own',
  'job.own',
]
const patient = ['patient.read', 'patient.write', 'patient.reveal']
const person = (login_name, display_name, org, realm, role, permissions, lo = null, hi = null) => ({
  account: {
    id: login_name,
    login_name,
    display_name,
    realm,
    home_organisation: { ...organisation(org) },
  },
  pending: permissions.length === 0,
  roles: permissions.length
    ? [
        {
          code: 'r',
          name_zh: role,
          name_en: role,
          scope_name: organisation(org).name,
          valid_until: null,
        },
      ]
    : [],
  permissions: permissions.length ? [...permissions, ...common] : [],
  region_lo: lo,
  region_hi: hi,
})
const oversight = ['oversight.read', 'oversight.rows', 'oversight.export']
export const people = {
  t01doctor: person('t01doctor', '田示范', 100, 'hzalliance', '临床医生', [
    ...referral_all,
    ...patient,
  ]),
  hzoffice: person('hzoffice', '湟示范', 11, 'hzalliance', '医务科', [
    ...referral_all,
    ...patient,
    ...oversight,
  ]),
  qhoverseer: person(
    'qhoverseer',
    '青示范',
    1,
    'qhhc',
    '省级监管',
    [...oversight, 'organisation.write', 'alliance.write', 'pairing.write'],
    630000,
    639999,
  ),
  newcomer: person('newcomer', '新示范', 11, 'hzalliance', '', []),
}
