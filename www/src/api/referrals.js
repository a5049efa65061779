// referrals.js - referrals, their patients, worklists and code lists.
import { get, patch, post } from './http.js'
import { query_string } from '../lib/query.js'

export const list_worklists = (options) => get('/api/worklists', options)
export const list_referrals = (filters) => get(`/api/referrals${query_string(filters)}`)
export const get_referral = (id) => get(`/api/referrals/${id}`)
export const get_events = (id) => get(`/api/referrals/${id}/events`)
export const create_referral = (body) => post('/api/referrals', body)
export const change_referral = (id, body, version) => patch(`/api/referrals/${id}`, body, version)
export const act = (id, action, body, version) =>
  post(`/api/referrals/${id}/actions/${action}`, body, { version })
export const receive_several = (ids) => post('/api/referrals/actions/receive', { ids })
export const list_receivers = (direction, sender) =>
  get(`/api/receivers${query_string({ direction, sender })}`)
export const list_arrivals = (date) => get(`/api/arrivals${query_string({ date })}`)

export const search_patients = (body) => post('/api/patients/actions/search', body)
export const create_patient = (body) => post('/api/patients', body)
export const reveal_contact = (id, field, reason) =>
  post(`/api/referrals/${id}/actions/reveal`, { field, reason })
export const reveal = (id, field, reason) =>
  post(`/api/patients/${id}/actions/reveal`, { field, reason })
