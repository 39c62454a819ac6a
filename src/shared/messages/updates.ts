import type { Updates } from '../ipc/updates.ts'
import type { Message } from './calls.ts'
import { t } from './translate.ts'

/** The state of the updates. `when` formats a time. */
export function updateMessage({ state }: Updates, when: (at: number) => string): Message {
  switch (state.status) {
    case 'off':
      return { title: t('update.off.title'), hint: t(`update.off.${state.why}`) }
    case 'current':
      if (state.checkedAt === null) {
        return {
          title: t('update.never-checked.title'),
          hint: t('update.never-checked.hint'),
        }
      }
      return {
        title: t('update.current.title'),
        hint: state.skipped
          ? t(`update.skipped.${state.skipped.why}`, { version: state.skipped.version })
          : t('update.checked-at', { time: when(state.checkedAt) }),
      }
    case 'checking':
      return { title: t('update.checking'), hint: null }
    case 'waiting':
      return { title: t('update.available', { version: state.version }), hint: t('update.waiting.hint') }
    case 'downloading':
      return {
        title: t('update.downloading.title', { version: state.version }),
        hint: t('update.downloading.hint', { percent: state.percent }),
      }
    case 'ready':
      return state.install === 'restart'
        ? {
            title: t('update.ready', { version: state.version }),
            hint: t('update.ready.hint'),
          }
        : {
            title: t('update.available', { version: state.version }),
            hint: t('update.install-yourself'),
          }
    case 'refused':
      return {
        title: state.version === null ? t('update.none') : t('update.refused', { version: state.version }),
        hint: t(`update.refused.${state.why}`),
      }
  }
}

/** Why a request about updates was not carried out. */
export function updateErrorMessage(code: 'off' | 'managed' | 'nothing-ready' | 'in-call'): string {
  return t(`update.error.${code}`)
}
