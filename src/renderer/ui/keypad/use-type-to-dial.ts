import { useEffect, useEffectEvent, type RefObject } from 'react'
import { isEditable } from '../lib/is-editable.ts'
import { isDigit } from '../digit-pad/digits.ts'

/** Digits typed while nothing in particular has the focus go into the number field, as long as it can be seen. */
export function useTypeToDial(field: RefObject<HTMLInputElement | null>, add: (digit: string) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isEditable(event.target)) return
    if (!isDigit(event.key) && event.key !== '+') return
    if (!field.current || field.current.offsetParent === null) return
    event.preventDefault()
    add(event.key)
    field.current.focus()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}
