import type { Message } from './calls.ts'
import { t } from './translate.ts'

/** The message shown if Chromium's sandbox is off. */
export function sandboxOffMessage(): Message {
  return { title: t('sandbox.off.title'), hint: t('sandbox.off.hint') }
}
