import * as v from 'valibot'
import {
  UpdateChannelSchema,
  DoNotDisturbSchema,
  RingSettingsSchema,
  type UpdateChannel,
  type DoNotDisturb,
  type RingSettings,
} from '../../shared/ipc/contract.ts'
import { ConnectionProfileSchema, type ConnectionProfile } from './connection-profile.ts'
import type { Log } from '../lib/log.ts'
import { StoredSecretSchema } from './secrets.ts'
import type { Store } from './store.ts'

const coordinate = v.pipe(v.number(), v.integer())
const extent = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(20_000))

const BoundsSchema = v.object({ x: coordinate, y: coordinate, width: extent, height: extent })
export type Bounds = v.InferOutput<typeof BoundsSchema>

/** The stored form, which keeps the name `manner` that files of earlier versions have. */
const StoredDndSchema = v.object({
  until: DoNotDisturbSchema.entries.until,
  manner: DoNotDisturbSchema.entries.mode,
})

const SCHEMAS = {
  window: BoundsSchema,
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  line: ConnectionProfileSchema,
  quiet: StoredDndSchema,
  ringing: RingSettingsSchema,
  channel: UpdateChannelSchema,
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
  window: Bounds | undefined
  /** ISO 3166 country, when the person chose one other than the computer's. */
  country: string | undefined
  connectionProfile: ConnectionProfile
  /** Do not disturb, as the person set it last. */
  doNotDisturb: Omit<DoNotDisturb, 'system'> | undefined
  /** How Offhook rings. */
  ringSettings: RingSettings
  /** Which versions this computer gets. */
  channel: UpdateChannel
  /** Whether the hint where Offhook can be found after its window was closed has been shown. */
  backgroundHintShown: boolean
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
    get connectionProfile() {
      return read('line') ?? { kind: 'practice' }
    },
    set connectionProfile(profile) {
      store.set('line', profile)
    },
    get doNotDisturb() {
      const stored = read('quiet')
      return stored && { until: stored.until, mode: stored.manner }
    },
    set doNotDisturb(setting) {
      store.set('quiet', setting && { until: setting.until, manner: setting.mode })
    },
    get ringSettings() {
      return read('ringing') ?? { devices: [] }
    },
    set ringSettings(setting) {
      store.set('ringing', setting)
    },
    get channel() {
      return read('channel') ?? 'latest'
    },
    set channel(channel) {
      store.set('channel', channel)
    },
    get backgroundHintShown() {
      return read('toldWhere') ?? false
    },
    set backgroundHintShown(shown) {
      store.set('toldWhere', shown)
    },
  }
}
