import { FlaskConical, List } from 'lucide-react'
import { useId, useState } from 'react'
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
      setProblem('Offhook did not answer. Try again in a moment.')
    } finally {
      setIsRequesting(false)
    }
  }

  return (
    <section className={styles.banner} aria-label="Practice line">
      <FlaskConical size={18} strokeWidth={1.75} aria-hidden />
      <p className={styles.text}>
        <strong>Practice line.</strong> Calls stay on this computer.
      </p>
      <Button
        aria-disabled={isRequesting || registration.state !== 'registered'}
        onClick={() => !isRequesting && void callMe()}
      >
        Call me
      </Button>
      {numbers.length > 0 && (
        <Button icon aria-label="Numbers to try" title="Numbers to try" popoverTarget={list}>
          <List size={18} aria-hidden />
        </Button>
      )}
      <output className={styles.problem}>{problem}</output>
      <PracticeNumbers id={list} numbers={numbers} onPick={onPick} />
    </section>
  )
}
