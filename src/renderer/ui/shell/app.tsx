import { useEffect, useEffectEvent, useId, useLayoutEffect, useState } from 'react'
import type { PageName } from '../../../shared/ipc/contract.ts'
import { isMissed } from '../../../shared/domain/selectors.ts'
import { EndedBeside } from '../calls/ended/ended-call-banner.tsx'
import { Outcome } from '../calls/ended/call-summary.tsx'
import { Stage } from '../calls/call-panel.tsx'
import { useStage } from '../calls/use-call-panel.ts'
import { HelpPanel } from '../help/help-panel.tsx'
import { KeypadPanel } from '../keypad/keypad-panel.tsx'
import { QuietStrip } from '../dnd/dnd-banner.tsx'
import { RecentsPanel } from '../recents/recents-panel.tsx'
import type { Viewing } from '../recents/use-mark-seen.ts'
import { focusSection } from '../settings/focus-section.ts'
import { focusRingTest } from '../settings/self-test/alert-self-test.tsx'
import { SettingsPanel } from '../settings/settings-panel.tsx'
import { activeCall } from '../calls/active-call.ts'
import { useArrivedLink, useDesk, useFacts, usePhone } from '../context/app-context.tsx'
import { StorageStrip } from '../storage/storage-banner.tsx'
import { UpdateStrip } from '../updates/update-banner.tsx'
import styles from './app.module.css'
import { LineHeader } from '../status/status-header.tsx'
import { panelId, tabId, TABS, Tabs, type TabName } from './tabs.tsx'
import { usePageTitle } from './use-page-title.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'

const PANELS: Record<TabName, (viewing: Viewing) => React.ReactNode> = {
  keypad: () => <KeypadPanel />,
  recents: (viewing) => <RecentsPanel viewing={viewing} />,
  settings: ({ open }) => <SettingsPanel open={open} />,
}

/** The pages of the menu: each has no tab of its own, or is a section of another page. */
type Page = TabName | 'help'

/** The whole window. */
export function App() {
  const phone = usePhone()
  const facts = useFacts()
  const recents = facts?.recents ?? []
  const id = useId()
  const [{ tab, visit }, setPage] = useState<{ tab: Page; visit: number }>({ tab: 'keypad', visit: 0 })
  const stage = useStage(phone, facts !== null && facts.ringTest !== null)
  const inCall = activeCall(phone) !== undefined
  const call = `${id}-call`
  usePageTitle()

  const open = (name: Page) => {
    setPage((page) => ({ tab: name, visit: page.visit + 1 }))
    // During a call the first tab shows the call instead of the keypad.
    if (name === 'keypad' && inCall) stage.unfold()
    else stage.fold()
  }
  useShortcuts(open)
  useOpenKeypad(() => {
    if (phone.calls.length === 0 || inCall) open('keypad')
    else setPage((page) => ({ ...page, tab: 'keypad' }))
  })
  const openPage = (name: PageName) => {
    open(name === 'help' ? 'help' : 'settings')
    if (name === 'keyboard' || name === 'about') focusSection(name)
  }
  useMenuPage(openPage)
  const testRing = () => {
    open('settings')
    focusRingTest()
  }

  return (
    <div className={styles.window}>
      <div className={styles.top}>
        <LineHeader onOpenSettings={() => open('settings')} onOpenPage={openPage} onTestRing={testRing} />
        <StorageStrip />
        <QuietStrip />
        <UpdateStrip />
      </div>
      <main className={styles.main}>
        <Stage id={call} mode={stage.mode} onUnfold={stage.unfold} />
        <EndedBeside above={stage.mode === 'full'} />
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
        {tab === 'help' && (
          <section className={styles.panel} aria-label="Help" hidden={stage.mode === 'full'}>
            <HelpPanel key={visit} onOpenSettings={() => open('settings')} />
          </section>
        )}
        <Outcome />
      </main>
      <nav aria-label="Pages">
        <Tabs
          id={id}
          current={inCall && stage.mode === 'full' ? 'keypad' : tab === 'help' ? null : tab}
          call={inCall ? call : null}
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

/** Opens what the person chose in the application menu. */
function useMenuPage(open: (page: PageName) => void): void {
  const { host } = useDesk()
  const onPage = useEffectEvent(open)
  // Subscribed before the first paint, so that no choice is lost.
  useLayoutEffect(() => host.onPage((page) => onPage(page)), [host])
}
