import * as v from 'valibot'

/** The longest text a link puts into the keypad, in UTF-16 units. A longer one is refused: cut, it could be another number. */
export const MAX_LINK_TEXT = 100

const LinkTextSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_LINK_TEXT))

/** A clicked phone link as it travels to the window, which shows it. Nothing in it is ever dialled by itself. */
export const PhoneLinkSchema = v.variant('kind', [
  /** The number with its extension and pauses, in the usual notation. */
  v.object({ kind: v.literal('fill'), text: LinkTextSchema }),
  v.object({
    kind: v.literal('refused'),
    reason: v.picklist(['not-a-phone-link', 'too-long', 'malformed', 'empty']),
  }),
])
export type PhoneLink = v.InferOutput<typeof PhoneLinkSchema>

/** Whether this computer opens phone links with Offhook, as the operating system says. */
export const LinkHandlerSchema = v.object({
  /** `unknown` until it has been asked. `some`: not every kind of link. */
  opens: v.picklist(['unknown', 'none', 'some', 'all']),
  /** What can be done about it here: by Offhook, or only in the system's own settings; `nothing` where it is not installed. */
  change: v.picklist(['here', 'on-here-off-in-system', 'in-system', 'nothing']),
  platform: v.picklist(['linux', 'windows', 'macos']),
})
export type LinkHandler = v.InferOutput<typeof LinkHandlerSchema>
