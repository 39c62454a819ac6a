import { useEffect, useEffectEvent, useState } from 'react'
import { isDigit } from '../../digit-pad/digits.ts'
import type { ActiveCall } from '../active-call.ts'
import { useDesk } from '../../context/app-context.tsx'
import { isEditable } from '../../lib/is-editable.ts'

/** The keypad of a call: whether it is open, and the digits sent with it. */
export interface CallDigits {
  readonly padOpen: boolean
  /** The digits sent during this call, oldest first. */
  readonly sent: string
  readonly togglePad: () => void
  readonly send: (digits: string) => void
}

/**
 * Sends digits to the call: those pressed on its keypad, and those typed anywhere outside a field, on every page.
 * Typing opens the keypad, so that the digits are visible.
 */
export function useCallDigits(call: ActiveCall | undefined): CallDigits {
  const { phone } = useDesk()
  const id = call?.id ?? null
  const [pad, setPad] = useState({ id, padOpen: false, sent: '' })
  if (pad.id !== id) setPad({ id, padOpen: false, sent: '' })
  const talking = call?.phase === 'open' || call?.phase === 'reconnecting'

  const send = (digits: string) => {
    if (!call || !talking) return
    setPad((known) => ({ ...known, padOpen: true, sent: `${known.sent}${digits}` }))
    phone.sendDigits(call.id, digits)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isEditable(event.target)) return
    if (isDigit(event.key)) send(event.key)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])

  return {
    padOpen: pad.padOpen && talking,
    sent: pad.sent,
    togglePad: () => setPad((known) => ({ ...known, padOpen: !known.padOpen })),
    send,
  }
}
