import { useState } from 'react'
import { ringingCalls, type Phone } from '../../../shared/domain/phone.ts'
import { activeCall } from './active-call.ts'

/** `none`: no call. `full`: the calls have the room of the pages. `folded`: they stand above the page in use. */
export type StageMode = 'none' | 'full' | 'folded'

interface StageControl {
  readonly mode: StageMode
  readonly fold: () => void
  readonly unfold: () => void
}

/**
 * How much room the calls take. A new call takes all of it, except while somebody is in the middle of typing:
 * then it rings above the page, so that neither the text nor the focus is taken away. So does the call of a test of
 * the ring, whose report is on the page.
 */
export function useStage(phone: Phone, testing: boolean): StageControl {
  const active = activeCall(phone)
  const subject = active?.id ?? (ringingCalls(phone).length > 0 ? 'ringing' : null)
  const [shown, setShown] = useState<{ subject: string | null; folded: boolean }>({
    subject: null,
    folded: false,
  })
  if (shown.subject !== subject)
    setShown({ subject, folded: subject === 'ringing' && (testing || isTyping()) })

  const folded = (value: boolean) => setShown({ subject, folded: value })
  return {
    mode: subject === null ? 'none' : shown.folded ? 'folded' : 'full',
    fold: () => folded(true),
    unfold: () => folded(false),
  }
}

/** Whether the focus is in a text field that has something in it. */
function isTyping(): boolean {
  const field = document.activeElement
  return field instanceof HTMLInputElement && field.type !== 'radio' && field.value !== ''
}
