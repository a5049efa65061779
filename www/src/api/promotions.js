/* promotions.js - verdicts on service for promotion, and certificates of them. */
import { get, post } from './http.js'
import { query_string } from '../lib/query.js'

const paper = (id) => `/api/certificates/${encodeURIComponent(id)}`

export const list_promotions = (filters) => get(`/api/promotions${query_string(filters)}`)
export const my_promotions = () => get('/api/promotions/mine')
export const get_ledger = (id, asked) =>
  get(`/api/promotions/${encodeURIComponent(id)}${query_string(asked)}`)
export const list_certificates = (filters) => get(`/api/certificates${query_string(filters)}`)
export const issue_certificate = (body) => post('/api/certificates', body)
export const get_certificate = (id) => get(paper(id))
export const revoke_certificate = (id, reason) => post(`${paper(id)}/actions/revoke`, { reason })
export const check_certificate = (number, code) =>
  get(`/api/public/certificates/${encodeURIComponent(number)}${query_string({ code })}`, {
    plain: true,
  })
