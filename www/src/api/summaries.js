// summaries.js - work summaries, their templates, numbers and files.
import { get, patch, post } from './http.js'
import { query_string } from '../lib/query.js'

const one = (id) => `/api/summaries/${encodeURIComponent(id)}`

export const list_templates = () => get('/api/summary-templates')
export const list_summaries = (filters) => get(`/api/summaries${query_string(filters)}`)
export const get_summary = (id) => get(one(id))
export const create_summary = (body) => post('/api/summaries', body)
export const change_summary = (id, body, version) => patch(one(id), body, version)
export const act_on_summary = (id, action, body, version) =>
  post(`${one(id)}/actions/${action}`, body, { version })
export const check_summary = (id) => get(`${one(id)}/checks`)
export const summary_differences = (id) => get(`${one(id)}/differences`)
export const show_tokens = (tokens) => post('/api/summaries/actions/show', { tokens })
export const summary_file = (id, name) => `${one(id)}/${name}`
export const summary_events = (id) => get(`${one(id)}/events`)
