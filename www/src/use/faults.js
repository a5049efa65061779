/* faults.js - what is wrong with a box, in a sentence that names the field and the mend. */
import { t, word } from '../i18n/index.js'
import { plain_yuan } from '../lib/money.js'
import { is_reference } from '../lib/record_type.js'

const chosen = (field) => is_reference(field) || ['code', 'boolean', 'date'].includes(field.type)
const shown = (field, n) => (field.type === 'money' ? plain_yuan(n) : n)

/* kind as lib/record_form.js names it; label where the field's own is not meant. */
export function fault_text(kind, field, label = word(field.label)) {
  const said = { field: label }
  if (kind === 'need')
    return t(chosen(field) ? 'record_fault.need_choice' : 'record_fault.need', said)
  if (kind === 'decimals') return t('record_fault.decimals', { ...said, n: field.decimals || 2 })
  if (kind === 'small') return t('record_fault.small', { ...said, n: shown(field, field.min || 0) })
  if (kind === 'large' && field.max)
    return t('record_fault.large_than', { ...said, n: shown(field, field.max) })
  return t(`record_fault.${kind}`, said)
}
