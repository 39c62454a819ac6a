import { useEffect, useState } from 'react'
import type { Timestamp } from '../../../shared/phone.ts'
import { useDesk } from './desk.tsx'

/** Milliseconds since `from`, kept current about once a second while somebody can see it. Never below zero. */
export function useElapsed(from: Timestamp): number {
  const { clock } = useDesk()
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => clock.everySecond(() => setNow(clock.now())), [clock])
  return Math.max(0, now - from)
}
