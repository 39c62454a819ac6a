import { useEffect, useEffectEvent, useState } from 'react'
import { isDigit } from '../../digit-pad/digits.ts'
import type { ActiveCall } from '../active-call.ts'
import { useApp } from '../../context/app-context.tsx'
import { isEditable } from '../../lib/is-editable.ts'

/** The keypad of a call: whether it is open, and the digits sent with it. */
export interface CallDigits {
  readonly keypadOpen: boolean
  /** The digits sent during this call, oldest first. */
  readonly sent: string
  readonly toggleKeypad: () => void
  readonly send: (digits: string) => void
}

/**
 * Sends digits to the call: those pressed on its keypad, and those typed anywhere outside a field, on every page.
 * Typing opens the keypad, so that the digits are visible.
 */
export function useCallDigits(call: ActiveCall | undefined): CallDigits {
  const { phone } = useApp()
  const id = call?.id ?? null
  const [keypad, setKeypad] = useState({ id, keypadOpen: false, sent: '' })
  if (keypad.id !== id) setKeypad({ id, keypadOpen: false, sent: '' })
  const isConnected = call?.state === 'connected' || call?.state === 'reconnecting'

  const send = (digits: string) => {
    if (!call || !isConnected) return
    setKeypad((current) => ({ ...current, keypadOpen: true, sent: `${current.sent}${digits}` }))
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
    keypadOpen: keypad.keypadOpen && isConnected,
    sent: keypad.sent,
    toggleKeypad: () => setKeypad((current) => ({ ...current, keypadOpen: !current.keypadOpen })),
    send,
  }
}
