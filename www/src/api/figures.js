// figures.js - figures by definition, dashboards made of them, and the records behind a number.
import { get } from './http.js'
import { query_string } from '../lib/query.js'

export const list_figures = () => get('/api/figures')
export const get_figure = (code, query) =>
  get(`/api/figures/${encodeURIComponent(code)}${query_string(query)}`)
export const figure_rows = (code, query) =>
  get(`/api/figures/${encodeURIComponent(code)}/rows${query_string(query)}`)
export const list_dashboards = () => get('/api/dashboards')
export const get_dashboard = (code, query) =>
  get(`/api/dashboards/${encodeURIComponent(code)}${query_string(query)}`)
