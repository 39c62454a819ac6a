import type { PhoneLink, LinkHandler } from '../ipc/phone-links.ts'
import type { Message } from './calls.ts'

const REFUSED: Record<Extract<PhoneLink, { kind: 'refused' }>['reason'], string> = {
  'not-a-phone-link': 'That was not a phone link, so nothing was filled in.',
  'too-long': 'That link is too long for a phone number, so nothing was filled in.',
  malformed: 'That link is not written correctly, so nothing was filled in.',
  empty: 'There is no number in that link.',
}

/** What is said of a link that was just opened. */
export function phoneLinkMessage(link: PhoneLink): Message {
  if (link.kind === 'refused') return { title: REFUSED[link.reason], hint: null }
  return { title: 'From a link.', hint: 'Nothing is dialled until you press Call.' }
}

const DECIDES = {
  linux: 'Your desktop decides, in its settings for default applications.',
  windows: 'Windows decides, in Settings, Apps, Default apps.',
  macos: 'macOS may ask you once.',
} as const

/** Whether phone links open here, and who decides about it. */
export function linkHandlerMessage({ opens, change, platform }: LinkHandler): string {
  if (change === 'nothing')
    return 'Only an installed Offhook can open phone links. This one is not installed. On Linux install the .deb or .rpm package.'
  switch (opens) {
    case 'unknown':
      return 'Checking…'
    case 'all':
      if (change === 'in-system')
        return 'Offhook opens phone links. A clicked link fills the keypad. It never dials by itself. To change this, choose another program in Windows Settings, Apps, Default apps.'
      return change === 'here'
        ? 'A clicked link fills the keypad. It never dials by itself.'
        : 'A clicked link fills the keypad. It never dials by itself. To turn this off, choose another program in your desktop’s settings for default applications.'
    case 'some':
      return `Some kinds of phone links open here, others in another program. ${DECIDES[platform]}`
    case 'none':
      return `Off. Phone links open in another program. ${DECIDES[platform]}`
  }
}

/** Why turning it on or off had no effect. */
export function linkHandlerFailedMessage(platform: LinkHandler['platform']): string {
  return `This computer did not take the change. ${DECIDES[platform]}`
}
