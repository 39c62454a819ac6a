import { useState } from 'react'
import { ringingCalls, type Phone } from '../../../shared/domain/phone.ts'
import { activeCall } from './active-call.ts'

/** `none`: no call. `full`: the calls have the room of the pages. `collapsed`: they stand above the page in use. */
export type CallPanelMode = 'none' | 'full' | 'collapsed'

interface CallPanelControl {
  readonly mode: CallPanelMode
  readonly collapse: () => void
  readonly expand: () => void
}

/**
 * How much room the calls take. A new call takes all of it, except while somebody is in the middle of typing:
 * then it rings above the page, so that neither the text nor the focus is taken away. So does the call of a test of
 * the ring, whose report is on the page.
 */
export function useCallPanel(phone: Phone, testing: boolean): CallPanelControl {
  const active = activeCall(phone)
  const subject = active?.id ?? (ringingCalls(phone).length > 0 ? 'ringing' : null)
  const [shown, setShown] = useState<{ subject: string | null; collapsed: boolean }>({
    subject: null,
    collapsed: false,
  })
  if (shown.subject !== subject)
    setShown({ subject, collapsed: subject === 'ringing' && (testing || isTyping()) })

  const collapsed = (value: boolean) => setShown({ subject, collapsed: value })
  return {
    mode: subject === null ? 'none' : shown.collapsed ? 'collapsed' : 'full',
    collapse: () => collapsed(true),
    expand: () => collapsed(false),
  }
}

/** Whether the focus is in a text field that has something in it. */
function isTyping(): boolean {
  const field = document.activeElement
  return field instanceof HTMLInputElement && field.type !== 'radio' && field.value !== ''
}
