/**
 * Servers that say they take actions and then show no button for them: `dunst` keeps them in a menu, `mako` and
 * `fnott` behind a command, `notify-osd` makes a dialog of them. Their names as `GetServerInformation` gives them.
 */
const WITHOUT_BUTTONS: ReadonlySet<string> = new Set(['dunst', 'mako', 'fnott', 'notify-osd'])

/** Whether the actions of a notification can be seen on it, where the server takes actions at all. */
export function showsButtons(server: string): boolean {
  return !WITHOUT_BUTTONS.has(server.toLowerCase())
}
