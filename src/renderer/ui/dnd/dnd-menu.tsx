import { Check } from 'lucide-react'
import { useRef } from 'react'
import type { Quiet } from '../../../shared/ipc/contract.ts'
import { spanOf, untilWords, type QuietSpan } from '../../../shared/messages/do-not-disturb.ts'
import { Popover, PopoverEntry } from '../components/popover.tsx'
import { Segments } from '../components/segmented-control.tsx'
import { useDesk } from '../context/app-context.tsx'
import styles from './dnd-menu.module.css'
import { useQuiet } from './use-dnd.ts'

const SPANS: readonly { readonly span: QuietSpan; readonly label: string }[] = [
  { span: 'off', label: 'Off' },
  { span: 'hour', label: 'For an hour' },
  { span: 'tomorrow', label: 'Until tomorrow' },
  { span: 'turned-off', label: 'Until I turn it off' },
]

const MANNERS = [
  ['silent', 'Ringing'],
  ['busy', 'Busy'],
] as const

const MANNER_HINTS: Record<Quiet['manner'], string> = {
  silent: 'Callers hear it ring. Here nothing sounds and no notification is shown.',
  busy: 'Callers hear at once that you are busy.',
}

/** For how long, and what callers meet meanwhile. */
export function QuietMenu({ id, quiet }: { readonly id: string; readonly quiet: Quiet }) {
  const popover = useRef<HTMLElement>(null)
  return (
    <Popover ref={popover} id={id} title="Do not disturb" className={styles.below}>
      <QuietChoices quiet={quiet} onDone={() => popover.current?.hidePopover()} />
    </Popover>
  )
}

function QuietChoices({ quiet, onDone }: { readonly quiet: Quiet; readonly onDone: () => void }) {
  const { clock } = useDesk()
  const { problem, choose, setManner } = useQuiet(quiet)
  const current = spanOf(quiet.until)

  const pick = async (span: QuietSpan) => {
    if (await choose(span)) onDone()
  }

  return (
    <>
      {SPANS.map(({ span, label }) => (
        <PopoverEntry key={span} aria-pressed={span === current} onClick={() => void pick(span)}>
          <Check size={16} className={styles.tick} aria-hidden />
          <span>{label}</span>
          {span === current && (span === 'hour' || span === 'tomorrow') && (
            <span className={styles.until}>{untilWords(quiet.until, clock.now())}</span>
          )}
        </PopoverEntry>
      ))}
      <div className={styles.manner}>
        <Segments
          name="quiet-manner"
          legend="Callers hear"
          options={MANNERS}
          value={quiet.manner}
          onChange={(manner) => void setManner(manner)}
        />
        <p className={styles.hint}>{MANNER_HINTS[quiet.manner]} Calls you miss are listed in Recents.</p>
      </div>
      <output className={styles.problem}>{problem}</output>
    </>
  )
}
