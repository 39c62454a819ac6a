import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  CommandSchema,
  AppStateSchema,
  MainMessageSchema,
  IncomingCallViewSchema,
  SnapshotSchema,
} from '../../../../src/shared/ipc/contract.ts'
import { RequestSchema } from '../../../support/ipc/request-schema.ts'
import { newPhone } from '../../../../src/shared/domain/phone.ts'

const SCHEMAS = {
  SnapshotSchema,
  RequestSchema,
  MainMessageSchema,
  CommandSchema,
  AppStateSchema,
  IncomingCallViewSchema,
} satisfies Record<string, v.GenericSchema>

/** Any value, including the keys of prototypes and the keys that the schemas use. */
const hostile = fc.anything({
  maxDepth: 4,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
  key: fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'type', 'phone', 'revision', 'choice', 'kind'),
  ),
})
const SOUND = [
  { revision: 1, phone: newPhone(1) },
  {
    type: 'select-connection',
    choice: { kind: 'team', url: 'https://a.example/', method: 'POST', secret: null },
  },
  { type: 'set-ring-settings', ringSettings: { devices: ['a'] } },
  { type: 'decide-call', decision: { type: 'accept', id: 'CA1' } },
  { type: 'log', level: 'warn', text: 'A line.' },
] as const

/** A valid message in which one value, at any depth, is replaced by any value. */
const spoiled = fc.tuple(fc.constantFrom(...SOUND), fc.nat(), hostile).map(([message, at, value]) => {
  const copy: unknown = structuredClone(message)
  const places: [object, string][] = []
  const visit = (within: unknown): void => {
    if (typeof within !== 'object' || within === null) return
    for (const key of Object.keys(within)) {
      places.push([within, key])
      visit(Reflect.get(within, key))
    }
  }
  visit(copy)
  const [owner, key] = places[at % places.length] ?? [{}, '']
  Reflect.set(owner, key, value)
  return copy
})

const shared = () => Reflect.ownKeys(Object.prototype).concat(Reflect.ownKeys(Array.prototype))

describe.each(Object.entries(SCHEMAS))('%s, for every input,', (_name, schema) => {
  test('never throws, never pollutes a prototype, and accepts its own output', () => {
    const before = shared()
    fc.assert(
      fc.property(fc.oneof(hostile, spoiled), (value) => {
        const parsed = v.safeParse(schema, value)
        if (parsed.success) expect(v.parse(schema, parsed.output)).toEqual(parsed.output)
        else expect(parsed.issues.length).toBeGreaterThan(0)
      }),
      { numRuns: 1_000 },
    )
    expect(shared()).toEqual(before)
  })
})

test('a schema drops unknown keys and prototypes', () => {
  const raw: unknown = JSON.parse(
    '{"type":"handshake","__proto__":{"polluted":1},"constructor":{"prototype":1},"x":1}',
  )
  expect(Object.entries(v.parse(RequestSchema, raw))).toEqual([['type', 'handshake']])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('a schema stops at the first error, even in a message with a million errors', () => {
  const raw = {
    type: 'set-ring-settings',
    ringSettings: { devices: Array.from({ length: 100_000 }, () => 0) },
  }
  const parsed = v.safeParse(RequestSchema, raw, { abortEarly: true })
  expect(parsed.issues).toHaveLength(1)
})
