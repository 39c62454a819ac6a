import { Moon } from 'lucide-react'
import { quietWords, saysQuiet } from '../../../shared/messages/do-not-disturb.ts'
import { standing } from '../../../shared/messages/reachability.ts'
import type { Quiet } from '../../../shared/ipc/contract.ts'
import { Button } from '../components/button.tsx'
import { Strip } from '../components/banner.tsx'
import { useDesk, useFacts, usePhone } from '../context/app-context.tsx'
import { useQuiet } from './use-dnd.ts'

/** Shows on every page that do not disturb is on, while the status line shows something more urgent. */
export function QuietStrip() {
  const { line } = usePhone()
  const { clock } = useDesk()
  const facts = useFacts()
  const quiet = facts?.quiet
  // Shown once: the status line shows it unless it has something more urgent.
  const isSaid = facts && saysQuiet(standing(line, facts.reach, clock.now()), facts.quiet)
  // The region is always there, so that a screen reader hears what comes into it.
  return <div aria-live="polite">{quiet && !isSaid && <Hush quiet={quiet} />}</div>
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
