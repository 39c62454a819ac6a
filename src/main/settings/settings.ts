import * as v from 'valibot'
import {
  ChannelSchema,
  QuietSchema,
  RingingSchema,
  type Channel,
  type Quiet,
  type Ringing,
} from '../../shared/ipc/contract.ts'
import { LineConfigSchema, type LineConfig } from './connection-profile.ts'
import type { Log } from '../lib/log.ts'
import { StoredSecretSchema } from './secrets.ts'

/** JSON values by name. */
export interface Store {
  get(key: string): unknown
  set(key: string, value: unknown): void
  delete(key: string): void
}

const coordinate = v.pipe(v.number(), v.integer())
const extent = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(20_000))

const PlaceSchema = v.object({ x: coordinate, y: coordinate, width: extent, height: extent })
export type Place = v.InferOutput<typeof PlaceSchema>

const SCHEMAS = {
  window: PlaceSchema,
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  line: LineConfigSchema,
  quiet: v.omit(QuietSchema, ['system']),
  ringing: RingingSchema,
  channel: ChannelSchema,
  toldWhere: v.boolean(),
} as const

/** Whether a stored value is valid for the setting or sealed secret of this name; undefined for an unknown name. */
export function isGoodSetting(name: string, value: unknown): boolean | undefined {
  if (/^secret-\w+$/.test(name)) return v.is(StoredSecretSchema, value)
  const schema = Object.entries(SCHEMAS).find(([known]) => known === name)?.[1]
  return schema && v.is(schema, value)
}

/** What Offhook remembers between starts. Secrets are not here: see `secrets.ts`. */
export interface Settings {
  /** Where the window was, in the screens' own pixels. */
  window: Place | undefined
  /** ISO 3166 country, when the person chose one other than the computer's. */
  country: string | undefined
  line: LineConfig
  /** Do not disturb, as the person set it last. */
  quiet: Omit<Quiet, 'system'> | undefined
  /** How Offhook rings. */
  ringing: Ringing
  /** Which versions this computer gets. */
  channel: Channel
  /** The person has been told once where Offhook is when its window is closed. */
  toldWhere: boolean
}

/** Each value is parsed as it is read: a file edited by hand, or from another version, costs that value only. */
export function createSettings(store: Store, log: Log): Settings {
  function read<K extends keyof typeof SCHEMAS>(key: K): v.InferOutput<(typeof SCHEMAS)[K]> | undefined {
    const stored = store.get(key)
    if (stored === undefined) return undefined
    const parsed = v.safeParse(SCHEMAS[key], stored)
    if (parsed.success) return parsed.output
    log.warn(`The stored setting "${key}" makes no sense and is left aside.`)
    return undefined
  }
  return {
    get window() {
      return read('window')
    },
    set window(place) {
      store.set('window', place)
    },
    get country() {
      return read('country')
    },
    set country(country) {
      store.set('country', country)
    },
    get line() {
      return read('line') ?? { kind: 'practice' }
    },
    set line(line) {
      store.set('line', line)
    },
    get quiet() {
      return read('quiet')
    },
    set quiet(quiet) {
      store.set('quiet', quiet)
    },
    get ringing() {
      return read('ringing') ?? { devices: [] }
    },
    set ringing(ringing) {
      store.set('ringing', ringing)
    },
    get channel() {
      return read('channel') ?? 'latest'
    },
    set channel(channel) {
      store.set('channel', channel)
    },
    get toldWhere() {
      return read('toldWhere') ?? false
    },
    set toldWhere(told) {
      store.set('toldWhere', told)
    },
  }
}
