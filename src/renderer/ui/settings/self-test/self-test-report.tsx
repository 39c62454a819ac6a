import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleX, type LucideIcon } from 'lucide-react'
import type { SelfTestReport, SelfTestStep } from '../../../../shared/ipc/contract.ts'
import { nextSelfTestStep } from '../../../../shared/domain/alert-self-test.ts'
import { messageParts, t } from '../../../../shared/messages/translate.ts'
import { MessageParts } from '../../lib/message-parts.tsx'
import { timeOfDay } from '../../lib/date-text.ts'
import sectionStyles from '../section.module.css'
import styles from './self-test-report.module.css'

const ICONS: Record<SelfTestStep['outcome'], LucideIcon> = {
  passed: CircleCheck,
  warning: CircleAlert,
  failed: CircleX,
  skipped: CircleMinus,
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
        <h3 className={styles.summary}>{isRunning ? t('self-test.testing') : summaryText(report.steps)}</h3>
        <p className={styles.testedAt}>
          <TestedAt report={report} isRunning={isRunning} />
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

/** The desktop and the time of the test. */
function TestedAt({ report: { desktop, at }, isRunning }: SelfTestReportCardProps) {
  const time = <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
  if (desktop === '') return <MessageParts parts={messageParts('self-test.at', { time })} />
  const key = isRunning ? 'self-test.at-on' : 'self-test.tested-on'
  return <MessageParts parts={messageParts(key, { desktop, time })} />
}

function stepName(step: SelfTestStep['step']): string {
  return t('self-test.step-name', { step: t(`self-test.step.${step}`) })
}

function Step({ step: { step, outcome, message, milliseconds } }: { readonly step: SelfTestStep }) {
  const Icon = ICONS[outcome]
  return (
    <li className={styles.step} data-outcome={outcome}>
      <Icon size={18} strokeWidth={2} aria-hidden />
      <div className={styles.text}>
        <p>
          <strong className={styles.name}>{stepName(step)}</strong>{' '}
          <span className={styles.result}>{t(`self-test.outcome.${outcome}`)}</span>
          {milliseconds !== null && milliseconds >= NOTICEABLE_MS && (
            <span className={styles.time}>
              {' '}
              {t('self-test.after', { seconds: (milliseconds / 1_000).toFixed(1) })}
            </span>
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
        <strong className={styles.name}>{stepName(step)}</strong>{' '}
        <span className={styles.about}>{t('self-test.trying')}</span>
      </p>
    </li>
  )
}

function summaryText(steps: readonly SelfTestStep[]): string {
  if (steps.some(({ outcome }) => outcome === 'failed')) return t('self-test.summary.failed')
  if (steps.some(({ outcome }) => outcome === 'warning')) return t('self-test.summary.warning')
  return t('self-test.summary.passed')
}
