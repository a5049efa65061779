// g4.mjs - gold case G4 (domain.md, 4.1) as raw rows: four batches of 19 experts, three sessions, a visit.
import { id_number, person_name } from '../http/register.mjs'

export const receiver = '湟中区示范医院'
const heads = [5, 5, 5, 4]
const programme = 'G4 东西部协作'

export const staff = Array.from({ length: 19 }, (_, n) => ({ 姓名: person_name(5100 + n), 工号: `G4-${n}`, 人员类别: '医师', 职称级别: '副高级',
  执业资格: '执业医师', 到岗日期: '2010-07-01', 科室: '外科', 身份证号: id_number(16000 + n) }))

const term = (n) => ({ 计划开始日期: `2021-${String(1 + 3 * n).padStart(2, '0')}-01`, 计划结束日期: `2021-${String(2 + 3 * n).padStart(2, '0')}-28` })

/** Each with its composition in two rows, which the planned heads are the sum of. */
export const batches = heads.flatMap((n, i) => [
  { 登记号: `G4-B${i + 1}`, 批次号: i + 1, 批次名称: `G4 第${i + 1}批`, 项目名称: programme, ...term(i), 专业: '内科', 人数: '2' },
  { 专业: '外科', 人数: String(n - 2) }])
export const batches_refused = [
  { 登记号: 'G4-B5', 批次号: 4, 批次名称: 'G4 又一批', 项目名称: programme, ...term(3), 专业: '内科', 人数: '1' },
  { 登记号: 'G4-B6', 批次号: 6, 批次名称: 'G4 合计有误', 项目名称: programme, ...term(3), 计划人数: '9', 专业: '内科', 人数: '1' }]

const post = (登记号, s, values) => ({ 登记号, 派驻人员: s.工号, 受援单位: receiver, 接收科室: '外科', 岗位: '医疗', ...values })
const batch_of = (n) => (n < 15 ? Math.floor(n / 5) : 3)
export const postings = [
  ...staff.map((s, n) => post(`G4-P${n}`, s, { 方式: '短期', 批次: `G4 第${batch_of(n) + 1}批`, 开始日期: term(batch_of(n)).计划开始日期, 结束日期: term(batch_of(n)).计划结束日期 })),
  ...staff.slice(0, 2).map((s, n) => post(`G4-V${n}`, s, { 方式: '巡回', 开始日期: '2022-07-03', 结束日期: '2022-07-09' }))]
export const postings_refused = [
  post('G4-X1', { 工号: 'G4-99' }, { 方式: '短期', 开始日期: '2022-01-01', 结束日期: '2022-02-01' }),
  post('G4-X2', staff[0], { 方式: '短期', 批次: 'G4 第9批', 开始日期: '2022-01-01', 结束日期: '2022-02-01' }),
  post('G4-X3', staff[0], { 方式: '短期', 开始日期: '2022-01-01', 结束日期: '2028-02-01' })]

/** Eight speakers over three sessions; who came, by institution. */
const session = (n, 培训日期, heads_, speakers) => speakers.map((who, i) => ({ 登记号: `G4-S${n}`, ...(i === 0 && { 受训单位: receiver,
  培训日期, 主题: `G4 讲座 ${n}`, 类型: '讲座', 方式: '线上', 参训单位: receiver, 人次: `${heads_}人次` }), 姓名: person_name(5200 + who), 单位: 'G4 帮扶医院' }))
export const trainings = [...session(1, '2022-06-01', 104, [0, 1, 2]), ...session(2, '2022-06-08', 101, [3, 4, 0]), ...session(3, '2022-06-24', 103, [5, 6, 7])]
