// supervision.js - who was supervised in no quarter.
import { get } from './http.js'
import { query_string } from '../lib/query.js'

export const missed_visits = (query) => get(`/api/supervision/missed${query_string(query)}`)
