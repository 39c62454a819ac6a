import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleX, type LucideIcon } from 'lucide-react'
import type { SelfTestReport, SelfTestStep } from '../../../../shared/ipc/contract.ts'
import { nextSelfTestStep } from '../../../../shared/domain/alert-self-test.ts'
import { timeOfDay } from '../../lib/date-text.ts'
import sectionStyles from '../section.module.css'
import styles from './self-test-report.module.css'

const STEPS: Record<SelfTestStep['step'], string> = {
  registration: 'Line',
  invite: 'Call',
  notification: 'Notification',
  buttons: 'Accept and Reject',
  sound: 'Sound',
  'call-window': 'Call window',
  microphone: 'Microphone',
}

const OUTCOMES: Record<SelfTestStep['outcome'], { readonly label: string; readonly icon: LucideIcon }> = {
  passed: { label: 'Works', icon: CircleCheck },
  warning: { label: 'Could be better', icon: CircleAlert },
  failed: { label: 'Does not work', icon: CircleX },
  skipped: { label: 'Not tried', icon: CircleMinus },
}

/** A shorter time is reported as "at once", in milliseconds. */
const NOTICEABLE_MS = 1_000

interface SelfTestReportCardProps {
  readonly report: SelfTestReport
  /** The test goes on: what is tried now is said too. */
  readonly isRunning: boolean
}

/** What came of the test, step by step; the worst said first. */
export function SelfTestReportCard({ report, isRunning }: SelfTestReportCardProps) {
  const currentStep = isRunning ? nextSelfTestStep(report.steps) : null
  return (
    <div className={sectionStyles.card}>
      <div className={styles.head}>
        <h3 className={styles.summary}>{isRunning ? 'Testing…' : summaryText(report.steps)}</h3>
        <p className={styles.testedAt}>
          {report.desktop !== '' && `${isRunning ? 'On' : 'Tested on'} ${report.desktop} `}
          at <time dateTime={new Date(report.at).toISOString()}>{timeOfDay(report.at)}</time>
        </p>
      </div>
      <ol>
        {report.steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
        {currentStep !== null && <CurrentStep step={currentStep} />}
      </ol>
    </div>
  )
}

function Step({ step: { step, outcome, message, milliseconds } }: { readonly step: SelfTestStep }) {
  const { label: result, icon: Icon } = OUTCOMES[outcome]
  return (
    <li className={styles.step} data-outcome={outcome}>
      <Icon size={18} strokeWidth={2} aria-hidden />
      <div className={styles.text}>
        <p>
          <strong className={styles.name}>{STEPS[step]}:</strong>{' '}
          <span className={styles.result}>{result}</span>
          {milliseconds !== null && milliseconds >= NOTICEABLE_MS && (
            <span className={styles.time}> after {seconds(milliseconds)}</span>
          )}
        </p>
        {message !== '' && <p className={styles.about}>{message}</p>}
      </div>
    </li>
  )
}

function CurrentStep({ step }: { readonly step: SelfTestStep['step'] }) {
  return (
    <li className={styles.step} data-outcome="current">
      <CircleDashed size={18} strokeWidth={2} aria-hidden />
      <p className={styles.text}>
        <strong className={styles.name}>{STEPS[step]}:</strong>{' '}
        <span className={styles.about}>trying now</span>
      </p>
    </li>
  )
}

function summaryText(steps: readonly SelfTestStep[]): string {
  if (steps.some(({ outcome }) => outcome === 'failed')) return 'You could miss a call'
  if (steps.some(({ outcome }) => outcome === 'warning'))
    return 'You would notice a call, but it could be easier'
  return 'A call would reach you'
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
