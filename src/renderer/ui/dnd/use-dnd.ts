import { useState } from 'react'
import type { DoNotDisturb } from '../../../shared/ipc/contract.ts'
import { dndUntil, type DndDuration } from '../../../shared/messages/do-not-disturb.ts'
import { t } from '../../../shared/messages/translate.ts'
import { useApp } from '../context/app-context.tsx'

interface DndActions {
  /** Why the last choice was not taken, or null. */
  readonly problem: string | null
  readonly choose: (span: DndDuration) => Promise<boolean>
  readonly setMode: (mode: DoNotDisturb['mode']) => Promise<boolean>
}

/** How a person turns do-not-disturb on and off. Each answers whether it was done. */
export function useDnd({ until, mode }: DoNotDisturb): DndActions {
  const { api, clock } = useApp()
  const [problem, setProblem] = useState<string | null>(null)

  async function set(dnd: Omit<DoNotDisturb, 'system'>): Promise<boolean> {
    setProblem(null)
    try {
      const done = await api.setDoNotDisturb(dnd)
      if (!done.ok) setProblem(done.problem)
      return done.ok
    } catch {
      setProblem(t('common.not-responding'))
      return false
    }
  }

  return {
    problem,
    choose: (span) => set({ until: dndUntil(span, clock.now()), mode }),
    setMode: (next) => set({ until, mode: next }),
  }
}
