import { useFacts } from '../state/desk.tsx'
import { LineSettings } from './line-settings.tsx'
import styles from './settings-panel.module.css'

/** What a person may change. So far: the line. */
export function SettingsPanel() {
  const facts = useFacts()
  return (
    <div className={styles.panel}>
      {facts ? <LineSettings line={facts.line} /> : <p className={styles.note}>Starting…</p>}
      <p className={styles.note}>Offhook {facts?.version}</p>
    </div>
  )
}
