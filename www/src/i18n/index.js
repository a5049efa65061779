/* index.js - a text by its key, with its parameters, in the language chosen; a missing key shows itself. */
import { reactive } from 'vue'

const loaders = {
  'zh-CN': {
    first: () => import('./zh-CN/first.js'),
    all: () => import('./zh-CN/index.js'),
    element: () => import('element-plus/es/locale/lang/zh-cn'),
  },
  en: {
    first: () => import('./en/first.js'),
    all: () => import('./en/index.js'),
    element: () => import('element-plus/es/locale/lang/en'),
  },
}
let wanted = 'first'

export const i18n = reactive({ lang: 'zh-CN', messages: {}, element: undefined })

export const languages = Object.keys(loaders)

export async function set_language(lang) {
  const known = loaders[lang] ? lang : 'zh-CN'
  const { [wanted]: load, element } = loaders[known]
  const [messages, words] = await Promise.all([load(), element()])
  i18n.messages = messages.default
  i18n.element = words.default
  i18n.lang = known
  document.documentElement.lang = known
  try {
    localStorage.setItem('yl.lang', known)
  } catch {
    /* forgotten at the next visit, nothing else */
  }
}

/* The sign-in page needs few texts; every other one asks for all of them first. */
export async function load_texts() {
  if (wanted === 'all') return
  wanted = 'all'
  await set_language(i18n.lang).catch((error) => {
    wanted = 'first'
    throw error
  })
}

function find(key) {
  let node = i18n.messages
  for (const part of key.split('.')) node = node?.[part]
  return node
}

export function has(key) {
  return typeof find(key) === 'string'
}

export function t(key, params) {
  const text = find(key)
  if (typeof text !== 'string') return key
  return params ? text.replace(/\{(\w+)\}/g, (all, name) => params[name] ?? all) : text
}

/* The Chinese or English one of {name_zh, name_en}. */
export function name_of(thing) {
  if (!thing) return ''
  return (i18n.lang === 'en' ? thing.name_en || thing.name_zh : thing.name_zh) || thing.name || ''
}

/* One of {zh, en}, as the server writes its labels. */
export function word(sentence) {
  if (!sentence) return ''
  return (i18n.lang === 'en' ? sentence.en || sentence.zh : sentence.zh) || ''
}
