/** The kinds of links Offhook opens. */
export const LINK_SCHEMES = ['tel', 'callto', 'sip'] as const

/** The schemes of phone links. `sips:` is accepted but not registered with the system. */
export const LINK_START = /^(tel|callto|sips?):/i

/**
 * The link among a program's arguments, or null. Nothing else in them is looked at: whatever stands before or after a link
 * may have been smuggled in with it. Where there are several, the first is opened.
 */
export function findLink(args: readonly string[]): string | null {
  return args.find((arg) => LINK_START.test(arg)) ?? null
}
