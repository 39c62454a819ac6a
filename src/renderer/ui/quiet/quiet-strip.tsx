import { Moon } from 'lucide-react'
import { quietWords } from '../../../shared/words-quiet.ts'
import type { Quiet } from '../../../shared/contract.ts'
import { Button } from '../kit/button.tsx'
import { useDesk, useFacts } from '../state/desk.tsx'
import styles from './quiet-strip.module.css'
import { useQuiet } from './use-quiet.ts'

/** Says on every page that the person is not to be disturbed, and until when. */
export function QuietStrip() {
  const quiet = useFacts()?.quiet
  // The region is always there, so that a screen reader hears what comes into it.
  return <div aria-live="polite">{quiet && <Strip quiet={quiet} />}</div>
}

function Strip({ quiet }: { readonly quiet: Quiet }) {
  const { clock } = useDesk()
  const { problem, choose } = useQuiet(quiet)
  const words = quietWords(quiet, clock.now())
  if (!words) return null
  return (
    <div className={styles.strip}>
      <Moon size={16} strokeWidth={1.75} aria-hidden />
      <p className={styles.words}>
        <strong>{words.title}.</strong> {problem ?? words.hint}
      </p>
      {quiet.until !== null && <Button onClick={() => void choose('off')}>Turn off</Button>}
    </div>
  )
}
