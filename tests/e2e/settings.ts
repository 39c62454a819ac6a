import type { Locator, Page } from '@playwright/test'

/** The Settings page, as a person finds it. */
export function settings(window: Page) {
  const field = (label: string): Locator => window.getByLabel(label, { exact: true })
  return {
    open: () => window.getByRole('tab', { name: 'Settings' }).click(),
    line: (name: 'Practice line' | 'My team' | 'My Twilio account'): Locator =>
      window.getByRole('radio', { name }),
    inUse: (name: string): Locator => window.getByRole('radio', { name: `${name} In use` }),
    field,
    address: field('Token address'),
    secret: field('Secret'),
    training: window.getByText('For training: an exchange of your own'),
    exchange: field('Practice exchange'),
    method: (method: 'POST' | 'GET'): Locator => window.getByRole('radio', { name: method, exact: true }),
    methods: window.getByRole('group', { name: 'Ask for it with' }),
    use: window.getByRole('button', { name: 'Use this line' }),
  }
}

export type SettingsPage = ReturnType<typeof settings>

export interface TeamForm {
  readonly url: string
  readonly secret?: string
  readonly method?: 'POST' | 'GET'
  /** The line an exchange prints. */
  readonly exchange?: string
}

/** Types what a team was given, and presses the button. */
export async function enterTeam(
  page: SettingsPage,
  { url, secret = '', method = 'POST', exchange }: TeamForm,
) {
  await page.open()
  await page.line('My team').check()
  await page.address.fill(url)
  await page.method(method).check()
  await page.secret.fill(secret)
  if (exchange !== undefined) {
    if (!(await page.exchange.isVisible())) await page.training.click()
    await page.exchange.fill(exchange)
  }
  await page.use.click()
}
