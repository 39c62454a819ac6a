// Values that nobody expects. A plain file: what a test's tools compile does not always run in a page.

/** `between(low, high)` and `pick(list)` are the rng everything is drawn from. */
globalThis.createValues = function createValues({ between, pick }) {
  const text = (length) => String.fromCharCode(between(0, 0xffff)).repeat(length)
  const nested = (depth) => {
    let value = 0
    for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { value }
    return value
  }
  const cyclic = () => {
    const self = { type: 'select-connection', revision: 1 }
    self.choice = self
    self.phone = [self]
    return self
  }
  const trapped = () => ({
    get type() {
      throw new Error('a trap')
    },
  })
  const polluting = () =>
    pick([
      () =>
        JSON.parse(
          '{"__proto__":{"polluted":1},"type":"select-connection","choice":{"__proto__":{"polluted":1}}}',
        ),
      () => ({ constructor: { prototype: { polluted: 1 } }, type: 'constructor' }),
      () => ({ type: '__proto__', choice: 1 }),
      () => JSON.parse('{"type":"set-ringing","ringing":{"__proto__":{"devices":[]}}}'),
      () => JSON.parse('{"revision":1,"phone":{"__proto__":{"line":{},"calls":[],"ended":[]}}}'),
    ])()
  const sparse = () => {
    const list = []
    list[between(1, 5_000)] = 1
    return list
  }
  const plain = () =>
    pick([
      undefined,
      null,
      true,
      false,
      0,
      -0,
      NaN,
      Infinity,
      -1,
      2 ** 53,
      0.5,
      '',
      'hello!',
      '\0',
      '\ud800',
      '{}',
    ])
  const exotic = () =>
    pick([
      () => 10n ** 40n,
      () => new Date(NaN),
      () => new Map([['type', 'handshake']]),
      () => new Set(['handshake']),
      () => /hello/g,
      () => new Error('handshake'),
      () => new Uint8Array(between(0, 2_000)),
      () => new Float64Array(8),
      () => new DataView(new ArrayBuffer(8)),
      () => new ArrayBuffer(between(0, 2_000)),
      () => Object.create(null),
      () => Object('handshake'),
      () => Symbol('handshake'),
      () => () => 'handshake',
      () => new Proxy({}, {}),
      () => globalThis,
    ])()
  /** A few megabytes at most, and rarely. */
  const huge = () =>
    pick([
      () => text(between(500_000, 2_000_000)),
      () => ({ type: text(1_000_000) }),
      () => ({ type: 'select-connection', choice: { kind: text(1_000_000) } }),
      () => ({
        type: 'set-ring-settings',
        ringSettings: { devices: Array.from({ length: 200_000 }, () => 0) },
      }),
      () => ({
        revision: 1,
        phone: { registration: {}, calls: Array.from({ length: 100_000 }, () => ({})), ended: [] },
      }),
      () => new Uint8Array(4_000_000),
      () => nested(between(100, 20_000)),
    ])()
  return { plain, exotic, huge, cyclic, trapped, polluting, sparse, nested, text }
}
