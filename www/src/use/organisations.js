/* organisations.js - institutions by name, pinyin initials or code, for boxes with suggestions. */
import { list_organisations } from '../api/organisations.js'
import { t } from '../i18n/index.js'

export async function search_organisations(q) {
  const { items } = await list_organisations({ q, limit: 20 })
  return items.map((o) => ({
    value: o.id,
    label: o.name,
    hint: [t(`kind.${o.kind}`), o.division?.path].filter(Boolean).join(' · '),
  }))
}
