/* latest.js - only the newest of several running requests may answer. */
export function make_latest() {
  let current = 0
  return async function latest(promise) {
    const mine = ++current
    const value = await promise.catch((error) => {
      if (mine === current) throw error
    })
    return { stale: mine !== current, value }
  }
}
