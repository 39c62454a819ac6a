import { useState } from 'react'
import { t } from '../../../shared/messages/translate.ts'
import { useAppState } from '../context/app-context.tsx'
import { AboutSettings } from '../updates/about-settings.tsx'
import { ShortcutList } from '../keyboard/shortcut-list.tsx'
import { ConnectionSettings } from './connection/connection-settings.tsx'
import { LinkSettings } from './link-settings.tsx'
import { RingSettings } from './ringing/ring-settings.tsx'
import { AlertSelfTest } from './self-test/alert-self-test.tsx'
import { SandboxNote } from './sandbox-note.tsx'
import styles from './settings-panel.module.css'

/** What a person may change: the line, and how it rings. */
export function SettingsPanel({ open }: { readonly open: boolean }) {
  const appState = useAppState()
  const [everOpen, setEverOpen] = useState(open)
  if (open && !everOpen) setEverOpen(true)
  // Made when first looked at, kept from then on with what is being typed there.
  if (!everOpen) return null
  return (
    <div className={styles.panel}>
      {appState ? (
        <>
          <ConnectionSettings connection={appState.connection} />
          <RingSettings ringing={appState.ringSettings} />
          <AlertSelfTest />
          <LinkSettings links={appState.linkHandler} open={open} />
          <ShortcutList />
          {appState.lacksSandbox && <SandboxNote />}
          <AboutSettings version={appState.version} updates={appState.updates} />
        </>
      ) : (
        <p className={styles.note}>{t('page.starting')}</p>
      )}
    </div>
  )
}
