import * as v from 'valibot'
import { TimestampSchema } from '../domain/primitives.ts'

const VersionSchema = v.pipe(v.string(), v.maxLength(60))

/** Who gets which versions: everybody, or those who try them first. Also the names of the feed's files. */
export const UpdateChannelSchema = v.picklist(['latest', 'beta'])
export type UpdateChannel = v.InferOutput<typeof UpdateChannelSchema>

/** Why an update is not taken. The version that runs stays. Each has words in `words-updates.ts`. */
const UPDATE_PROBLEMS = [
  'unreachable',
  'no-feed',
  'too-slow',
  'redirected',
  'too-big',
  'not-signed',
  'wrong-signature',
  'malformed',
  'damaged',
  'not-installed',
] as const
export type UpdateProblem = (typeof UPDATE_PROBLEMS)[number]

const UpdateStateSchema = v.variant('status', [
  /** Update checks are off. */
  v.object({
    status: v.literal('off'),
    why: v.picklist(['policy', 'policy-unreadable', 'not-signed', 'from-sources']),
  }),
  /** The newest there is for this computer, as far as is known. */
  v.object({
    status: v.literal('current'),
    checkedAt: v.nullable(TimestampSchema),
    /** What the feed offers and this computer does not take. */
    skipped: v.nullable(
      v.object({ version: VersionSchema, why: v.picklist(['older', 'not-yet', 'system-too-old']) }),
    ),
  }),
  v.object({ status: v.literal('checking') }),
  /** There is one, and it is fetched as soon as no call needs the network. */
  v.object({ status: v.literal('waiting'), version: VersionSchema }),
  v.object({
    status: v.literal('downloading'),
    version: VersionSchema,
    percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  }),
  /** `restart`: verified, and installed when Offhook quits. `by-hand`: the user installs the update manually. */
  v.object({
    status: v.literal('ready'),
    version: VersionSchema,
    install: v.picklist(['restart', 'manual']),
  }),
  v.object({
    status: v.literal('refused'),
    why: v.picklist(UPDATE_PROBLEMS),
    version: v.nullable(VersionSchema),
    at: TimestampSchema,
  }),
])
export type UpdateState = v.InferOutput<typeof UpdateStateSchema>

export const UpdatesSchema = v.object({
  channel: UpdateChannelSchema,
  /** The administrator of this computer has decided something about it. */
  managed: v.boolean(),
  /** The administrator has chosen the channel. */
  channelFixed: v.boolean(),
  state: UpdateStateSchema,
})
export type Updates = v.InferOutput<typeof UpdatesSchema>
