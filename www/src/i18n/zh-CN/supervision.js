/* supervision.js - the list of missed quarters, in Chinese. */
export default {
  supervision: {
    quarter: '季度',
    unit: '单位',
    state: '状态',
    last_visit: '上次督导',
    never: '未督导过',
    all: '全部',
    missed: '已缺',
    running: '本季度待督导',
    until: '待督导（{day}前）',
    none: '都已督导，没有缺的',
    missed_why: '医联体成员单位每季度至少督导一次；经被督导单位确认的才算',
  },
}
