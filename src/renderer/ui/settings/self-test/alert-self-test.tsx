import { BellRing } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { SelfTestReport } from '../../../../shared/ipc/contract.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { useApp, useAppState } from '../../context/app-context.tsx'
import { SelfTestReportCard } from './self-test-report.tsx'
import styles from '../section.module.css'

const BUTTON = 'test-my-ring'

/** Brings the page to "Test my ring", with its button in hand. */
export function focusAlertSelfTest(): void {
  // Once the page is there.
  requestAnimationFrame(() => {
    const button = document.getElementById(BUTTON)
    button?.scrollIntoView({ block: 'start' })
    button?.focus({ preventScroll: true })
  })
}

type Test =
  | { readonly state: 'none' | 'running' }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'finished'; readonly report: SelfTestReport }

/** Rings this computer end to end, and says of each step what came of it. */
export function AlertSelfTest() {
  const { api } = useApp()
  const [test, setTest] = useState<Test>({ state: 'none' })
  const title = useRef<HTMLHeadingElement>(null)
  const isRunning = useAppState()?.selfTest ?? null
  const running = test.state === 'running'

  // The ringing takes room from the page: what comes of it is what the person waits for.
  useEffect(() => {
    if (test.state === 'running' || test.state === 'finished')
      title.current?.scrollIntoView({ block: 'start' })
  }, [test])

  const run = async () => {
    setTest({ state: 'running' })
    try {
      const report = await api.runSelfTest()
      setTest(
        report.steps.length > 0
          ? { state: 'finished', report }
          : { state: 'failed', problem: t('self-test.failed') },
      )
    } catch {
      setTest({ state: 'failed', problem: t('common.not-responding') })
    }
  }

  return (
    <section className={styles.section} aria-labelledby={`${BUTTON}-title`}>
      <h2 ref={title} id={`${BUTTON}-title`} className={styles.title}>
        {t('self-test.title')}
      </h2>
      <p className={styles.about}>{t('self-test.about')}</p>
      <Button
        id={BUTTON}
        size="main"
        aria-disabled={running}
        onClick={() => {
          if (!running) void run()
        }}
      >
        <BellRing size={18} strokeWidth={1.75} aria-hidden />
        {running
          ? t('self-test.running')
          : t(test.state === 'finished' ? 'self-test.again' : 'self-test.now')}
      </Button>
      <output>
        {running && <p className={styles.about}>{t('self-test.running.hint')}</p>}
        {test.state === 'failed' && <p className={styles.problem}>{test.problem}</p>}
        {running && isRunning && <SelfTestReportCard report={isRunning} isRunning />}
        {test.state === 'finished' && <SelfTestReportCard report={test.report} isRunning={false} />}
      </output>
    </section>
  )
}
