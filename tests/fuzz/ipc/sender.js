// Sends hostile messages from inside a page. A plain file: what a test's tools compile does not always run in a page.

const PARTY = { kind: 'number', address: '+12025550166', name: 'Phantom' }
const CALL = {
  id: 'CAphantom',
  sid: null,
  party: PARTY,
  startedAt: 1,
  direction: 'incoming',
  state: 'ringing',
}
const SNAPSHOT = {
  phone: { registration: { state: 'registered', identity: 'phantom', since: 1 }, calls: [CALL], ended: [] },
}
const EVIDENCE = { lastMessageAt: 1, acknowledgedAt: 1, online: true, microphone: 'usable' }
const TEAM = { kind: 'team', url: 'https://127.0.0.1:1/', method: 'POST', secret: null }

/** Well formed, and harmful if whoever sends it were believed. */
const SOUND_REQUESTS = [
  { type: 'handshake' },
  { type: 'refresh-token' },
  { type: 'request-practice-call' },
  { type: 'run-self-test' },
  { type: 'mark-recents-seen' },
  { type: 'select-connection', choice: TEAM },
  { type: 'health-report', report: EVIDENCE },
  { type: 'set-do-not-disturb', doNotDisturb: { until: 'turned-off', mode: 'busy' } },
  { type: 'set-ring-settings', ringSettings: { devices: ['phantom'] } },
]
/** What is asked of somebody who must not ask it, or in a way that makes no sense. */
const UNSOUND_REQUESTS = [
  (value) => ({ type: value }),
  (value) => ({ type: 'hello ', ...SNAPSHOT, value }),
  (value) => ({ type: 'select-connection', choice: value }),
  (value) => ({ type: 'select-connection', choice: { ...TEAM, url: value } }),
  (value) => ({ type: 'select-connection', choice: { ...TEAM, url: 'file:///etc/passwd', secret: value } }),
  (value) => ({ type: 'select-connection', choice: { kind: 'account', identity: value } }),
  (value) => ({ type: 'health-report', report: { ...EVIDENCE, microphone: value } }),
  (value) => ({ type: 'set-do-not-disturb', doNotDisturb: { until: 'turned-off', mode: value } }),
  (value) => ({ type: 'set-ring-settings', ringSettings: { devices: [value, 7] } }),
  () => ({ type: 'get-incoming-calls', answer: {} }),
  () => ({ type: 'decide-call', decision: { type: 'accept', id: 'CAphantom' } }),
]
const UNSOUND_SNAPSHOTS = [
  (value) => ({ ...SNAPSHOT, revision: value }),
  (value) => ({ revision: 2 ** 40, phone: value }),
  // Main uses what it can read of a snapshot, whatever else is in it: these come from the past, and so must change nothing.
  (value) => ({ revision: 1, phone: { ...SNAPSHOT.phone, calls: [{ ...CALL, state: value }] } }),
  (value) => ({ revision: 1, phone: { ...SNAPSHOT.phone, line: { state: value } } }),
  // Sound, and from the past: the page itself has said these numbers already.
  () => ({ ...SNAPSHOT, revision: 1 }),
]

/**
 * `by`: 'bridge' (the page's own door) or 'raw' (`ipcRenderer`). `as`: 'phone', 'popup' or 'untrusted': whom main takes
 * the page for, and so what must be refused. Answers how many messages main refused, how many never left the page,
 * and those that were believed, which should be none.
 */
globalThis.sendHostile = async function sendHostile({ seed, count, by, as }) {
  let state = seed >>> 0
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low, high) => low + Math.floor(random() * (high - low + 1))
  const pick = (list) => list[between(0, list.length - 1)]
  const values = globalThis.createValues({ between, pick })
  const any = () => {
    const dice = random()
    if (dice < 0.002) return values.huge()
    if (dice < 0.4) return values.plain()
    if (dice < 0.7) return values.exotic()
    return pick([
      values.cyclic,
      values.trapped,
      values.polluting,
      values.sparse,
      () => values.text(between(1, 600)),
    ])()
  }
  const raw = globalThis.rawIpc
  const ask = by === 'raw' ? (m) => raw.invoke('offhook:request', m) : (m) => window.offhook.request(m)
  const tell = by === 'raw' ? (m) => raw.send('offhook:snapshot', m) : (m) => window.offhook.publish(m)
  const request = () => {
    if (as !== 'phone' && random() < 0.4) return pick(SOUND_REQUESTS)
    return random() < 0.3 ? any() : pick(UNSOUND_REQUESTS)(any())
  }
  const snapshot = () => {
    if (as !== 'phone' && random() < 0.4) return { ...SNAPSHOT, revision: 2 ** 40 }
    return random() < 0.3 ? any() : pick(UNSOUND_SNAPSHOTS)(any())
  }

  const counts = { sent: 0, refused: 0, told: 0, neverLeft: 0, believed: [] }
  const one = async () => {
    counts.sent += 1
    try {
      if (random() < 0.5) {
        tell(snapshot())
        counts.told += 1
        return
      }
      const message = request()
      // The small call window may ask this.
      if (as === 'popup' && ['get-incoming-calls', 'decide-call'].includes(message?.type)) {
        counts.sent -= 1
        return one()
      }
      const reply = await ask(message)
      if (reply?.ok === false) counts.refused += 1
      else counts.believed.push(JSON.stringify([reply]).slice(0, 200))
    } catch {
      counts.neverLeft += 1
    }
  }
  for (let left = count; left > 0; left -= 100)
    await Promise.all(Array.from({ length: Math.min(left, 100) }, one))
  // Answered after everything before it: messages of one page arrive in order.
  await ask({ type: 'over' }).catch(() => undefined)
  return counts
}
