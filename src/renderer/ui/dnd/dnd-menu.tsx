import { Check } from 'lucide-react'
import { useRef } from 'react'
import type { DoNotDisturb } from '../../../shared/ipc/contract.ts'
import { dndDurationOf, untilText, type DndDuration } from '../../../shared/messages/do-not-disturb.ts'
import { t } from '../../../shared/messages/translate.ts'
import { Popover, PopoverItem } from '../components/popover.tsx'
import { SegmentedControl } from '../components/segmented-control.tsx'
import { useApp } from '../context/app-context.tsx'
import styles from './dnd-menu.module.css'
import { useDnd } from './use-dnd.ts'

const DURATIONS: readonly DndDuration[] = ['off', 'hour', 'tomorrow', 'turned-off']
const MODES: readonly DoNotDisturb['mode'][] = ['silent', 'busy']

/** For how long, and what callers meet meanwhile. */
export function DndMenu({ id, dnd }: { readonly id: string; readonly dnd: DoNotDisturb }) {
  const popover = useRef<HTMLElement>(null)
  return (
    <Popover ref={popover} id={id} title={t('dnd.title')} className={styles.menu}>
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
      {DURATIONS.map((span) => (
        <PopoverItem key={span} aria-pressed={span === current} onClick={() => void pick(span)}>
          <Check size={16} className={styles.check} aria-hidden />
          <span>{t(`dnd.duration.${span}`)}</span>
          {span === current && (span === 'hour' || span === 'tomorrow') && (
            <span className={styles.until}>{untilText(dnd.until, clock.now())}</span>
          )}
        </PopoverItem>
      ))}
      <div className={styles.mode}>
        <SegmentedControl
          name="dnd-mode"
          legend={t('dnd.callers-hear')}
          options={MODES.map((mode) => [mode, t(`dnd.mode.${mode}`)])}
          value={dnd.mode}
          onChange={(mode) => void setMode(mode)}
        />
        <p className={styles.hint}>{t(`dnd.mode-hint.${dnd.mode}`)}</p>
      </div>
      <output className={styles.problem}>{problem}</output>
    </>
  )
}
