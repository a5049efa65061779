/* receivers.js - the institutions a referral may go to, narrowed by what is typed. */
export function match_receivers(items, q) {
  const text = String(q ?? '')
    .trim()
    .toLowerCase()
  if (text === '') return items
  const hit = (value) =>
    String(value ?? '')
      .toLowerCase()
      .includes(text)
  return items.filter((r) => hit(r.name) || hit(r.initials) || hit(r.pinyin) || hit(r.code))
}
