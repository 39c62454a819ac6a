import { useState } from 'react'
import { useFacts } from '../context/app-context.tsx'
import { AboutSettings } from '../updates/about-settings.tsx'
import { KeyboardList } from '../keyboard/shortcut-list.tsx'
import { LineSettings } from './connection/connection-settings.tsx'
import { LinkSettings } from './link-settings.tsx'
import { RingSettings } from './ringing/ring-settings.tsx'
import { RingTest } from './self-test/alert-self-test.tsx'
import { SandboxNote } from './sandbox-note.tsx'
import styles from './settings-panel.module.css'

/** What a person may change: the line, and how it rings. */
export function SettingsPanel({ open }: { readonly open: boolean }) {
  const facts = useFacts()
  const [everOpen, setEverOpen] = useState(open)
  if (open && !everOpen) setEverOpen(true)
  // Made when first looked at, kept from then on with what is being typed there.
  if (!everOpen) return null
  return (
    <div className={styles.panel}>
      {facts ? (
        <>
          <LineSettings line={facts.line} />
          <RingSettings ringing={facts.ringing} />
          <RingTest />
          <LinkSettings links={facts.links} open={open} />
          <KeyboardList />
          {facts.lacksSandbox && <SandboxNote />}
          <AboutSettings version={facts.version} updates={facts.updates} />
        </>
      ) : (
        <p className={styles.note}>Starting…</p>
      )}
    </div>
  )
}
