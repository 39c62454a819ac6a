import { isMac, keysFor, SHORTCUTS } from './shortcuts.ts'
import styles from './shortcut-list.module.css'
import section from '../settings/section.module.css'

/** Which keys do what. */
export function ShortcutList() {
  return (
    <section className={section.section} aria-labelledby="keyboard-title">
      <h2 id="keyboard-title" tabIndex={-1} className={section.title}>
        Keyboard shortcuts
      </h2>
      <dl className={section.card}>
        {SHORTCUTS.map(({ action, label }) => (
          <div key={action} className={styles.row}>
            <dt>{label}</dt>
            <dd className={styles.keys}>
              {keysFor(action, isMac()).map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={section.about}>
        They work while Offhook’s window is in front. Escape never ends a call. Digits you type go to the
        keypad, and during a call to the call.
      </p>
    </section>
  )
}
