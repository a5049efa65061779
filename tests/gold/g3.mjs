// g3.mjs - gold case G3 (domain.md, 4.1) as raw rows: 42 members and 251 days each, and what was given.
import { id_number, person_name } from '../http/register.mjs'

export const sender = '西宁市示范医院'
export const receiver = '上新庄镇示范中心卫生院'

const first = Date.UTC(2022, 7, 1)
const day_at = (n) => new Date(first + n * 86400e3)
const text = (day) => day.toISOString().slice(0, 10)

/** The 251 weekdays from 2022-08-01; the last is 2023-07-17. */
export const workdays = Array.from({ length: 365 }, (_, n) => day_at(n)).filter((d) => d.getUTCDay() % 6).slice(0, 251).map(text)
export const last = workdays.at(-1)

const member = (n) => ({ 姓名: person_name(5000 + n), 工号: `G3-${n}` })

export const staff = Array.from({ length: 42 }, (_, n) => ({ ...member(n), 人员类别: '医师', 职称级别: '中级', 执业资格: '执业医师',
  到岗日期: '2012-07-01', 科室: '内科', 身份证号: id_number(15000 + n) }))

export const postings = staff.map((s, n) => ({ 登记号: `G3-P${n}`, 派驻人员: s.姓名, 受援单位: receiver, 接收科室: '内科', 岗位: '医疗',
  方式: '固定驻守', 开始日期: workdays[0], 结束日期: last }))

const at_work = (s, day, 时段 = '全天') => ({ 登记号: `${s.工号}-${day}-${时段}`, 派出单位: sender, 派驻: s.姓名, 日期: day, 时段, 工作类型: '门诊' })

/** Every day of everybody; one member's last day as two half-days. */
export const attendance = staff.flatMap((s, n) => workdays.flatMap((day) =>
  n === 41 && day === last ? [at_work(s, day, '上午'), at_work(s, day, '下午')] : [at_work(s, day)]))

/** A day that stands there twice, and three days after the end. */
export const refused = [{ ...at_work(staff[3], workdays[10]), 登记号: 'G3-twice' },
  ...[1, 2, 3].map((n) => at_work(staff[n], text(new Date(Date.parse(last) + n * 86400e3))))]

/** Ten days that only the sender wrote down: Saturdays, which nobody confirms. */
export const unconfirmed = Array.from({ length: 10 }, (_, n) => ({ ...at_work(staff[n], text(day_at(5 + 7 * n))), 派出单位: '', 受援单位: receiver }))

const gift = (登记号, 类别, 总金额) => ({ 登记号, 受赠单位: receiver, 捐赠日期: '2022-10-10', 类别, 捐赠内容: `G3 ${类别}`, 总金额 })
export const donations = [gift('G3-D1', '设备', '12.00万元'), gift('G3-D2', '药品', '55,408.00'), gift('G3-D3', '物资', '30000元'), gift('G3-D4', '经费', '5000')]
