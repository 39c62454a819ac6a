import { useState } from 'react'
import type { ActionResult } from '../../../shared/ipc/contract.ts'
import { t } from '../../../shared/messages/translate.ts'

/** Asks main for something, and keeps in words why it was not done. */
export function useRequest() {
  const [problem, setProblem] = useState<string | null>(null)
  const send = async (request: Promise<ActionResult>): Promise<void> => {
    setProblem(null)
    try {
      const done = await request
      if (!done.ok) setProblem(done.problem)
    } catch {
      setProblem(t('common.not-responding'))
    }
  }
  return { problem, send }
}
