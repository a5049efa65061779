// jobs.js - uploads, imports and exports.
import { get, patch, post, upload } from './http.js'
import { query_string } from '../lib/query.js'

export const upload_file = (file, on_progress) => upload('/api/uploads', file, on_progress)
export const template_address = (kind) => `/api/imports/templates/${kind}`
export const list_imports = (query) => get(`/api/imports${query_string(query)}`)
export const create_import = (body) => post('/api/imports', body)
export const get_import = (id) => get(`/api/imports/${id}`)
export const map_import = (id, body) => patch(`/api/imports/${id}`, body)
export const import_action = (id, action) => post(`/api/imports/${id}/actions/${action}`, {})
export const import_errors = (id, after) =>
  get(`/api/imports/${id}/errors${query_string({ after })}`)
export const rejected_address = (id) => `/api/imports/${id}/rejected`

export const create_export = (kind, filter) => post('/api/exports', { kind, filter })
export const get_export = (id) => get(`/api/exports/${id}`)
export const cancel_export = (id) => post(`/api/exports/${id}/actions/cancel`, {})
export const export_address = (id) => `/api/exports/${id}/file`
