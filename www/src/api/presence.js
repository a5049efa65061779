// presence.js - whose days are entered or confirmed here, and a posting's days of a month.
import { get } from './http.js'
import { query_string } from '../lib/query.js'

export const list_presence = () => get('/api/presence')
export const get_presence = (id, month) =>
  get(`/api/presence/${encodeURIComponent(id)}${query_string({ month })}`)
