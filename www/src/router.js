/* router.js - which page an address shows, and who may open it. */
import { createRouter, createWebHashHistory } from 'vue-router'
import { session, load_me, load_record_types, can } from './session.js'
import { load_texts, t } from './i18n/index.js'

const page = (path, name, load, meta = {}) => ({ path, name, component: load, meta })

const inside = [
  page('', 'home', () => import('./pages/Home.vue')),
  page('referrals', 'referrals', () => import('./pages/referral/List.vue'), {
    need: 'referral.read',
  }),
  page('referrals/new', 'referral_new', () => import('./pages/referral/Form.vue'), {
    need: 'referral.create',
  }),
  page('referrals/:id', 'referral', () => import('./pages/referral/Detail.vue'), {
    need: 'referral.read',
  }),
  page('referrals/:id/edit', 'referral_edit', () => import('./pages/referral/Form.vue'), {
    need: 'referral.create',
  }),
  page('arrivals', 'arrivals', () => import('./pages/referral/Arrivals.vue'), {
    need: 'referral.read',
  }),
  page('imports', 'imports', () => import('./pages/import/List.vue'), { need: 'job.own' }),
  page('imports/new', 'import_new', () => import('./pages/import/Wizard.vue'), {
    need: 'job.own',
  }),
  page('imports/:id', 'import', () => import('./pages/import/Wizard.vue'), {
    need: 'job.own',
  }),
  page('obligations', 'obligations', () => import('./pages/obligation/List.vue'), {
    need: 'obligation.read',
  }),
  page('obligations/:id', 'obligation', () => import('./pages/obligation/Detail.vue'), {
    need: 'obligation.read',
  }),
  page('holidays', 'holidays', () => import('./pages/obligation/Holidays.vue'), {
    need: ['obligation.read', 'calendar.write'],
  }),
  page('oversight', 'oversight', () => import('./pages/oversight/Dashboard.vue'), {
    need: 'oversight.read',
  }),
  page('oversight/rows', 'oversight_rows', () => import('./pages/oversight/Rows.vue'), {
    need: 'oversight.rows',
  }),
  page('oversight/quiet', 'oversight_quiet', () => import('./pages/oversight/Quiet.vue'), {
    need: 'oversight.read',
  }),
  page('supervision/missed', 'supervision_missed', () => import('./pages/supervision/Missed.vue'), {
    need: 'supervision.read',
  }),
  page('dashboards/:code?', 'dashboard', () => import('./pages/dashboard/Dashboard.vue'), {
    need: 'figure.read',
  }),
  page('figures', 'figures', () => import('./pages/dashboard/Definitions.vue'), {
    need: 'figure.read',
  }),
  page('figures/:code', 'figure_rows', () => import('./pages/dashboard/Rows.vue'), {
    need: 'figure.read',
  }),
  page('organisations', 'organisations', () => import('./pages/organisation/List.vue'), {
    need: 'organisation.read',
  }),
  page('organisations/:id', 'organisation', () => import('./pages/organisation/Detail.vue'), {
    need: 'organisation.read',
  }),
  page('alliances', 'alliances', () => import('./pages/alliance/List.vue'), {
    need: 'alliance.read',
  }),
  page('alliances/:id', 'alliance', () => import('./pages/alliance/Detail.vue'), {
    need: 'alliance.read',
  }),
  page('pairings', 'pairings', () => import('./pages/alliance/Pairings.vue'), {
    need: 'pairing.read',
  }),
  page('records/:type', 'records', () => import('./pages/record/List.vue')),
  page('records/:type/new', 'record_new', () => import('./pages/record/Form.vue')),
  page('records/:type/:id', 'record', () => import('./pages/record/Detail.vue')),
  page('records/:type/:id/edit', 'record_edit', () => import('./pages/record/Form.vue')),
  page('differences', 'differences', () => import('./pages/record/Differences.vue')),
  page('report-status', 'report_status', () => import('./pages/report/Status.vue'), {
    need: 'report.read',
  }),
  page('summaries', 'summaries', () => import('./pages/summary/List.vue'), {
    need: 'summary.read',
  }),
  page('summaries/:id', 'summary', () => import('./pages/summary/Detail.vue'), {
    need: 'summary.read',
  }),
  page('promotions', 'promotions', () => import('./pages/promotion/List.vue'), {
    need: 'promotion.read',
  }),
  page('promotions/mine', 'promotion_mine', () => import('./pages/promotion/Mine.vue'), {
    need: 'promotion.own',
  }),
  page('promotions/:id', 'promotion', () => import('./pages/promotion/Ledger.vue'), {
    need: 'promotion.own',
  }),
  page('certificates', 'certificates', () => import('./pages/promotion/Certificates.vue'), {
    need: 'promotion.read',
  }),
  page('presence', 'presence', () => import('./pages/attendance/Presence.vue'), {
    need: 'attendance.read',
  }),
  page('sessions', 'sessions', () => import('./pages/Sessions.vue')),
  page(':rest(.*)*', 'missing', () => import('./pages/Missing.vue')),
]

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    page('/login', 'login', () => import('./pages/Login.vue'), { open: true }),
    page('/waiting', 'waiting', () => import('./pages/Waiting.vue')),
    page('/referrals/:id/letter', 'letter', () => import('./pages/referral/Letter.vue'), {
      need: 'referral.read',
    }),
    page('/summaries/:id/print', 'summary_print', () => import('./pages/summary/Print.vue'), {
      need: 'summary.read',
    }),
    page('/certificates/:id', 'certificate', () => import('./pages/promotion/Certificate.vue'), {
      need: 'promotion.own',
    }),
    // For anybody; it needs all texts, which other pages get after signing in.
    page(
      '/verify/:number?/:code?',
      'verify',
      () => load_texts().then(() => import('./pages/promotion/Verify.vue')),
      { open: true },
    ),
    page('/records/:type/:id/print', 'record_print', () => import('./pages/record/Print.vue')),
    { path: '/', component: () => import('./layout/Layout.vue'), children: inside },
  ],
  scrollBehavior: (to, from, saved) => (to.path === from.path ? saved : saved || { top: 0 }),
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  if (!session.me) {
    try {
      await load_me()
    } catch (error) {
      if (error.status === 401)
        return { name: 'login', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
      return { name: 'login', query: { next: to.fullPath, trouble: '1' } }
    }
  }
  await Promise.all([load_texts(), load_record_types()])
  if (session.me.pending && to.name !== 'waiting') return { name: 'waiting' }
  if (!session.me.pending && to.name === 'waiting') return { name: 'home' }
  if (to.meta.need && ![].concat(to.meta.need).some(can))
    return { name: 'missing', params: { rest: ['refused'] }, query: { from: to.fullPath } }
  return true
})

router.afterEach((to) => {
  const key = `page.${String(to.name)}`
  document.title = `${t(key)} · ${t('app.name')}`
})
