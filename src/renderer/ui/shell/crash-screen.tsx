import { RotateCw, TriangleAlert } from 'lucide-react'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import styles from './crash-screen.module.css'

interface CrashScreenProps {
  readonly detail: string | null
  readonly onReload: () => void
}

/** What is left to say when the window itself has broken. */
export function CrashScreen({ detail, onReload }: CrashScreenProps) {
  return (
    <main className={styles.screen}>
      <span className={styles.icon}>
        <TriangleAlert size={28} strokeWidth={1.75} aria-hidden />
      </span>
      <h1 className={styles.title}>{t('crash.title')}</h1>
      <p className={styles.text}>{t('crash.hint')}</p>
      <Button variant="primary" size="main" onClick={onReload}>
        <RotateCw size={18} aria-hidden />
        {t('crash.reload')}
      </Button>
      {detail !== null && (
        <details className={styles.details}>
          <summary>{t('common.details')}</summary>
          <code>{detail}</code>
        </details>
      )}
    </main>
  )
}
