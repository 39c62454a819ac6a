import type { Locator, Page } from '@playwright/test'

/** What the status line says where the line is registered: with and without fresh evidence. */
export const READY_WORDS = /Ready for incoming calls|You can be reached/

/** What a person finds in Offhook's window, by its role and name. */
export function screen(window: Page) {
  const button = (name: string | RegExp): Locator => window.getByRole('button', { name, exact: true })
  return {
    ready: window.getByText(READY_WORDS),
    incomingFrom: (who: string): Locator => window.getByText(`Incoming call from ${who}`),
    anyIncoming: window.getByText(/Incoming call from/),
    accept: button('Accept'),
    reject: button('Reject'),
    hangUp: button('Hang up'),
    call: button('Call'),
    mute: button(/^(Mute|Unmute)$/),
    number: window.getByRole('textbox', { name: 'Number or name' }),
    timer: window.getByRole('timer'),
    noCall: window.getByText('No call in progress.'),
    text: (words: string | RegExp, options?: { exact?: boolean }): Locator =>
      window.getByText(words, options),
  }
}

export type Screen = ReturnType<typeof screen>
