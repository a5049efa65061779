/* home.js - the home page, in Chinese. */
export default {
  home: {
    hello: '{name}，您好',
    todo: '待办 {n} 项',
    nothing: '目前没有待办',
    changes: '最近变化',
    changes_why: '自您上次查看以后，对方做了处理',
    all: '全部转诊',
    no_changes: '没有新的变化',
    other_side: '对方单位',
    to: '转往',
    from: '来自',
    records: '记录待办',
    late: '其中 {n} 条等待超过 {days} 天',
    waits: '等待本单位确认或更正',
    sent: '本单位登记的 {n} 条等待对方确认',
    dashboards: '统计看板',
    admin: '您已登录',
    admin_why: '您的岗位没有转诊或监管权限；系统管理通过命令行工具 yilian-admin 完成。',
  },
}
