/* agent.js - "Chrome 120 · Windows" from a user agent string, for the list of sessions. */
const browsers = [
  [/Edg\/(\d+)/, 'Edge'],
  [/QQBrowser\/(\d+)/, 'QQ'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]
const systems = [
  [/Windows NT 6\.1/, 'Windows 7'],
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

export function browser_of(agent) {
  const text = String(agent ?? '')
  const browser = browsers.map(([re, name]) => [re.exec(text), name]).find(([m]) => m)
  const system = systems.find(([re]) => re.test(text))
  const out = []
  if (browser) out.push(`${browser[1]} ${browser[0][1]}`)
  if (system) out.push(system[1])
  return out.join(' · ') || text.slice(0, 40)
}
