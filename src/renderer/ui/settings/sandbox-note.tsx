import { SANDBOX_OFF } from '../../../shared/messages/sandbox.ts'
import styles from './section.module.css'

/** Shows that Chromium's sandbox is off, and what to install instead. */
export function SandboxNote() {
  return (
    <section className={styles.section} aria-labelledby="sandbox-title">
      <h2 id="sandbox-title" className={styles.title}>
        {SANDBOX_OFF.title}
      </h2>
      <p className={styles.about}>{SANDBOX_OFF.hint}</p>
    </section>
  )
}
