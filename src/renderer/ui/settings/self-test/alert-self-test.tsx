import { BellRing } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { RingReport } from '../../../../shared/ipc/contract.ts'
import { Button } from '../../components/button.tsx'
import { useDesk, useFacts } from '../../context/app-context.tsx'
import { RingReportCard } from './self-test-report.tsx'
import styles from '../section.module.css'

const BUTTON = 'test-my-ring'

/** Brings the page to "Test my ring", with its button in hand. */
export function focusRingTest(): void {
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
  | { readonly state: 'over'; readonly report: RingReport }

/** Rings this computer end to end, and says of each step what came of it. */
export function RingTest() {
  const { host } = useDesk()
  const [test, setTest] = useState<Test>({ state: 'none' })
  const title = useRef<HTMLHeadingElement>(null)
  const underWay = useFacts()?.ringTest ?? null
  const running = test.state === 'running'

  // The ringing takes room from the page: what comes of it is what the person waits for.
  useEffect(() => {
    if (test.state === 'running' || test.state === 'over') title.current?.scrollIntoView({ block: 'start' })
  }, [test])

  const run = async () => {
    setTest({ state: 'running' })
    try {
      const report = await host.testRing()
      setTest(
        report.steps.length > 0
          ? { state: 'over', report }
          : { state: 'failed', problem: 'Nothing could be tried just now. Try again in a moment.' },
      )
    } catch {
      setTest({ state: 'failed', problem: 'Offhook did not answer. Try again in a moment.' })
    }
  }

  return (
    <section className={styles.section} aria-labelledby={`${BUTTON}-title`}>
      <h2 ref={title} id={`${BUTTON}-title`} className={styles.title}>
        Test my ring
      </h2>
      <p className={styles.about}>
        Rings this computer as a caller would, and says what to change if you could miss a call. It stops by
        itself.
      </p>
      <Button
        id={BUTTON}
        size="main"
        aria-disabled={running}
        onClick={() => {
          if (!running) void run()
        }}
      >
        <BellRing size={18} strokeWidth={1.75} aria-hidden />
        {running ? 'Ringing…' : test.state === 'over' ? 'Test again' : 'Test now'}
      </Button>
      <output>
        {running && <p className={styles.about}>Watch for the notification. You need not answer.</p>}
        {test.state === 'failed' && <p className={styles.problem}>{test.problem}</p>}
        {running && underWay && <RingReportCard report={underWay} underWay />}
        {test.state === 'over' && <RingReportCard report={test.report} underWay={false} />}
      </output>
    </section>
  )
}
