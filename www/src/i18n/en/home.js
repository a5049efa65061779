/* home.js - the home page, in English. */
export default {
  home: {
    hello: 'Welcome, {name}',
    todo: '{n} things to do',
    nothing: 'Nothing to do at present',
    changes: 'Recent changes',
    changes_why: 'What the other side did since you last looked',
    all: 'All referrals',
    no_changes: 'Nothing new',
    other_side: 'Other side',
    to: 'to',
    from: 'from',
    records: 'Records',
    late: '{n} of them wait longer than {days} days',
    waits: 'wait for you to confirm or mend',
    sent: '{n} of yours wait for the other side',
    dashboards: 'Dashboards',
    admin: 'You are signed in',
    admin_why:
      'Your post has no referral or oversight rights; administration is done with the command yilian-admin.',
  },
}
