import { Moon } from 'lucide-react'
import { dndMessage, showsDnd } from '../../../shared/messages/do-not-disturb.ts'
import { statusBanner } from '../../../shared/messages/reachability.ts'
import type { DoNotDisturb } from '../../../shared/ipc/contract.ts'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { Banner } from '../components/banner.tsx'
import { useApp, useAppState, usePhone } from '../context/app-context.tsx'
import { useDnd } from './use-dnd.ts'

/** Shows on every page that do not disturb is on, while the status line shows something more urgent. */
export function DndBanner() {
  const { registration } = usePhone()
  const { clock } = useApp()
  const appState = useAppState()
  const dnd = appState?.doNotDisturb
  // Shown once: the status line shows it unless it has something more urgent.
  const inHeader =
    appState &&
    showsDnd(statusBanner(registration, appState.reachability, clock.now()), appState.doNotDisturb)
  // The region is always there, so that a screen reader hears what comes into it.
  return <div aria-live="polite">{dnd && !inHeader && <ActiveDndBanner dnd={dnd} />}</div>
}

function ActiveDndBanner({ dnd }: { readonly dnd: DoNotDisturb }) {
  const { clock } = useApp()
  const { problem, choose } = useDnd(dnd)
  const message = dndMessage(dnd, clock.now())
  if (!message) return null
  return (
    <Banner
      icon={Moon}
      accent
      text={
        <>
          <strong>{message.title}.</strong> {problem ?? message.hint}
        </>
      }
    >
      {dnd.until !== null && <Button onClick={() => void choose('off')}>{t('dnd.turn-off')}</Button>}
    </Banner>
  )
}
