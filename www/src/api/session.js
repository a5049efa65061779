// session.js - who is signed in, and where.
import { get, post, put, remove } from './http.js'
import { query_string } from '../lib/query.js'

export const find_realms = (q) => get(`/auth/realms${query_string({ q })}`, { plain: true })
export const sign_in = (body) => post('/auth/login', body, { plain: true })
export const sign_out = () => post('/auth/logout', {}, { plain: true })
export const get_me = (options) => get('/api/me', options)
export const list_sessions = () => get('/api/sessions')
export const end_session = (id) => remove(`/api/sessions/${id}`)
export const list_drafts = () => get('/api/drafts')
export const get_draft = (form) => get(`/api/drafts/${form}`)
export const put_draft = (form, content) => put(`/api/drafts/${form}`, { content })
export const delete_draft = (form) => remove(`/api/drafts/${form}`)

const lists = new Map()

/* Code lists do not change while a page is open; ask once. */
export function code_list(name) {
  if (!lists.has(name)) {
    const promise = get(`/api/code-lists/${name}`).then((answer) => answer.items)
    promise.catch(() => lists.delete(name))
    lists.set(name, promise)
  }
  return lists.get(name)
}
