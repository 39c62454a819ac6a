/**
 * Servers that accept actions but show no buttons: `dunst` keeps them in a menu, `mako` and `fnott` behind a command, and
 * `notify-osd` opens a dialog. The names are those that `GetServerInformation` returns.
 */
const WITHOUT_BUTTONS: ReadonlySet<string> = new Set(['dunst', 'mako', 'fnott', 'notify-osd'])

/** The system that shows a notification. */
export interface NotificationSystem {
  readonly platform: NodeJS.Platform
  /** Linux: the server's own name; elsewhere any. */
  readonly server: string
  /** Whether it accepts actions at all. */
  readonly actions: boolean
}

/**
 * Whether Accept and Reject are visible on a call notification without any action by the person. The badge, the alert escalation
 * and the alert self-test all use this result.
 */
export function areButtonsVisible({ platform, server, actions }: NotificationSystem): boolean {
  // macOS puts several actions under "Options", which appears when the pointer is over the notification.
  if (platform === 'darwin') return false
  return actions && !WITHOUT_BUTTONS.has(server.trim().toLowerCase())
}
