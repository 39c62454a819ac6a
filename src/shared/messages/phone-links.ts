import type { LinkHandler, PhoneLink } from '../ipc/phone-links.ts'
import type { Message } from './calls.ts'
import { t } from './translate.ts'

/** The message about a link that was just opened. */
export function phoneLinkMessage(link: PhoneLink): Message {
  if (link.kind === 'refused') return { title: t(`link.refused.${link.reason}`), hint: null }
  return { title: t('link.filled.title'), hint: t('link.filled.hint') }
}

/** Whether phone links open here, and where to change it. */
export function linkHandlerMessage({ opens, change, platform }: LinkHandler): string {
  if (change === 'nothing') return t('link-handler.not-installed')
  switch (opens) {
    case 'unknown':
      return t('link-handler.checking')
    case 'all':
      if (change === 'in-system') return t('link-handler.on-in-system')
      return t(change === 'here' ? 'link-handler.on' : 'link-handler.on-elsewhere')
    case 'some':
    case 'none':
      return t(`link-handler.${opens}.${platform}`)
  }
}

/** Why turning it on or off had no effect. */
export function linkHandlerFailedMessage(platform: LinkHandler['platform']): string {
  return t(`link-handler.failed.${platform}`)
}
