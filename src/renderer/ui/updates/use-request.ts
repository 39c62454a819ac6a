import { useState } from 'react'
import type { Done } from '../../../shared/ipc/contract.ts'

/** Asks main for something, and keeps in words why it was not done. */
export function useAsking() {
  const [problem, setProblem] = useState<string | null>(null)
  const ask = async (request: Promise<Done>): Promise<void> => {
    setProblem(null)
    try {
      const done = await request
      if (!done.ok) setProblem(done.problem)
    } catch {
      setProblem('Offhook did not answer. Try again in a moment.')
    }
  }
  return { problem, ask }
}
