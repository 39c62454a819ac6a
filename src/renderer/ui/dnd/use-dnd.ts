import { useState } from 'react'
import type { Quiet } from '../../../shared/ipc/contract.ts'
import { quietUntil, type QuietSpan } from '../../../shared/messages/do-not-disturb.ts'
import { useDesk } from '../context/app-context.tsx'

interface QuietChoice {
  /** Why the last choice was not taken, or null. */
  readonly problem: string | null
  readonly choose: (span: QuietSpan) => Promise<boolean>
  readonly setManner: (manner: Quiet['manner']) => Promise<boolean>
}

/** How a person turns do-not-disturb on and off. Each answers whether it was done. */
export function useQuiet({ until, manner }: Quiet): QuietChoice {
  const { host, clock } = useDesk()
  const [problem, setProblem] = useState<string | null>(null)

  async function set(quiet: Omit<Quiet, 'system'>): Promise<boolean> {
    setProblem(null)
    try {
      const done = await host.setQuiet(quiet)
      if (!done.ok) setProblem(done.problem)
      return done.ok
    } catch {
      setProblem('Offhook did not answer. Try again in a moment.')
      return false
    }
  }

  return {
    problem,
    choose: (span) => set({ until: quietUntil(span, clock.now()), manner }),
    setManner: (next) => set({ until, manner: next }),
  }
}
