import * as v from 'valibot'

const TimestampSchema = v.pipe(v.number(), v.finite(), v.minValue(0))
const VersionSchema = v.pipe(v.string(), v.maxLength(60))

/** Who gets which versions: everybody, or those who try them first. Also the names of the feed's files. */
export const ChannelSchema = v.picklist(['latest', 'beta'])
export type Channel = v.InferOutput<typeof ChannelSchema>

/** Why an update is not taken. The version that runs stays. Each has words in `words-updates.ts`. */
export const UPDATE_PROBLEMS = [
  'unreachable',
  'no-feed',
  'too-slow',
  'led-elsewhere',
  'too-big',
  'not-signed',
  'wrong-signature',
  'garbage',
  'damaged',
  'not-installed',
] as const
export type UpdateProblem = (typeof UPDATE_PROBLEMS)[number]

export const UpdateStateSchema = v.variant('is', [
  /** Nobody looks for updates. */
  v.object({
    is: v.literal('off'),
    why: v.picklist(['policy', 'policy-unreadable', 'not-signed', 'from-sources']),
  }),
  /** The newest there is for this computer, as far as is known. */
  v.object({
    is: v.literal('current'),
    checkedAt: v.nullable(TimestampSchema),
    /** What the feed offers and this computer does not take. */
    passedOver: v.nullable(
      v.object({ version: VersionSchema, why: v.picklist(['older', 'not-yet', 'system-too-old']) }),
    ),
  }),
  v.object({ is: v.literal('checking') }),
  /** There is one, and it is fetched as soon as no call needs the network. */
  v.object({ is: v.literal('waiting'), version: VersionSchema }),
  v.object({
    is: v.literal('downloading'),
    version: VersionSchema,
    percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  }),
  /** `restart`: verified, and installed when Offhook quits. `by-hand`: whoever installed this one installs it. */
  v.object({ is: v.literal('ready'), version: VersionSchema, install: v.picklist(['restart', 'by-hand']) }),
  v.object({
    is: v.literal('refused'),
    why: v.picklist(UPDATE_PROBLEMS),
    version: v.nullable(VersionSchema),
    at: TimestampSchema,
  }),
])
export type UpdateState = v.InferOutput<typeof UpdateStateSchema>

export const UpdatesSchema = v.object({
  channel: ChannelSchema,
  /** The administrator of this computer has decided something about it. */
  managed: v.boolean(),
  /** The administrator has chosen the channel. */
  channelFixed: v.boolean(),
  state: UpdateStateSchema,
})
export type Updates = v.InferOutput<typeof UpdatesSchema>
