import * as v from 'valibot'
import { LineSummarySchema } from './connection.ts'
import { LinkOpeningSchema } from './phone-links.ts'
import { EndedCallSchema } from '../domain/phone-schemas.ts'
import { StorageSchema } from './storage.ts'
import { UpdatesSchema } from './updates.ts'

const TimestampSchema = v.pipe(v.number(), v.finite(), v.minValue(0))

/**
 * What would keep a call from arriving or from being noticed, worst first. `null`: nothing known of.
 * Each has words, and the one thing to do, in `words-reach.ts`.
 */
export const OBSTACLES = [
  'phone-gone',
  'not-allowed-in',
  'no-network',
  'service-unreachable',
  'line-silent',
  'not-registered',
  'token-running-out',
  'microphone-denied',
  'microphone-missing',
  'no-notifications',
  'notifications-without-buttons',
] as const
export type Obstacle = (typeof OBSTACLES)[number]

/** Whether a call would really arrive now, judged from evidence rather than from what the SDK calls its state. */
export const ReachSchema = v.object({
  /** `yes`: fresh evidence for everything. `partly`: calls arrive, but something would go wrong. `no`. */
  verdict: v.picklist(['yes', 'partly', 'no']),
  obstacle: v.nullable(v.picklist(OBSTACLES)),
  since: TimestampSchema,
})
export type Reach = v.InferOutput<typeof ReachSchema>

/** Do not disturb. */
export const QuietSchema = v.object({
  /** Off, on until it is turned off, or on until a time. */
  until: v.nullable(v.union([v.literal('turned-off'), TimestampSchema])),
  /** What callers meet meanwhile: it rings here without a sound or a notification, or they hear busy. */
  manner: v.picklist(['silent', 'busy']),
  /** The operating system's own do-not-disturb, as far as it can be known. */
  system: v.picklist(['on', 'off', 'unknown']),
})
export type Quiet = v.InferOutput<typeof QuietSchema>

/** One call of the past. A missed one is `unseen` until the person has had the list before them. */
export const RecentCallSchema = v.object({ ...EndedCallSchema.entries, unseen: v.boolean() })
export type RecentCall = v.InferOutput<typeof RecentCallSchema>

/** How many past calls travel to the window; more are kept in the file. */
export const RECENTS_SHOWN = 200

/** How Offhook rings. Device ids are the browser's, as `enumerateDevices` gives them; empty: the system's default. */
export const RingingSchema = v.object({
  devices: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(8)),
})
export type Ringing = v.InferOutput<typeof RingingSchema>

/** One step of "Test my ring": what was tried and what came of it. */
export const RING_STEPS = [
  'line',
  'invite',
  'notification',
  'buttons',
  'sound',
  'popup',
  'microphone',
] as const
export const RingStepSchema = v.object({
  step: v.picklist(RING_STEPS),
  outcome: v.picklist(['good', 'weak', 'bad', 'skipped']),
  /** What happened, and where it is not good, what to change in this system's settings. */
  words: v.pipe(v.string(), v.maxLength(1_000)),
  milliseconds: v.nullable(v.number()),
})
export const RingReportSchema = v.object({
  at: TimestampSchema,
  /** The desktop it was tried on, in words: "GNOME", "KDE Plasma", "Windows 11" ... */
  desktop: v.pipe(v.string(), v.maxLength(100)),
  /** In the order of `RING_STEPS`. */
  steps: v.pipe(v.array(RingStepSchema), v.maxLength(20)),
})
export type RingStep = v.InferOutput<typeof RingStepSchema>
export type RingReport = v.InferOutput<typeof RingReportSchema>

/** Everything main knows that the window shows, whole each time. The phone's own state travels the other way. */
export const HouseSchema = v.object({
  line: LineSummarySchema,
  reach: ReachSchema,
  quiet: QuietSchema,
  ringing: RingingSchema,
  /** Newest first, each call once. */
  recents: v.pipe(v.array(RecentCallSchema), v.maxLength(RECENTS_SHOWN)),
  /** "Test my ring" while it is under way, as far as it has got. */
  ringTest: v.nullable(RingReportSchema),
  links: LinkOpeningSchema,
  updates: UpdatesSchema,
  storage: StorageSchema,
  /** Whether this installation lacks Chromium's sandbox although its account could have it. */
  lacksSandbox: v.boolean(),
})
export type House = v.InferOutput<typeof HouseSchema>

/** What the renderer, beside the SDK, knows first-hand of its reachability. Sent when it changes, and with each sign of life. */
export const EvidenceSchema = v.object({
  /** The last message of any kind from the signalling host. */
  heardAt: v.nullable(TimestampSchema),
  /** The last time the signalling host acknowledged the registration. */
  registeredAt: v.nullable(TimestampSchema),
  /** The line is registered, but this version of the SDK does not expose its signs of life. */
  observed: v.exactOptional(v.literal(false)),
  online: v.boolean(),
  microphone: v.picklist(['usable', 'denied', 'missing', 'unknown']),
})
export type Evidence = v.InferOutput<typeof EvidenceSchema>
