// records.js - records of every kind, what describes them, their files, and the two books.
import { get, patch, post } from './http.js'
import { query_string } from '../lib/query.js'

const one = (type, id) => `/api/${type}/${encodeURIComponent(id)}`

export const list_record_types = (options) => get('/api/record-types', options)
export const get_record_type = (name) => get(`/api/record-types/${encodeURIComponent(name)}`)

export const list_records = (type, filters) => get(`/api/${type}${query_string(filters)}`)
export const get_record = (type, id) => get(one(type, id))
export const get_record_events = (type, id) => get(`${one(type, id)}/events`)
export const create_record = (type, body) => post(`/api/${type}`, body)
export const change_record = (type, id, body, version) => patch(one(type, id), body, version)
export const act_on_record = (type, id, action, body, version) =>
  post(`${one(type, id)}/actions/${action}`, body, { version })
export const confirm_records = (type, ids) => post(`/api/${type}/actions/confirm`, { ids })

export const list_waiting = (options) => get('/api/waiting', options)

export const list_differences = (filters) => get(`/api/differences${query_string(filters)}`)

export const get_report_status = (filters) => get(`/api/report-status${query_string(filters)}`)
export const accept_reports = (level, ids) =>
  post(`/api/report-status/actions/${level}_accept`, { ids })

export const list_attachments = (record_type, record_id) =>
  get(`/api/attachments${query_string({ record_type, record_id })}`)
export const add_attachment = (body) => post('/api/attachments', body)
export const attachment_address = (record_type, id) =>
  `/api/attachments/${id}/file${query_string({ record_type })}`
export const remove_attachment = (record_type, id, reason) =>
  post(`/api/attachments/${id}/actions/remove`, { record_type, reason })
