import { useId, useState } from 'react'
import { Outcome } from '../calls/outcome.tsx'
import { Stage } from '../calls/stage.tsx'
import { useStage } from '../calls/use-stage.ts'
import { KeypadPanel } from '../keypad/keypad-panel.tsx'
import { SettingsPanel } from '../settings/settings-panel.tsx'
import { usePhone } from '../state/desk.tsx'
import styles from './app.module.css'
import { LineHeader } from './line-header.tsx'
import { panelId, tabId, TABS, Tabs, type TabName } from './tabs.tsx'
import { usePageTitle } from './use-page-title.ts'
import { useTabShortcuts } from './use-tab-shortcuts.ts'

const PANELS: Record<TabName, () => React.ReactNode> = {
  keypad: () => <KeypadPanel />,
  settings: () => <SettingsPanel />,
}

/** The whole window. */
export function App() {
  const phone = usePhone()
  const id = useId()
  const [tab, setTab] = useState<TabName>('keypad')
  const stage = useStage(phone)
  usePageTitle()

  const open = (name: TabName) => {
    setTab(name)
    stage.fold()
  }
  useTabShortcuts(open)

  return (
    <div className={styles.window}>
      <LineHeader onOpenSettings={() => open('settings')} />
      <main className={styles.main}>
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
            {PANELS[name]()}
          </div>
        ))}
      </main>
      <nav aria-label="Pages">
        <Tabs id={id} current={tab} onOpen={open} />
      </nav>
    </div>
  )
}
