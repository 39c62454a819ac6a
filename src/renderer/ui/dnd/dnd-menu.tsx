import { Check } from 'lucide-react'
import { useRef } from 'react'
import type { DoNotDisturb } from '../../../shared/ipc/contract.ts'
import { dndDurationOf, untilText, type DndDuration } from '../../../shared/messages/do-not-disturb.ts'
import { Popover, PopoverItem } from '../components/popover.tsx'
import { SegmentedControl } from '../components/segmented-control.tsx'
import { useApp } from '../context/app-context.tsx'
import styles from './dnd-menu.module.css'
import { useDnd } from './use-dnd.ts'

const SPANS: readonly { readonly span: DndDuration; readonly label: string }[] = [
  { span: 'off', label: 'Off' },
  { span: 'hour', label: 'For an hour' },
  { span: 'tomorrow', label: 'Until tomorrow' },
  { span: 'turned-off', label: 'Until I turn it off' },
]

const MODES = [
  ['silent', 'Ringing'],
  ['busy', 'Busy'],
] as const

const MODE_HINTS: Record<DoNotDisturb['mode'], string> = {
  silent: 'Callers hear it ring. Here nothing sounds and no notification is shown.',
  busy: 'Callers hear at once that you are busy.',
}

/** For how long, and what callers meet meanwhile. */
export function DndMenu({ id, dnd }: { readonly id: string; readonly dnd: DoNotDisturb }) {
  const popover = useRef<HTMLElement>(null)
  return (
    <Popover ref={popover} id={id} title="Do not disturb" className={styles.menu}>
      <DndChoices dnd={dnd} onDone={() => popover.current?.hidePopover()} />
    </Popover>
  )
}

function DndChoices({ dnd, onDone }: { readonly dnd: DoNotDisturb; readonly onDone: () => void }) {
  const { clock } = useApp()
  const { problem, choose, setMode } = useDnd(dnd)
  const current = dndDurationOf(dnd.until)

  const pick = async (span: DndDuration) => {
    if (await choose(span)) onDone()
  }

  return (
    <>
      {SPANS.map(({ span, label }) => (
        <PopoverItem key={span} aria-pressed={span === current} onClick={() => void pick(span)}>
          <Check size={16} className={styles.check} aria-hidden />
          <span>{label}</span>
          {span === current && (span === 'hour' || span === 'tomorrow') && (
            <span className={styles.until}>{untilText(dnd.until, clock.now())}</span>
          )}
        </PopoverItem>
      ))}
      <div className={styles.mode}>
        <SegmentedControl
          name="dnd-mode"
          legend="Callers hear"
          options={MODES}
          value={dnd.mode}
          onChange={(mode) => void setMode(mode)}
        />
        <p className={styles.hint}>{MODE_HINTS[dnd.mode]} Calls you miss are listed in Recents.</p>
      </div>
      <output className={styles.problem}>{problem}</output>
    </>
  )
}
