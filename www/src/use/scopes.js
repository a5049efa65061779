/* scopes.js - parts of the country that figures are told for, by name: for boxes with suggestions. */
import {
  get_alliance,
  get_division,
  get_organisation,
  list_alliances,
  list_divisions,
  list_pairings,
} from '../api/organisations.js'
import { t } from '../i18n/index.js'
import { region_of_range } from '../lib/scope.js'
import { session } from '../session.js'
import { search_organisations } from './organisations.js'

/* The region a viewer's rights begin with, null for one of an institution only. */
export function own_region() {
  const { region_lo, region_hi } = session.me
  return region_lo ? region_of_range(region_lo, region_hi) : null
}

async function search_regions(q) {
  const top = own_region()
  const query = q ? { q, limit: 30 } : { parent: top, limit: 60 }
  const { items } = await list_divisions(query)
  const inside = items.filter(
    (d) => d.level <= 3 && d.code >= session.me.region_lo && d.code <= session.me.region_hi,
  )
  const found = inside.map((d) => ({ value: d.code, label: d.name, hint: d.path ?? '' }))
  return q ? found : [{ value: top, label: t('oversight.whole'), hint: '' }, ...found]
}

async function search_alliances(q) {
  const { items } = await list_alliances({ q, limit: 30 })
  return items.map((a) => ({ value: a.id, label: a.name, hint: t(`alliance_kind.${a.kind}`) }))
}

const pairing_name = (p) => `${p.from.name} → ${p.to.name}`

/* Pairings are found by one of their institutions. */
async function search_pairings(q) {
  const found = q ? await search_organisations(q) : []
  const asked = q ? found.slice(0, 5).map((o) => ({ organisation: o.value })) : [{}]
  const lists = await Promise.all(asked.map((f) => list_pairings({ ...f, limit: 50 })))
  const all = new Map(lists.flatMap(({ items }) => items).map((p) => [p.id, p]))
  return [...all.values()].map((p) => ({
    value: p.id,
    label: pairing_name(p),
    hint: p.programme ?? '',
  }))
}

export const search_scopes = {
  region: search_regions,
  alliance: search_alliances,
  org: search_organisations,
  pairing: search_pairings,
}

/* What a scope {kind, id} is called. */
export async function scope_name({ kind, id }) {
  if (kind === 'pairing')
    return (await search_pairings('')).find((p) => p.value === id)?.label ?? ''
  const ask = { region: get_division, alliance: get_alliance, org: get_organisation }[kind]
  return ask && id ? (await ask(id)).name : ''
}
