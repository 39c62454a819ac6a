import { useEffect, useRef } from 'react'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import section from '../settings/section.module.css'
import panel from '../settings/settings-panel.module.css'
import styles from './help-panel.module.css'
import { TOPICS } from './help-topics.ts'

/** How to use Offhook. The page works offline, and the controls of a call stay available. */
export function HelpPanel({ onOpenSettings }: { readonly onOpenSettings: () => void }) {
  const title = useRef<HTMLHeadingElement>(null)
  // A screen reader starts reading at the focus.
  useEffect(() => {
    title.current?.focus()
  }, [])
  return (
    <div className={panel.panel}>
      <h2 ref={title} tabIndex={-1} className={styles.title}>
        {t('help.title')}
      </h2>
      <p className={styles.emergency}>{t('emergency.notice')}</p>
      {TOPICS.map(({ title: topic, lines }) => (
        <section key={topic} className={section.section}>
          <h3 className={section.title}>{t(topic)}</h3>
          <ul className={styles.list}>
            {lines.map((line) => (
              <li key={line}>{t(line)}</li>
            ))}
          </ul>
        </section>
      ))}
      <Button onClick={onOpenSettings}>{t('reachability.remedy.settings')}</Button>
    </div>
  )
}
