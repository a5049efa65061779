/* organisation.js - kinds, and level and grade as people say them. */
export const kinds = [
  'commission',
  'general_hospital',
  'tcm_hospital',
  'maternal_child',
  'specialist',
  'cdc',
  'supervision',
  'central_township_hospital',
  'township_hospital',
  'community_centre',
  'community_station',
  'village_clinic',
  'private',
  'enterprise',
]
export const ownerships = ['public', 'collective', 'private', 'enterprise', 'military']
export const alliance_kinds = [
  'medical_alliance',
  'county_community',
  'strategic',
  'specialist',
  'telemedicine',
]

/* "三级甲等", or nothing for what has no level. */
export function level_text(organisation, t) {
  if (!organisation.level) return ''
  const grade = organisation.grade ? t(`grade.${String(organisation.grade).toLowerCase()}`) : ''
  return t(`level.${organisation.level}`) + grade
}
