/** Texts of the main process only: menus, dialogs, notifications, the tray. The page does not load them. */
export const main = {
  'tray.in-call': 'In a call',
  'tray.missed': '{count, plural, one {# missed call} other {# missed calls}}',
  'tray.tooltip': 'Offhook: {status}',
} as const
