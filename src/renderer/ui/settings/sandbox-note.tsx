import { sandboxOffMessage } from '../../../shared/messages/sandbox.ts'
import styles from './section.module.css'

/** Shows that Chromium's sandbox is off, and what to install instead. */
export function SandboxNote() {
  const { title, hint } = sandboxOffMessage()
  return (
    <section className={styles.section} aria-labelledby="sandbox-title">
      <h2 id="sandbox-title" className={styles.title}>
        {title}
      </h2>
      <p className={styles.about}>{hint}</p>
    </section>
  )
}
