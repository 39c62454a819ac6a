import type { LinkOpening } from '../../../../src/shared/ipc/contract.ts'
import { readLink } from '../../../../src/shared/domain/dial/phone-link.ts'
import { ready, type GalleryTestbed } from '../testbed.ts'
import type { UserActions } from '../user-actions.ts'
import type { GalleryState, GalleryStates } from './visual-state.ts'

function clicked(raw: string, typed = ''): GalleryState {
  return {
    before: ready,
    async after({ host }, user) {
      if (typed !== '') await user.type('Number', typed)
      host.click(readLink(raw))
    },
  }
}

function opening(links: Partial<LinkOpening>): GalleryState {
  return {
    before(testbed) {
      ready(testbed)
      testbed.host.put({ links: { opens: 'none', change: 'here', platform: 'macos', ...links } })
    },
    after: showLinks,
  }
}

async function showLinks(_: GalleryTestbed, user: UserActions): Promise<void> {
  await user.press('Settings')
  document.querySelector('#phone-links-title')?.scrollIntoView({ block: 'start' })
}

/** A phone link was clicked somewhere; and whether Offhook is who opens them. */
export const linkStates: GalleryStates = {
  'link-over-typed': clicked('tel:+442079460018;ext=7', '2025550101'),
  'link-extension': clicked('tel:+442079460018;ext=7'),
  'link-emergency': clicked('tel:112'),
  'link-hostile': clicked('tel:%E2%80%AE<b>+1</b> --no-sandbox%0Aalert(1)'),
  'link-refused': clicked(`tel:${'9'.repeat(10_000)}`, '2025550101'),
  'links-off': opening({}),
  'sandbox-off': {
    before(testbed) {
      ready(testbed)
      testbed.host.put({ lacksSandbox: true })
    },
    async after(_, user) {
      await user.press('Settings')
      document.querySelector('#sandbox-title')?.scrollIntoView({ block: 'center' })
    },
  },
  'links-windows': opening({ change: 'in-system', platform: 'windows' }),
  'links-on': opening({ opens: 'all', change: 'on-here-off-in-system', platform: 'linux' }),
}
