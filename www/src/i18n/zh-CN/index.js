/* index.js - every sentence of the portal in Chinese; a file for each area, a group in one file only. */
import dashboard from './dashboard.js'
import home from './home.js'
import import_ from './import.js'
import obligation from './obligation.js'
import oversight from './oversight.js'
import parts from './parts.js'
import promotion from './promotion.js'
import presence from './presence.js'
import records from './records.js'
import referral from './referral.js'
import report from './report.js'
import shell from './shell.js'
import sign_in from './sign_in.js'
import structure from './structure.js'
import summary from './summary.js'
import supervision from './supervision.js'

export const areas = {
  dashboard,
  home,
  import: import_,
  obligation,
  oversight,
  parts,
  promotion,
  presence,
  records,
  referral,
  report,
  shell,
  sign_in,
  structure,
  summary,
  supervision,
}

export default Object.assign({}, ...Object.values(areas))
