// oversight.js - figures and the rows behind them.
import { get } from './http.js'
import { query_string } from '../lib/query.js'

export const oversight = (query) => get(`/api/oversight/referrals${query_string(query)}`)
export const oversight_rows = (query) => get(`/api/oversight/referrals/rows${query_string(query)}`)
export const quiet_units = (query) => get(`/api/oversight/quiet${query_string(query)}`)
