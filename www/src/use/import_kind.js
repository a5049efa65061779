/* import_kind.js - what an import brings in, in words: records are named by their type's own label. */
import { t, word } from '../i18n/index.js'
import { session } from '../session.js'

const type_of = (kind) => session.record_types.find((type) => type.name === kind)

export const kind_label = (kind) => (type_of(kind) ? word(type_of(kind).label) : t(`page.${kind}`))

export const kind_title = (kind) =>
  type_of(kind) ? t('import.of', { label: kind_label(kind) }) : t(`import_kind.${kind}`)

/* The page that shows what was brought in. */
export const kind_place = (kind) =>
  type_of(kind) ? { name: 'records', params: { type: kind } } : { name: kind }

export const is_record_kind = (kind) => Boolean(type_of(kind))
