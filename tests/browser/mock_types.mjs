/* mock_types.mjs - two kinds of record as GET /api/record-types/{name} describes them: one between two
 * institutions with lines, one of one institution with every type of field. Unit tests use them too. */
const say = (zh, en) => ({ zh, en })
const field = (name, zh, en, type, flags = '', more = {}) => ({
  name,
  label: say(zh, en),
  type,
  ...Object.fromEntries(
    flags
      .split(' ')
      .filter(Boolean)
      .map((flag) => [flag, true]),
  ),
  ...more,
})
const codes = (...list) => list.map(([code, zh, en]) => ({ code, label: say(zh, en) }))

const states = codes(
  ['draft', '草稿', 'Draft'],
  ['submitted', '已提交', 'Submitted'],
  ['confirmed', '已确认', 'Confirmed'],
  ['disputed', '有异议', 'Disputed'],
  ['void', '已作废', 'Void'],
)
const actions = codes(
  ['create', '新建', 'Create'],
  ['submit', '提交', 'Submit'],
  ['correct', '修改', 'Correct'],
  ['confirm', '确认', 'Confirm'],
  ['dispute', '提出异议', 'Dispute'],
  ['void', '作废', 'Void'],
  ['import', '导入', 'Import'],
)

export const donations = {
  name: 'donations',
  module: 'donation',
  label: say('捐赠', 'Donations'),
  sides: 'two',
  from_label: say('捐赠单位', 'Giver'),
  to_label: say('受赠单位', 'Receiver'),
  enters: 'either',
  confirms: 'to',
  day: 'donated_on',
  title: 'subject',
  fields: [
    field('donated_on', '捐赠日期', 'Donated on', 'date', 'required listed'),
    field('kind', '类别', 'Kind', 'code', 'required listed filter', {
      codes: codes(
        ['equipment', '设备', 'Equipment'],
        ['medicine', '药品', 'Medicines'],
        ['supplies', '物资', 'Supplies'],
        ['money', '经费', 'Money'],
      ),
    }),
    field('subject', '捐赠内容', 'Subject', 'text', 'required listed searched'),
    field('total_fen', '总金额', 'Total', 'money', 'required listed', {
      unit: '元',
      sum_of: 'items.value_fen',
      hint: say('有明细时等于明细金额之和', 'With items: the sum of their values'),
    }),
    field('programme', '项目名称', 'Programme', 'text', 'listed searched'),
    field('original_giver', '原捐赠方', 'Original giver', 'text', 'searched', {
      hint: say('经本单位转赠的社会捐赠，写明捐赠企业或团体', 'For a gift passed on: whose it was'),
    }),
    field('contact_name', '经办人', 'Contact', 'text', 'personal', { max: 50 }),
    field('contact_phone', '经办人电话', "Contact's telephone", 'phone', 'personal'),
    field('received_on', '接收日期', 'Received on', 'date', 'by_confirmer'),
    field('receipt_number', '接收凭证号', 'Receipt number', 'text', 'by_confirmer'),
  ],
  lines: [
    {
      name: 'items',
      label: say('捐赠明细', 'Items'),
      max: 200,
      fields: [
        field('name', '名称', 'Name', 'text', 'required', { max: 100 }),
        field('specification', '规格型号', 'Specification', 'text'),
        field('quantity', '数量', 'Quantity', 'quantity', 'required', { min: 1, max: 10000000 }),
        field('unit', '单位', 'Unit', 'text', 'required', { max: 10 }),
        field('unit_value_fen', '单价', 'Unit value', 'money'),
        field('value_fen', '金额', 'Value', 'money', 'required'),
      ],
    },
  ],
  states,
  actions,
}

export const samples = {
  name: 'samples',
  module: 'training',
  label: say('样例', 'Samples'),
  sides: 'one',
  from_label: say('机构', 'Institution'),
  to_label: null,
  enters: 'from',
  confirms: 'none',
  day: 'held_on',
  title: 'topic',
  fields: [
    field('held_on', '日期', 'Day', 'date', 'required listed'),
    field('topic', '主题', 'Topic', 'text', 'required listed searched', { max: 60 }),
    field('form', '形式', 'Form', 'code', 'required listed filter fixed', {
      codes: codes(['lecture', '讲座', 'Lecture'], ['online', '线上', 'Online']),
    }),
    field('heads', '参加人数', 'Heads', 'quantity', 'required listed', { unit: '人' }),
    field('hours', '学时', 'Hours', 'decimal', 'listed', { decimals: 1, min: 0, max: 1000 }),
    field('sessions', '场次', 'Sessions', 'integer', 'listed filter', { unit: '次' }),
    field('fee_fen', '费用', 'Fee', 'money', 'listed', { unit: '元' }),
    field('free', '是否免费', 'Free', 'boolean', 'filter'),
    field('host', '主办单位', 'Host', 'organisation', 'listed filter'),
    field('speaker', '主讲人', 'Speaker', 'staff', 'listed filter'),
    field('gift', '有关捐赠', 'Gift', 'record', 'filter', { refers: 'donations' }),
    field('id_number', '负责人身份证号', 'ID number', 'id_number', 'personal'),
    field('phone', '联系电话', 'Telephone', 'phone', 'personal'),
    field('summary', '内容概要', 'Summary', 'lines'),
    field('ended_on', '提前结束', 'Ended early', 'date', 'by_action'),
    field('score', '得分', 'Score', 'integer', 'computed'),
  ],
  lines: [],
  states,
  actions,
}

export const record_types = [donations, samples]
