import type { Message } from './calls.ts'
import { t } from './translate.ts'

/** The warning in a call while the other side cannot hear the person. */
export function microphoneWarning(state: 'waiting' | 'denied' | 'missing' | 'busy'): Message {
  return { title: t(`microphone.${state}.title`), hint: t(`microphone.${state}.hint`) }
}
