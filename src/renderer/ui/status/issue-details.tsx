import { useState } from 'react'
import type { Remedy, StatusBanner } from '../../../shared/messages/reachability.ts'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { useApp } from '../context/app-context.tsx'
import styles from './issue-details.module.css'

interface IssueDetailsProps {
  readonly status: Pick<StatusBanner, 'hint' | 'remedy'>
  readonly onOpenSettings: () => void
  readonly onTestRing: () => void
}

/** What the trouble means, and the one thing to do about it. */
export function IssueDetails({ status: { hint, remedy }, ...handlers }: IssueDetailsProps) {
  const { problem, busy, go } = useRemedy(handlers)
  return (
    <div className={styles.issue}>
      <output className={styles.text}>{problem ?? hint}</output>
      {remedy !== null && (
        <Button aria-disabled={busy} onClick={() => void go(remedy)}>
          {t(`reachability.remedy.${remedy}`)}
        </Button>
      )}
    </div>
  )
}

function useRemedy({ onOpenSettings, onTestRing }: Pick<IssueDetailsProps, 'onOpenSettings' | 'onTestRing'>) {
  const { api } = useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function attempt(work: () => Promise<string | null>, failed: string): Promise<void> {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      setProblem(await work())
    } catch {
      setProblem(failed)
    } finally {
      setBusy(false)
    }
  }

  async function go(remedy: Remedy): Promise<void> {
    switch (remedy) {
      case 'settings':
        return onOpenSettings()
      case 'run-self-test':
        return onTestRing()
      case 'try-again':
        return attempt(async () => {
          const done = await api.reconnect()
          return done.ok ? null : done.problem
        }, t('common.not-responding'))
      case 'allow-microphone':
        return attempt(async () => {
          await api.requestMicrophone()
          return null
        }, t('reachability.microphone-still-denied'))
    }
  }

  return { problem, busy, go }
}
