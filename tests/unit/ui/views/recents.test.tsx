import { describe, expect, test } from 'vitest'
import { states } from '../../../support/visual-states/states/index.ts'
import { registered, type GalleryTestbed } from '../../../support/visual-states/testbed.ts'
import { openPage, renderWindow, screen, within } from '../../../support/views/render-window.tsx'

/** Some recent calls: one from Maria Santos that nobody has seen, one to alice, one from a withheld number. */
const withRecents = (testbed: GalleryTestbed): void => states.recents?.before?.(testbed)

const row = (name: RegExp): HTMLElement => {
  const found = screen.getAllByRole('listitem').find(({ textContent }) => name.test(textContent))
  if (!found) throw new Error(`There is no recent call ${name}.`)
  return found
}

describe('the recent calls', () => {
  test('are counted on their tab while they have not been seen', async () => {
    await renderWindow(withRecents)
    expect(screen.getByRole('tab', { name: /Recents.*2 missed/ })).toBeVisible()
  })

  test('show who called, how it ended and when', async () => {
    const rendered = await renderWindow(withRecents)
    await openPage(rendered, 'Recents')
    expect(row(/Maria Santos/)).toHaveTextContent(/\(202\) 555-0147.*Missed/)
    expect(row(/alice/)).toHaveTextContent(/Outgoing.*lasted 12:34/)
  })

  test('count as seen once they are shown, and stay marked as new meanwhile', async () => {
    const rendered = await renderWindow(withRecents)
    await openPage(rendered, 'Recents')
    expect(rendered.testbed.api.requests).toContain('mark-recents-seen')
    expect(within(row(/Maria Santos/)).getByText('New')).toBeVisible()
  })

  test('are called back with their button, not with a click on the row', async () => {
    const rendered = await renderWindow(withRecents)
    await openPage(rendered, 'Recents')
    await rendered.user.click(row(/Maria Santos/))
    expect(rendered.testbed.line.sent).toEqual([])
    await rendered.user.click(screen.getByRole('button', { name: 'Call Maria Santos' }))
    expect(rendered.testbed.line.sent).toMatchObject([{ type: 'dial', to: '+12025550147' }])
  })

  test('of a withheld number cannot be called back', async () => {
    const rendered = await renderWindow(withRecents)
    await openPage(rendered, 'Recents')
    expect(within(row(/Unknown caller/)).queryByRole('button')).toBeNull()
  })

  test('cannot be called back during a call, and the page says why', async () => {
    const rendered = await renderWindow((testbed) => {
      withRecents(testbed)
      testbed.phone.dial('alice')
      testbed.line.remoteAnswers('out-1')
    })
    await openPage(rendered, 'Recents')
    const again = screen.getByRole('button', { name: 'Call Maria Santos' })
    expect(again).toHaveAttribute('aria-disabled', 'true')
    expect(again).toHaveAccessibleDescription('You are in a call.')
  })

  test('are explained while there are none', async () => {
    const rendered = await renderWindow(registered)
    await openPage(rendered, 'Recents')
    expect(screen.getByRole('heading', { name: 'No calls yet' })).toBeVisible()
  })
})
