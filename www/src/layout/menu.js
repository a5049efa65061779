/* menu.js - the side menu as data: groups, pages, the right each one needs. */
export const worklists = [
  { code: 'to_send', need: 'referral.send' },
  { code: 'to_answer', need: 'referral.answer' },
  { code: 'to_book', need: 'referral.book' },
  { code: 'arriving_today', need: 'referral.receive' },
  { code: 'feedback_due', need: 'referral.treat' },
  { code: 'to_close', need: 'referral.close' },
  { code: 'rejected', need: 'referral.send' },
  { code: 'overdue', need: 'referral.read', hot: true },
  { code: 'changed', need: 'referral.read' },
]

export function menu_for(can, record_types = []) {
  const readable = record_types.filter((type) => type.may.read)
  const groups = [
    {
      code: 'work',
      items: [
        { key: 'page.home', to: { name: 'home' } },
        { key: 'page.referral_new', to: { name: 'referral_new' }, need: 'referral.create' },
        {
          key: 'page.presence',
          to: { name: 'presence' },
          need: ['attendance.write', 'attendance.confirm'],
        },
      ],
    },
    {
      code: 'referral',
      items: [
        ...worklists.map((w) => ({
          key: `worklist.${w.code}`,
          to: { name: 'referrals', query: { worklist: w.code } },
          need: w.need,
          count: w.code,
          hot: w.hot,
        })),
        { key: 'worklist.all', to: { name: 'referrals' }, need: 'referral.read' },
        { key: 'page.arrivals', to: { name: 'arrivals' }, need: 'referral.receive' },
        { key: 'page.imports', to: { name: 'imports' }, need: 'referral.import' },
      ],
    },
    {
      code: 'records',
      items: [
        ...readable.map((type) => ({
          key: `records/${type.name}`,
          label: type.label,
          waiting: type.name,
          to: { name: 'records', params: { type: type.name } },
        })),
        ...(readable.some((type) => !['none', 'actions'].includes(type.confirms))
          ? [{ key: 'page.differences', to: { name: 'differences' } }]
          : []),
        { key: 'page.report_status', to: { name: 'report_status' }, need: 'report.read' },
        ...(record_types.some((type) => type.may.write) &&
        !can('referral.import') &&
        !can('organisation.write')
          ? [{ key: 'page.imports_list', to: { name: 'imports' } }]
          : []),
      ],
    },
    {
      code: 'oversight',
      items: [
        { key: 'page.dashboard', to: { name: 'dashboard' }, need: 'figure.read' },
        {
          key: 'page.obligations',
          to: { name: 'obligations' },
          need: 'obligation.read',
          count: 'obligations_waiting',
          hot: true,
        },
        { key: 'page.oversight', to: { name: 'oversight' }, need: 'oversight.read' },
        { key: 'page.oversight_quiet', to: { name: 'oversight_quiet' }, need: 'oversight.read' },
        {
          key: 'page.supervision_missed',
          to: { name: 'supervision_missed' },
          need: 'supervision.read',
        },
        { key: 'page.summaries', to: { name: 'summaries' }, need: 'summary.read' },
        { key: 'page.figures', to: { name: 'figures' }, need: 'figure.read' },
      ],
    },
    {
      code: 'promotion',
      items: [
        can('promotion.read')
          ? { key: 'page.promotions', to: { name: 'promotions' } }
          : { key: 'page.promotion_mine', to: { name: 'promotion_mine' }, need: 'promotion.own' },
        { key: 'page.certificates', to: { name: 'certificates' }, need: 'promotion.read' },
      ],
    },
    {
      code: 'structure',
      items: [
        { key: 'page.organisations', to: { name: 'organisations' }, need: 'organisation.read' },
        { key: 'page.alliances', to: { name: 'alliances' }, need: 'alliance.read' },
        { key: 'page.holidays', to: { name: 'holidays' }, need: 'calendar.write' },
        { key: 'page.pairings', to: { name: 'pairings' }, need: 'pairing.read' },
        ...(can('organisation.write') && !can('referral.import')
          ? [{ key: 'page.imports_list', to: { name: 'imports' } }]
          : []),
      ],
    },
  ]
  // Who oversees looks at the whole first, and at single records from there.
  const treats = can('referral.send') || can('referral.answer')
  const order = can('oversight.read') && !treats ? ['work', 'oversight'] : ['work']
  const rank = (g) => (order.includes(g.code) ? order.indexOf(g.code) : order.length)
  return groups
    .sort((a, b) => rank(a) - rank(b))
    .map((g) => ({ ...g, items: g.items.filter((i) => !i.need || [].concat(i.need).some(can)) }))
    .filter((g) => g.items.length > 0)
}

const within = {
  summaries: ['summaries', 'summary'],
  obligations: ['obligations', 'obligation'],
  promotions: ['promotions', 'promotion'],
}

/* An entry is where we are when its page, its worklist and its kind of record are the ones shown. */
export function is_current(item, route) {
  const kind = item.to.params?.type
  const names = kind
    ? ['records', 'record', 'record_new', 'record_edit']
    : (within[item.to.name] ?? [item.to.name])
  return (
    names.includes(route.name) &&
    (item.to.query?.worklist ?? '') === (route.query.worklist ?? '') &&
    (kind ?? '') === (kind ? route.params.type : '')
  )
}
