// organisations.js - divisions, institutions, alliances and pairings.
import { get, patch, post } from './http.js'
import { query_string } from '../lib/query.js'

export const list_organisations = (filters) => get(`/api/organisations${query_string(filters)}`)
export const get_organisation = (id, as_of) =>
  get(`/api/organisations/${id}${query_string({ as_of })}`)
export const organisation_tree = (filters) => get(`/api/organisations/tree${query_string(filters)}`)
export const create_organisation = (body) => post('/api/organisations', body)
export const change_organisation = (id, body, version) =>
  patch(`/api/organisations/${id}`, body, version)
export const organisation_action = (id, action, body, version) =>
  post(`/api/organisations/${id}/actions/${action}`, body, { version })
export const add_department = (id, body, version) =>
  post(`/api/organisations/${id}/departments`, body, { version })
export const change_department = (id, department, body, version) =>
  patch(`/api/organisations/${id}/departments/${department}`, body, version)
export const list_divisions = (filters) => get(`/api/divisions${query_string(filters)}`)
export const get_division = (code) => get(`/api/divisions/${code}`)

export const list_alliances = (filters) => get(`/api/alliances${query_string(filters)}`)
export const get_alliance = (id, as_of) => get(`/api/alliances/${id}${query_string({ as_of })}`)
export const create_alliance = (body) => post('/api/alliances', body)
export const change_alliance = (id, body, version) => patch(`/api/alliances/${id}`, body, version)
export const add_member = (id, body, version) =>
  post(`/api/alliances/${id}/members`, body, { version })
export const change_member = (id, organisation, body, version) =>
  patch(`/api/alliances/${id}/members/${organisation}`, body, version)

export const list_pairings = (filters) => get(`/api/pairings${query_string(filters)}`)
export const create_pairing = (body) => post('/api/pairings', body)
export const change_pairing = (id, body, version) => patch(`/api/pairings/${id}`, body, version)
export const pairing_coverage = (query) => get(`/api/pairings/coverage${query_string(query)}`)
