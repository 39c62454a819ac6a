import type { LinkHandler } from '../../../../src/shared/ipc/contract.ts'
import { parsePhoneLink } from '../../../../src/shared/domain/dial/phone-link.ts'
import { registered, type GalleryTestbed } from '../testbed.ts'
import type { UserActions } from '../user-actions.ts'
import type { VisualState, VisualStates } from './visual-state.ts'

function clicked(raw: string, typed = ''): VisualState {
  return {
    before: registered,
    async after({ api }, user) {
      if (typed !== '') await user.type('Number', typed)
      api.clickLink(parsePhoneLink(raw))
    },
  }
}

function opening(links: Partial<LinkHandler>): VisualState {
  return {
    before(testbed) {
      registered(testbed)
      testbed.api.update({ linkHandler: { opens: 'none', change: 'here', platform: 'macos', ...links } })
    },
    after: showLinks,
  }
}

async function showLinks(_: GalleryTestbed, user: UserActions): Promise<void> {
  await user.press('Settings')
  document.querySelector('#phone-links-title')?.scrollIntoView({ block: 'start' })
}

/** A phone link was clicked somewhere; and whether Offhook is who opens them. */
export const linkStates: VisualStates = {
  'link-over-typed': clicked('tel:+442079460018;ext=7', '2025550101'),
  'link-extension': clicked('tel:+442079460018;ext=7'),
  'link-emergency': clicked('tel:112'),
  'link-hostile': clicked('tel:%E2%80%AE<b>+1</b> --no-sandbox%0Aalert(1)'),
  'link-rejected': clicked(`tel:${'9'.repeat(10_000)}`, '2025550101'),
  'links-off': opening({}),
  'sandbox-off': {
    before(testbed) {
      registered(testbed)
      testbed.api.update({ lacksSandbox: true })
    },
    async after(_, user) {
      await user.press('Settings')
      document.querySelector('#sandbox-title')?.scrollIntoView({ block: 'center' })
    },
  },
  'links-windows': opening({ change: 'in-system', platform: 'windows' }),
  'links-on': opening({ opens: 'all', change: 'on-here-off-in-system', platform: 'linux' }),
}
