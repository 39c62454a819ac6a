import { Moon } from 'lucide-react'
import { quietWords } from '../../../shared/words-quiet.ts'
import type { Quiet } from '../../../shared/contract.ts'
import { Button } from '../kit/button.tsx'
import { Strip } from '../kit/strip.tsx'
import { useDesk, useFacts } from '../state/desk.tsx'
import { useQuiet } from './use-quiet.ts'

/** Says on every page that the person is not to be disturbed, and until when. */
export function QuietStrip() {
  const quiet = useFacts()?.quiet
  // The region is always there, so that a screen reader hears what comes into it.
  return <div aria-live="polite">{quiet && <Hush quiet={quiet} />}</div>
}

function Hush({ quiet }: { readonly quiet: Quiet }) {
  const { clock } = useDesk()
  const { problem, choose } = useQuiet(quiet)
  const words = quietWords(quiet, clock.now())
  if (!words) return null
  return (
    <Strip
      icon={Moon}
      accent
      words={
        <>
          <strong>{words.title}.</strong> {problem ?? words.hint}
        </>
      }
    >
      {quiet.until !== null && <Button onClick={() => void choose('off')}>Turn off</Button>}
    </Strip>
  )
}
