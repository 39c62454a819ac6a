import { useCallback, useEffect, useRef } from 'react'
import { SETTLE_MS } from '../../../shared/domain/settle.ts'

/**
 * Returns a function that says whether `value` has been the same for half a second: a shortcut that was meant for one
 * call must not answer or end the next one.
 */
export function useSettled(value: string): () => boolean {
  const shown = useRef({ value, since: Infinity })
  useEffect(() => {
    shown.current = { value, since: performance.now() }
  }, [value])
  return useCallback(() => performance.now() - shown.current.since >= SETTLE_MS, [])
}
