import { useEffect, useEffectEvent, useId, useLayoutEffect, useState } from 'react'
import type { PageName } from '../../../shared/ipc/contract.ts'
import { isMissed } from '../../../shared/domain/selectors.ts'
import { t } from '../../../shared/messages/translate.ts'
import { EndedCallBanner } from '../calls/ended/ended-call-banner.tsx'
import { CallSummary } from '../calls/ended/call-summary.tsx'
import { CallPanel } from '../calls/call-panel.tsx'
import { useCallPanel } from '../calls/use-call-panel.ts'
import { HelpPanel } from '../help/help-panel.tsx'
import { KeypadPanel } from '../keypad/keypad-panel.tsx'
import { DndBanner } from '../dnd/dnd-banner.tsx'
import { RecentsPanel } from '../recents/recents-panel.tsx'
import type { PageVisibility } from '../recents/use-mark-seen.ts'
import { focusSection } from '../settings/focus-section.ts'
import { focusAlertSelfTest } from '../settings/self-test/alert-self-test.tsx'
import { SettingsPanel } from '../settings/settings-panel.tsx'
import { activeCall } from '../calls/active-call.ts'
import { useClickedLink, useApp, useAppState, usePhone } from '../context/app-context.tsx'
import { StorageBanner } from '../storage/storage-banner.tsx'
import { UpdateBanner } from '../updates/update-banner.tsx'
import styles from './app.module.css'
import { StatusHeader } from '../status/status-header.tsx'
import { panelId, tabId, TABS, Tabs, type TabName } from './tabs.tsx'
import { usePageTitle } from './use-page-title.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'

const PANELS: Record<TabName, (viewing: PageVisibility) => React.ReactNode> = {
  keypad: () => <KeypadPanel />,
  recents: (viewing) => <RecentsPanel viewing={viewing} />,
  settings: ({ open }) => <SettingsPanel open={open} />,
}

/** The pages of the menu: each has no tab of its own, or is a section of another page. */
type Page = TabName | 'help'

/** The whole window. */
export function App() {
  const phone = usePhone()
  const appState = useAppState()
  const recents = appState?.recents ?? []
  const id = useId()
  const [{ tab, visit }, setPage] = useState<{ tab: Page; visit: number }>({ tab: 'keypad', visit: 0 })
  const callPanel = useCallPanel(phone, appState !== null && appState.selfTest !== null)
  const inCall = activeCall(phone) !== undefined
  const call = `${id}-call`
  usePageTitle()

  const open = (name: Page) => {
    setPage((page) => ({ tab: name, visit: page.visit + 1 }))
    // During a call the first tab shows the call instead of the keypad.
    if (name === 'keypad' && inCall) callPanel.expand()
    else callPanel.collapse()
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
    focusAlertSelfTest()
  }

  return (
    <div className={styles.window}>
      <div className={styles.top}>
        <StatusHeader onOpenSettings={() => open('settings')} onOpenPage={openPage} onTestRing={testRing} />
        <StorageBanner />
        <DndBanner />
        <UpdateBanner />
      </div>
      <main className={styles.main}>
        <CallPanel id={call} mode={callPanel.mode} onExpand={callPanel.expand} />
        <EndedCallBanner above={callPanel.mode === 'full'} />
        {TABS.map(({ name }) => (
          <div
            key={name}
            role="tabpanel"
            id={panelId(id, name)}
            aria-labelledby={tabId(id, name)}
            className={styles.panel}
            hidden={tab !== name || callPanel.mode === 'full'}
          >
            {PANELS[name]({ open: tab === name, visible: tab === name && callPanel.mode !== 'full', visit })}
          </div>
        ))}
        {tab === 'help' && (
          <section className={styles.panel} aria-label={t('help.title')} hidden={callPanel.mode === 'full'}>
            <HelpPanel key={visit} onOpenSettings={() => open('settings')} />
          </section>
        )}
        <CallSummary />
      </main>
      <nav aria-label={t('page.pages')}>
        <Tabs
          id={id}
          current={inCall && callPanel.mode === 'full' ? 'keypad' : tab === 'help' ? null : tab}
          call={inCall ? call : null}
          onOpen={open}
          missed={recents.filter((call) => call.unseen && isMissed(call)).length}
        />
      </nav>
    </div>
  )
}

/** A clicked link is looked at on the keypad. A call keeps the call panel meanwhile. */
function useOpenKeypad(open: () => void): void {
  const link = useClickedLink()
  const onLink = useEffectEvent(open)
  useEffect(() => {
    if (link) onLink()
  }, [link])
}

/** Opens what the person chose in the application menu. */
function useMenuPage(open: (page: PageName) => void): void {
  const { api } = useApp()
  const onPage = useEffectEvent(open)
  // Subscribed before the first paint, so that no choice is lost.
  useLayoutEffect(() => api.onShowPage((page) => onPage(page)), [api])
}
