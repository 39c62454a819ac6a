import { useState } from 'react'
import { REMEDY_LABELS, type Remedy, type Standing } from '../../../shared/messages/reachability.ts'
import { Button } from '../components/button.tsx'
import { useDesk } from '../context/app-context.tsx'
import styles from './issue-details.module.css'

interface LineTroubleProps {
  readonly told: Pick<Standing, 'hint' | 'remedy'>
  readonly onOpenSettings: () => void
  readonly onTestRing: () => void
}

/** What the trouble means, and the one thing to do about it. */
export function LineTrouble({ told: { hint, remedy }, ...ways }: LineTroubleProps) {
  const { problem, busy, go } = useRemedy(ways)
  return (
    <div className={styles.trouble}>
      <output className={styles.words}>{problem ?? hint}</output>
      {remedy !== null && (
        <Button aria-disabled={busy} onClick={() => void go(remedy)}>
          {REMEDY_LABELS[remedy]}
        </Button>
      )}
    </div>
  )
}

function useRemedy({ onOpenSettings, onTestRing }: Pick<LineTroubleProps, 'onOpenSettings' | 'onTestRing'>) {
  const { host } = useDesk()
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
      case 'test-ring':
        return onTestRing()
      case 'try-again':
        return attempt(async () => {
          const done = await host.tryAgain()
          return done.ok ? null : done.problem
        }, 'Offhook did not answer. Try again in a moment.')
      case 'allow-microphone':
        return attempt(async () => {
          await host.allowMicrophone()
          return null
        }, 'It is still not allowed. Allow it for Offhook in your system settings.')
    }
  }

  return { problem, busy, go }
}
