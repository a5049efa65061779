/* uuid.js - random identifiers where crypto.randomUUID is missing (plain http, old browsers). */
export function new_uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/* Gives the same key as long as the same thing is sent, so that a retry is known as one. */
export function make_key_keeper(make = new_uuid) {
  let key = null
  let sent = null
  return {
    key_for(body) {
      const text = JSON.stringify(body ?? null)
      if (key === null || text !== sent) {
        key = make()
        sent = text
      }
      return key
    },
    done() {
      key = null
      sent = null
    },
  }
}
