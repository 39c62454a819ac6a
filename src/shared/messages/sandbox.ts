/** The message shown if Chromium's sandbox is off. */
export const SANDBOX_OFF = {
  title: 'Chromium’s sandbox is off',
  hint: 'This system does not let the AppImage use the sandbox, so a flaw in the page could do more harm. Install the .deb or .rpm package of Offhook instead.',
} as const
