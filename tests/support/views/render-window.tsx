import { act, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { App } from '../../../src/renderer/ui/shell/app.tsx'
import { AppProvider } from '../../../src/renderer/ui/context/app-context.tsx'
import { createGalleryTestbed, registered, type GalleryTestbed } from '../visual-states/testbed.ts'

/** The views of the main window in a DOM without layout, with fakes for everything around them. */
export interface RenderedWindow {
  readonly testbed: GalleryTestbed
  readonly user: ReturnType<typeof userEvent.setup>
  /** Runs an event outside the window, for example on the line, and waits until the views have rendered it. */
  readonly trigger: (event: (testbed: GalleryTestbed) => void) => Promise<void>
}

/** Renders the window, registered as `maria` unless `before` does something else. */
export async function renderWindow(
  before: (testbed: GalleryTestbed) => void = registered,
): Promise<RenderedWindow> {
  const testbed = createGalleryTestbed()
  before(testbed)
  const user = userEvent.setup()
  await act(async () => {
    render(
      <AppProvider context={testbed}>
        <App />
      </AppProvider>,
    )
  })
  return {
    testbed,
    user,
    trigger: (event) =>
      act(async () => {
        event(testbed)
      }),
  }
}

/** The control with this role and name. Throws when there is none, or more than one. */
export const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
/** The texts that a screen reader announces at once. */
export const alerts = (): string[] =>
  screen.queryAllByRole('alert').flatMap(({ textContent }) => (textContent === '' ? [] : [textContent]))

/** Opens a page with its tab. */
export async function openPage(
  { user }: Pick<RenderedWindow, 'user'>,
  name: 'Recents' | 'Settings' | 'Keypad',
): Promise<void> {
  await user.click(screen.getByRole('tab', { name: new RegExp(`^${name}`) }))
}

export { screen, within }
