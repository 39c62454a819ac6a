/**
 * Servers that take actions and then show no button for them: `dunst` keeps them in a menu, `mako` and `fnott` behind a
 * command, `notify-osd` makes a dialog of them. Their names
 * as `GetServerInformation` gives them.
 */
const WITHOUT_BUTTONS: ReadonlySet<string> = new Set(['dunst', 'mako', 'fnott', 'notify-osd'])

/** What shows a notification. */
export interface Shower {
  readonly platform: NodeJS.Platform
  /** Linux: the server's own name; elsewhere any. */
  readonly server: string
  /** Whether it takes actions at all. */
  readonly actions: boolean
}

/**
 * Whether a person sees Accept and Reject on a notification of a call without doing anything first. This is the only
 * place that decides it: the badge, the alert escalation and the test of the ring all go by it.
 */
export function areButtonsVisible({ platform, server, actions }: Shower): boolean {
  // macOS keeps several actions under "Options", which appears when the pointer is over the notification.
  if (platform === 'darwin') return false
  return actions && !WITHOUT_BUTTONS.has(server.trim().toLowerCase())
}
