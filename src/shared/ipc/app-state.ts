import * as v from 'valibot'
import { ConnectionSummarySchema } from './connection.ts'
import { LinkHandlerSchema } from './phone-links.ts'
import { TimestampSchema } from '../domain/primitives.ts'
import { EndedCallSchema } from '../domain/phone-schemas.ts'
import { StorageSchema } from './storage.ts'
import { UpdatesSchema } from './updates.ts'

/**
 * What would keep a call from arriving or from being noticed, worst first. `null`: nothing known of.
 * Each has words, and the one thing to do, in `words-reach.ts`.
 */
export const REACHABILITY_ISSUES = [
  'renderer-gone',
  'sign-in-failed',
  'no-network',
  'service-unreachable',
  'signalling-silent',
  'not-registered',
  'token-expiring',
  'microphone-denied',
  'microphone-missing',
  'no-notifications',
  'notifications-without-buttons',
] as const
export type ReachabilityIssue = (typeof REACHABILITY_ISSUES)[number]

/** Whether a call would really arrive now, judged from evidence rather than from what the SDK calls its state. */
const ReachabilitySchema = v.object({
  /** `yes`: fresh evidence for everything. `partly`: calls arrive, but something would go wrong. `no`. */
  status: v.picklist(['reachable', 'degraded', 'unreachable']),
  issue: v.nullable(v.picklist(REACHABILITY_ISSUES)),
  since: TimestampSchema,
})
export type Reachability = v.InferOutput<typeof ReachabilitySchema>

/** Do not disturb. */
export const DoNotDisturbSchema = v.object({
  /** Off, on until it is turned off, or on until a time. */
  until: v.nullable(v.union([v.literal('turned-off'), TimestampSchema])),
  /** What callers meet meanwhile: it rings here without a sound or a notification, or they hear busy. */
  mode: v.picklist(['silent', 'busy']),
  /** The operating system's own do-not-disturb, as far as it can be known. */
  system: v.picklist(['on', 'off', 'unknown']),
})
export type DoNotDisturb = v.InferOutput<typeof DoNotDisturbSchema>

/** One call of the past. A missed one is `unseen` until the person has had the list before them. */
export const RecentCallSchema = v.object({ ...EndedCallSchema.entries, unseen: v.boolean() })
export type RecentCall = v.InferOutput<typeof RecentCallSchema>

/** How many past calls travel to the window; more are kept in the file. */
export const RECENTS_SHOWN = 200

/** How Offhook rings. Device ids are the browser's, as `enumerateDevices` gives them; empty: the system's default. */
export const RingSettingsSchema = v.object({
  devices: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(8)),
})
export type RingSettings = v.InferOutput<typeof RingSettingsSchema>

/** One step of "Test my ring": what was tried and what came of it. */
export const SELF_TEST_STEPS = [
  'registration',
  'invite',
  'notification',
  'buttons',
  'sound',
  'call-window',
  'microphone',
] as const
const SelfTestStepSchema = v.object({
  step: v.picklist(SELF_TEST_STEPS),
  outcome: v.picklist(['passed', 'warning', 'failed', 'skipped']),
  /** What happened, and where it is not good, what to change in this system's settings. */
  message: v.pipe(v.string(), v.maxLength(1_000)),
  milliseconds: v.nullable(v.number()),
})
export const SelfTestReportSchema = v.object({
  at: TimestampSchema,
  /** The name of the desktop on which the test ran: "GNOME", "KDE Plasma", "Windows 11" ... */
  desktop: v.pipe(v.string(), v.maxLength(100)),
  /** In the order of `RING_STEPS`. */
  steps: v.pipe(v.array(SelfTestStepSchema), v.maxLength(20)),
})
export type SelfTestStep = v.InferOutput<typeof SelfTestStepSchema>
export type SelfTestReport = v.InferOutput<typeof SelfTestReportSchema>

/** Everything main knows that the window shows, whole each time. The phone's own state travels the other way. */
export const AppStateSchema = v.object({
  connection: ConnectionSummarySchema,
  reachability: ReachabilitySchema,
  doNotDisturb: DoNotDisturbSchema,
  ringSettings: RingSettingsSchema,
  /** Newest first, each call once. */
  recents: v.pipe(v.array(RecentCallSchema), v.maxLength(RECENTS_SHOWN)),
  /** "Test my ring" while it is under way, as far as it has got. */
  selfTest: v.nullable(SelfTestReportSchema),
  linkHandler: LinkHandlerSchema,
  updates: UpdatesSchema,
  storage: StorageSchema,
  /** Whether this installation lacks Chromium's sandbox although its account could have it. */
  lacksSandbox: v.boolean(),
})
export type AppState = v.InferOutput<typeof AppStateSchema>

/** What the renderer, beside the SDK, knows first-hand of its reachability. Sent when it changes, and with each sign of life. */
export const HealthReportSchema = v.object({
  /** The last message of any kind from the signalling host. */
  lastMessageAt: v.nullable(TimestampSchema),
  /** The last time the signalling host acknowledged the registration. */
  acknowledgedAt: v.nullable(TimestampSchema),
  /** The line is registered, but this version of the SDK does not expose its signs of life. */
  observed: v.exactOptional(v.literal(false)),
  online: v.boolean(),
  microphone: v.picklist(['usable', 'denied', 'missing', 'unknown']),
})
export type HealthReport = v.InferOutput<typeof HealthReportSchema>
