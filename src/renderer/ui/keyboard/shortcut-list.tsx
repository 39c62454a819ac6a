import { t } from '../../../shared/messages/translate.ts'
import { isMac, keysFor, SHORTCUTS } from './shortcuts.ts'
import styles from './shortcut-list.module.css'
import section from '../settings/section.module.css'

/** Which keys do what. */
export function ShortcutList() {
  return (
    <section className={section.section} aria-labelledby="keyboard-title">
      <h2 id="keyboard-title" tabIndex={-1} className={section.title}>
        {t('shortcut.title')}
      </h2>
      <dl className={section.card}>
        {SHORTCUTS.map(({ action }) => (
          <div key={action} className={styles.row}>
            <dt>{t(`shortcut.${action}`)}</dt>
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
      <p className={section.about}>{t('shortcut.hint')}</p>
    </section>
  )
}
