import { useEffect, useEffectEvent, useId, useState } from 'react'
import { isMissed } from '../../../shared/views.ts'
import { EndedBeside } from '../calls/ended-beside.tsx'
import { Outcome } from '../calls/outcome.tsx'
import { Stage } from '../calls/stage.tsx'
import { useStage } from '../calls/use-stage.ts'
import { KeypadPanel } from '../keypad/keypad-panel.tsx'
import { QuietStrip } from '../quiet/quiet-strip.tsx'
import { RecentsPanel } from '../recents/recents-panel.tsx'
import type { Viewing } from '../recents/use-seen.ts'
import { focusRingTest } from '../settings/ring-test.tsx'
import { SettingsPanel } from '../settings/settings-panel.tsx'
import { useArrivedLink, useFacts, usePhone } from '../state/desk.tsx'
import { StorageStrip } from '../storage/storage-strip.tsx'
import { UpdateStrip } from '../updates/update-strip.tsx'
import styles from './app.module.css'
import { LineHeader } from './line-header.tsx'
import { panelId, tabId, TABS, Tabs, type TabName } from './tabs.tsx'
import { usePageTitle } from './use-page-title.ts'
import { useShortcuts } from './use-shortcuts.ts'

const PANELS: Record<TabName, (viewing: Viewing) => React.ReactNode> = {
  keypad: () => <KeypadPanel />,
  recents: (viewing) => <RecentsPanel viewing={viewing} />,
  settings: ({ open }) => <SettingsPanel open={open} />,
}

/** The whole window. */
export function App() {
  const phone = usePhone()
  const facts = useFacts()
  const recents = facts?.recents ?? []
  const id = useId()
  const [{ tab, visit }, setPage] = useState<{ tab: TabName; visit: number }>({ tab: 'keypad', visit: 0 })
  const stage = useStage(phone, facts !== null && facts.ringTest !== null)
  usePageTitle()

  const open = (name: TabName) => {
    setPage((page) => ({ tab: name, visit: page.visit + 1 }))
    stage.fold()
  }
  useShortcuts(open)
  useOpenKeypad(() => {
    if (phone.calls.length === 0) open('keypad')
    else setPage((page) => ({ ...page, tab: 'keypad' }))
  })
  const testRing = () => {
    open('settings')
    focusRingTest()
  }

  return (
    <div className={styles.window}>
      <div>
        <LineHeader onOpenSettings={() => open('settings')} onTestRing={testRing} />
        <StorageStrip />
        <QuietStrip />
        <UpdateStrip />
      </div>
      <main className={styles.main}>
        <EndedBeside />
        <Stage mode={stage.mode} onUnfold={stage.unfold} />
        <Outcome />
        {TABS.map(({ name }) => (
          <div
            key={name}
            role="tabpanel"
            id={panelId(id, name)}
            aria-labelledby={tabId(id, name)}
            className={styles.panel}
            hidden={tab !== name || stage.mode === 'full'}
          >
            {PANELS[name]({ open: tab === name, visible: tab === name && stage.mode !== 'full', visit })}
          </div>
        ))}
      </main>
      <nav aria-label="Pages">
        <Tabs
          id={id}
          current={tab}
          onOpen={open}
          missed={recents.filter((call) => call.unseen && isMissed(call)).length}
        />
      </nav>
    </div>
  )
}

/** A clicked link is looked at on the keypad. A call keeps the stage meanwhile. */
function useOpenKeypad(open: () => void): void {
  const link = useArrivedLink()
  const onLink = useEffectEvent(open)
  useEffect(() => {
    if (link) onLink()
  }, [link])
}
