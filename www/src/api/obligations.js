// obligations.js - obligations and how they are kept; holidays.
import { get, patch, post, put, remove } from './http.js'
import { query_string } from '../lib/query.js'

export const list_obligations = (query) => get(`/api/obligations${query_string(query)}`)
export const count_obligations = (options) => get('/api/obligations/counts', options)
export const get_obligation = (id, as_of) => get(`/api/obligations/${id}${query_string({ as_of })}`)
export const obligation_days = (id, query) =>
  get(`/api/obligations/${id}/days${query_string(query)}`)
export const create_obligation = (body) => post('/api/obligations', body)
export const change_obligation = (id, body, version) =>
  patch(`/api/obligations/${id}`, body, version)
export const end_obligation = (id, body, version) =>
  post(`/api/obligations/${id}/end`, body, { version })

export const list_holidays = (year) => get(`/api/holidays${query_string({ year })}`)
export const put_holiday = (day, body) => put(`/api/holidays/${day}`, body)
export const remove_holiday = (day) => remove(`/api/holidays/${day}`)
export const import_holidays = (year, days) => post('/api/holidays/import', { year, days })
