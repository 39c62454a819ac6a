import { FlaskConical, List } from 'lucide-react'
import { useId, useState } from 'react'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { useApp, usePhone } from '../../context/app-context.tsx'
import { PracticeNumbers, type PracticeNumber } from './practice-numbers.tsx'
import styles from './practice-banner.module.css'

interface PracticeBannerProps {
  readonly numbers: readonly PracticeNumber[]
  readonly onPick: (number: string) => void
}

/** Says that this is practice, and offers something to practise with. */
export function PracticeBanner({ numbers, onPick }: PracticeBannerProps) {
  const { api } = useApp()
  const { registration } = usePhone()
  const list = useId()
  const [isRequesting, setIsRequesting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const callMe = async () => {
    setIsRequesting(true)
    setProblem(null)
    try {
      const done = await api.requestPracticeCall()
      if (!done.ok) setProblem(done.problem)
    } catch {
      setProblem(t('common.not-responding'))
    } finally {
      setIsRequesting(false)
    }
  }

  return (
    <section className={styles.banner} aria-label={t('practice.title')}>
      <FlaskConical size={18} strokeWidth={1.75} aria-hidden />
      <p className={styles.text}>
        <strong>{t('practice.title-sentence')}</strong> {t('practice.stays-here')}
      </p>
      <Button
        aria-disabled={isRequesting || registration.state !== 'registered'}
        onClick={() => !isRequesting && void callMe()}
      >
        {t('practice.call-me')}
      </Button>
      {numbers.length > 0 && (
        <Button icon aria-label={t('practice.numbers')} title={t('practice.numbers')} popoverTarget={list}>
          <List size={18} aria-hidden />
        </Button>
      )}
      <output className={styles.problem}>{problem}</output>
      <PracticeNumbers id={list} numbers={numbers} onPick={onPick} />
    </section>
  )
}
