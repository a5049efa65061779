/* record_form.js - the form of one record: what is stored, what is typed, what is wrong, and sending it. */
import { computed, reactive, ref } from 'vue'
import { act_on_record, change_record, create_record, get_record } from '../api/records.js'
import { t, word } from '../i18n/index.js'
import { ApiError, field_errors } from '../lib/problem.js'
import {
  blank_form,
  blank_line,
  changed_body,
  differs,
  draft_faults,
  faults_of,
  form_of,
  new_body,
  place_errors,
  rebase,
  rekeyed,
  value_at,
} from '../lib/record_form.js'
import { entering_party } from '../lib/record_type.js'
import { session } from '../session.js'
import { use_draft } from './draft.js'
import { fault_text } from './faults.js'
import { words } from './record_type.js'
import { use_submit } from './submit.js'

const copy = (value) => JSON.parse(JSON.stringify(value))

export function use_record_form(type, id) {
  const form = reactive(blank_form(type))
  const before = ref(blank_form(type)) // the form as it was stored, or blank
  const record = ref(null)
  const reason = ref('')
  const loading = ref(true)
  const load_error = ref(null)
  const restored = ref(null)
  const asked = ref(null) // 'draft' or 'submit': what is missing for it shows from then on
  const touched = reactive(new Set())
  const from_server = ref({})
  const { busy, error, run } = use_submit()
  const correcting = computed(() => ['submitted', 'confirmed'].includes(record.value?.state))
  const draft = use_draft(id ? `record-${type.name}-${id}` : `record-${type.name}-new`, () =>
    differs(type, form, before.value) ? copy({ form, before: before.value }) : null,
  )

  function first_form() {
    const out = blank_form(type)
    const { id: value, name: label } = session.me.account.home_organisation ?? {}
    if (value) out[entering_party(type)] = { value, label }
    for (const l of type.lines) if (l.min) out[l.name] = [blank_line(l)]
    return out
  }

  function start_from(found) {
    record.value = found
    before.value = found ? form_of(type, found) : first_form()
    Object.assign(form, copy(before.value))
  }

  async function load() {
    loading.value = true
    load_error.value = null
    try {
      const kept = await draft.load()
      start_from(id ? await get_record(type.name, id) : null)
      if (kept?.content?.form) {
        const [typed, then] = [kept.content.form, kept.content.before].map((f) => rekeyed(type, f))
        Object.assign(form, id ? rebase(type, typed, then, copy(before.value)) : typed)
        restored.value = kept.updated_at
      }
      draft.watch_changes(form)
    } catch (e) {
      if (!(e instanceof ApiError)) throw e
      load_error.value = e
    }
    loading.value = false
  }

  const missing = computed(() => faults_of(type, form))
  const label_of = (place, fault) => {
    if (fault.party) return words.party(type, place)
    return word(fault.lines ? fault.lines.label : fault.field.label)
  }
  function sentence(place, fault) {
    const field = label_of(place, fault)
    if (fault.party) return t('record_fault.need_choice', { field })
    if (fault.lines) return t('record_fault.need_lines', { field, n: fault.lines.min })
    return fault_text(fault.kind, fault.field)
  }

  const errors = computed(() => {
    const out = {}
    const early = draft_faults(type, form)
    for (const [place, fault] of Object.entries(missing.value)) {
      const now = asked.value === 'submit' || (asked.value === 'draft' && early[place])
      if (now || (touched.has(place) && fault.kind !== 'need')) out[place] = sentence(place, fault)
    }
    if (asked.value && correcting.value && reason.value.trim() === '')
      out.reason = t('record.reason_need')
    // What the server said of a value holds until it is typed over.
    for (const [place, { text, held }] of Object.entries(from_server.value))
      if (JSON.stringify(value_at({ ...form, reason: reason.value }, place)) === held)
        out[place] = text
    return out
  })
  const lacking = computed(() => [
    ...new Set(Object.entries(missing.value).map(([place, fault]) => label_of(place, fault))),
  ])

  function refuse(e) {
    const placed = place_errors(type, form, field_errors(e))
    const all = { ...form, reason: reason.value }
    from_server.value = Object.fromEntries(
      Object.entries(placed).map(([place, text]) => [
        place,
        { text, held: JSON.stringify(value_at(all, place)) },
      ]),
    )
    throw e
  }

  async function store(submit) {
    if (!id) return create_record(type.name, { ...new_body(type, form), submit })
    const body = changed_body(type, form, before.value)
    if (correcting.value) body.reason = reason.value.trim()
    let now = record.value
    if (Object.keys(body).length > 0) {
      now = { ...now, ...(await change_record(type.name, id, body, now.version)) }
      start_from(now)
    }
    if (!submit || correcting.value) return now
    return act_on_record(type.name, id, 'submit', {}, now.version)
  }

  /* Answers the stored record, or undefined after a refusal that now shows. */
  async function send(submit) {
    asked.value = submit || correcting.value ? 'submit' : 'draft'
    from_server.value = {}
    if (Object.keys(errors.value).length > 0) return undefined
    const stored = await run(async () => {
      const answer = await store(submit).catch(refuse)
      return answer ?? record.value
    })
    if (stored) await draft.forget()
    return stored
  }

  /* Somebody else changed the record meanwhile: theirs, with what was typed here on top. */
  async function take_newer() {
    await run(async () => {
      const found = await get_record(type.name, id)
      const fresh = form_of(type, found)
      const merged = rebase(type, copy(form), before.value, copy(fresh))
      record.value = found
      before.value = fresh
      Object.assign(form, merged)
      from_server.value = {}
    })
  }

  async function discard() {
    const forgotten = draft.forget()
    Object.assign(form, copy(before.value))
    restored.value = null
    asked.value = null
    touched.clear()
    await forgotten
    draft.restart()
  }

  const held = { form, record, reason, loading, load_error, restored, busy, error }
  const judged = { errors, lacking, correcting, touched }
  return { ...held, ...judged, draft, load, send, take_newer, discard }
}
