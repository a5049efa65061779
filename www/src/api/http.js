/* http.js - the one way to the server: JSON, keys of retries, versions, 401 and errors in words. */
import { i18n, t } from '../i18n/index.js'
import { ApiError } from '../lib/problem.js'
import { make_key_keeper } from '../lib/uuid.js'

const keepers = new Map()
let sign_in_again = null

/* The shell gives a function that asks for the password again and answers true when it worked. */
export function on_unauthorised(ask) {
  sign_in_again = ask
}

function keeper_of(path) {
  if (!keepers.has(path)) keepers.set(path, make_key_keeper())
  return keepers.get(path)
}

function headers_of(method, path, body, version) {
  const headers = { Accept: 'application/json', 'Accept-Language': i18n.lang }
  if (method !== 'GET') headers['Content-Type'] = 'application/json'
  if (method === 'POST') headers['Idempotency-Key'] = keeper_of(path).key_for(body)
  if (version !== undefined && version !== null) headers['If-Match'] = `"${version}"`
  return headers
}

function words_for(status) {
  if (status === 429) return t('error.busy')
  if (status >= 500) return t('error.server')
  if (status === 404) return t('error.not_found')
  if (status === 403) return t('error.forbidden')
  return t('error.unknown')
}

function api_error(status, data, request_id) {
  return new ApiError({
    ...(data ?? {}),
    status,
    request_id: data?.request_id ?? request_id,
    detail: data?.detail || data?.title || words_for(status),
  })
}

async function send(method, path, { body, version }) {
  let response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: headers_of(method, path, body, version),
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
    })
  } catch {
    throw new ApiError({ status: 0, network: true, detail: t('error.network') })
  }
  // What the server decided is final; only an unanswered or failed request may be the same again.
  if (method === 'POST' && response.status < 500 && response.status !== 401) keeper_of(path).done()
  const type = response.headers.get('Content-Type') ?? ''
  const data = type.includes('json') ? await response.json().catch(() => null) : null
  if (response.ok) return data
  throw api_error(response.status, data, response.headers.get('X-Request-Id'))
}

export async function request(method, path, options = {}) {
  try {
    return await send(method, path, options)
  } catch (error) {
    const asks = error.status === 401 && sign_in_again && !options.plain
    if (!asks || !(await sign_in_again())) throw error
    return send(method, path, options)
  }
}

export const get = (path, options) => request('GET', path, options)
export const post = (path, body, options) => request('POST', path, { body, ...options })
export const put = (path, body, options) => request('PUT', path, { body, ...options })
export const patch = (path, body, version) => request('PATCH', path, { body, version })
export const remove = (path, options) => request('DELETE', path, options)

/* Sends a file as it is; on_progress gets 0..1. Answers {done, cancel}. */
export function upload(path, file, on_progress) {
  const xhr = new XMLHttpRequest()
  const done = new Promise((resolve, reject) => {
    xhr.open('PUT', path)
    xhr.setRequestHeader('Content-Type', 'application/octet-stream')
    xhr.setRequestHeader('X-Upload-Name', encodeURIComponent(file.name))
    xhr.setRequestHeader('Accept-Language', i18n.lang)
    xhr.upload.onprogress = (e) => e.lengthComputable && on_progress(e.loaded / e.total)
    xhr.onload = () => {
      let data = null
      try {
        data = JSON.parse(xhr.responseText)
      } catch {
        /* an answer without a body */
      }
      if (xhr.status < 300) resolve(data)
      else reject(api_error(xhr.status, data))
    }
    xhr.onerror = () =>
      reject(new ApiError({ status: 0, network: true, detail: t('error.network') }))
    xhr.onabort = () => reject(new ApiError({ status: 0, cancelled: true, detail: '' }))
    xhr.send(file)
  })
  return { done, cancel: () => xhr.abort() }
}
