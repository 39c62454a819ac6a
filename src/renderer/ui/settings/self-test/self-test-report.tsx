import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleX, type LucideIcon } from 'lucide-react'
import type { RingReport, RingStep } from '../../../../shared/ipc/contract.ts'
import { nextRingStep } from '../../../../shared/domain/alert-self-test.ts'
import { timeOfDay } from '../../lib/date-text.ts'
import sectionStyles from '../section.module.css'
import styles from './self-test-report.module.css'

const STEPS: Record<RingStep['step'], string> = {
  line: 'Line',
  invite: 'Call',
  notification: 'Notification',
  buttons: 'Accept and Reject',
  sound: 'Sound',
  popup: 'Call window',
  microphone: 'Microphone',
}

const OUTCOMES: Record<RingStep['outcome'], { readonly words: string; readonly icon: LucideIcon }> = {
  good: { words: 'Works', icon: CircleCheck },
  weak: { words: 'Could be better', icon: CircleAlert },
  bad: { words: 'Does not work', icon: CircleX },
  skipped: { words: 'Not tried', icon: CircleMinus },
}

/** A shorter time is reported as "at once", in milliseconds. */
const NOTICEABLE_MS = 1_000

interface RingReportCardProps {
  readonly report: RingReport
  /** The test goes on: what is tried now is said too. */
  readonly underWay: boolean
}

/** What came of the test, step by step; the worst said first. */
export function RingReportCard({ report, underWay }: RingReportCardProps) {
  const trying = underWay ? nextRingStep(report.steps) : null
  return (
    <div className={sectionStyles.card}>
      <div className={styles.head}>
        <h3 className={styles.verdict}>{underWay ? 'Testing…' : verdict(report.steps)}</h3>
        <p className={styles.when}>
          {report.desktop !== '' && `${underWay ? 'On' : 'Tested on'} ${report.desktop} `}
          at <time dateTime={new Date(report.at).toISOString()}>{timeOfDay(report.at)}</time>
        </p>
      </div>
      <ol>
        {report.steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
        {trying !== null && <Trying step={trying} />}
      </ol>
    </div>
  )
}

function Step({ step: { step, outcome, words, milliseconds } }: { readonly step: RingStep }) {
  const { words: result, icon: Icon } = OUTCOMES[outcome]
  return (
    <li className={styles.step} data-outcome={outcome}>
      <Icon size={18} strokeWidth={2} aria-hidden />
      <div className={styles.words}>
        <p>
          <strong className={styles.name}>{STEPS[step]}:</strong>{' '}
          <span className={styles.result}>{result}</span>
          {milliseconds !== null && milliseconds >= NOTICEABLE_MS && (
            <span className={styles.time}> after {seconds(milliseconds)}</span>
          )}
        </p>
        {words !== '' && <p className={styles.about}>{words}</p>}
      </div>
    </li>
  )
}

function Trying({ step }: { readonly step: RingStep['step'] }) {
  return (
    <li className={styles.step} data-outcome="trying">
      <CircleDashed size={18} strokeWidth={2} aria-hidden />
      <p className={styles.words}>
        <strong className={styles.name}>{STEPS[step]}:</strong>{' '}
        <span className={styles.about}>trying now</span>
      </p>
    </li>
  )
}

function verdict(steps: readonly RingStep[]): string {
  if (steps.some(({ outcome }) => outcome === 'bad')) return 'You could miss a call'
  if (steps.some(({ outcome }) => outcome === 'weak'))
    return 'You would notice a call, but it could be easier'
  return 'A call would reach you'
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
