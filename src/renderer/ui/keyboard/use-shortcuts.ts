import { useEffect, useEffectEvent } from 'react'
import { ringingCalls } from '../../../shared/domain/phone.ts'
import { focusNumber } from '../keypad/number-field.tsx'
import { activeCall } from '../calls/active-call.ts'
import { useApp, usePhone } from '../context/app-context.tsx'
import { actionFor, type ShortcutAction } from './shortcuts.ts'
import { useSettled } from '../press-guard/use-settled.ts'
import type { TabName } from '../shell/tabs.tsx'

/** Does what the shortcuts say, wherever the focus is. Where there is nothing to do it to, nothing happens. */
export function useShortcuts(open: (name: TabName) => void): void {
  const { phone } = useApp()
  const state = usePhone()

  // The topmost call if several ring.
  const ringing = ringingCalls(state)[0]
  const active = activeCall(state)
  const isRingingSteady = useSettled(`${ringing?.id} ${active?.id}`)
  const isActiveSteady = useSettled(`${active?.id}`)

  const perform = (action: ShortcutAction) => {
    switch (action) {
      case 'accept':
      case 'reject':
        return ringing && isRingingSteady() && phone.command({ type: action, id: ringing.id })
      case 'hang-up':
        return active && isActiveSteady() && phone.command({ type: 'hangup', id: active.id })
      case 'mute':
        return active && 'muted' in active && phone.mute(active.id, !active.muted)
      case 'number':
        open('keypad')
        return focusNumber()
      case 'keypad':
      case 'recents':
      case 'settings':
        return open(action)
    }
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = actionFor(event)
    if (action === null) return
    event.preventDefault()
    perform(action)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
