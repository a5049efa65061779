/* referral_form.js - what a referral form holds, what it still lacks, and what of it is sent. */
import { read_id_number, tidy_id_number } from './idcard.js'

export function blank_form() {
  return {
    patient: {
      id: null,
      id_number: '',
      name: '',
      sex: '',
      birth_date: '',
      phone: '',
      address: '',
    },
    organisation_id: null,
    direction: 'up',
    urgency: 'routine',
    green_channel: false,
    first_contact: false,
    care: 'outpatient',
    to_organisation_id: null,
    to_name: '',
    to_department: '',
    from_department: '',
    from_doctor: '',
    diagnosis: '',
    diagnosis_code: '',
    reason_code: '',
    reason: '',
    summary: '',
    recovery_plan: '',
    medicines: '',
    follow_up: '',
    consent: '',
    contact_name: '',
    contact_phone: '',
    previous_id: null,
  }
}

const plain = [
  'direction',
  'urgency',
  'green_channel',
  'first_contact',
  'care',
  'to_organisation_id',
  'to_department',
  'from_department',
  'from_doctor',
  'diagnosis',
  'diagnosis_code',
  'reason_code',
  'reason',
  'summary',
  'consent',
  'contact_name',
  'contact_phone',
  'previous_id',
]
const of_down = ['recovery_plan', 'medicines', 'follow_up']

/* The body for the API. What is empty is left out of a new referral; in a change an empty text says
 * that the stored one goes. */
export function body_of(form, change = false) {
  const body = change ? {} : { patient_id: form.patient.id }
  if (!change && form.organisation_id) body.organisation_id = form.organisation_id
  const keys = form.direction === 'down' ? [...plain, ...of_down] : plain
  for (const key of keys) {
    const value = typeof form[key] === 'string' ? form[key].trim() : form[key]
    const empty = value === '' || value === null || value === undefined
    if (!empty) body[key] = value
    else if (change && value === '') body[key] = ''
  }
  if (change) delete body.previous_id
  return body
}

export function patient_body({ patient, organisation_id }) {
  const body = { name: patient.name.trim(), sex: patient.sex, birth_date: patient.birth_date }
  if (organisation_id) body.organisation_id = organisation_id
  if (patient.id_number) body.id_number = tidy_id_number(patient.id_number)
  if (patient.phone) body.phone = patient.phone.trim()
  if (patient.address) body.address = patient.address.trim()
  return body
}

/* Keys of what is missing or wrong before sending: {field: message key}. */
export function lacks(form, today) {
  const out = {}
  const need = (key, value) => {
    if (value === null || value === undefined || String(value).trim() === '') out[key] = 'need'
  }
  const p = form.patient
  need('patient.name', p.name)
  if (!p.id) {
    if (p.id_number) {
      const { fault } = read_id_number(p.id_number, today)
      if (fault) out['patient.id_number'] = fault
    }
    need('patient.sex', p.sex)
    need('patient.birth_date', p.birth_date)
  }
  need('to_organisation_id', form.to_organisation_id)
  need('diagnosis', form.diagnosis)
  if (!form.reason_code) need('reason_code', form.reason)
  if (form.direction === 'down') need('recovery_plan', form.recovery_plan)
  need('consent', form.consent)
  return out
}

/* What a draft on the server needs at least: a patient and a direction. */
export function lacks_for_draft(form, today) {
  const all = lacks(form, today)
  return Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('patient.')))
}

/* A stored referral as the form holds it; masked personal data stays as it is shown. */
export function from_record(record) {
  const form = blank_form()
  for (const key of [...plain, ...of_down])
    if (record[key] !== undefined && record[key] !== null) form[key] = record[key]
  if (record.emergency) form.urgency = 'emergency'
  form.to_organisation_id = record.to?.id ?? null
  form.to_name = record.to?.name ?? ''
  form.to_department = record.to?.department ?? ''
  form.from_department = record.from?.department ?? ''
  form.from_doctor = record.from?.doctor ?? ''
  for (const key of Object.keys(form.patient))
    if (record.patient?.[key] !== undefined && record.patient[key] !== null)
      form.patient[key] = record.patient[key]
  form.patient.id = record.patient?.id ?? record.patient_id ?? null
  return form
}

/* A new referral after a no-show, a rejection or a redirection: the same text, another try. */
export function again_from(record) {
  const form = from_record(record)
  form.previous_id = record.id
  if (record.state === 'redirected' && record.redirect_to?.id) {
    form.to_organisation_id = record.redirect_to.id
    form.to_name = record.redirect_to.name
    form.to_department = ''
  }
  return form
}

/* Whether anything was written that would be missed; a direction alone would not. */
export function worth_keeping(form) {
  const { patient, ...rest } = form
  const texts = ['diagnosis', 'reason', 'summary', 'recovery_plan', 'medicines', 'follow_up']
  const said = (value) => String(value ?? '').trim() !== ''
  return (
    [patient.id, patient.id_number, patient.name, patient.phone, patient.address].some(said) ||
    texts.some((key) => said(rest[key]))
  )
}
