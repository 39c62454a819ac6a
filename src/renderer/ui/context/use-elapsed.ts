import { useEffect, useState } from 'react'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { useApp } from './app-context.tsx'

/** Milliseconds since `from`, kept current about once a second while somebody can see it. Never below zero. */
export function useElapsed(from: Timestamp): number {
  const { clock } = useApp()
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => clock.everySecond(() => setNow(clock.now())), [clock])
  return Math.max(0, now - from)
}

/** The time, kept current about once a second while `ticking` and somebody can see it. */
export function useNow(ticking: boolean): Timestamp {
  const { clock } = useApp()
  const [, setTick] = useState(0)
  useEffect(() => (ticking ? clock.everySecond(() => setTick(clock.now())) : undefined), [clock, ticking])
  return clock.now()
}
