import { Link as LinkIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LinkHandler } from '../../../shared/ipc/contract.ts'
import { linkHandlerMessage } from '../../../shared/messages/phone-links.ts'
import { t } from '../../../shared/messages/translate.ts'
import { useApp } from '../context/app-context.tsx'
import { Button } from '../components/button.tsx'
import { Problem } from './problem.tsx'
import styles from './section.module.css'
import row from './ringing/ring-device-row.module.css'

interface LinkSettingsProps {
  readonly links: LinkHandler
  /** Whether the page is before the person: what the system says may have changed since it was last. */
  readonly open: boolean
}

/** Whether a clicked phone link opens Offhook. The operating system decides; here one can ask it. */
export function LinkSettings({ links, open }: LinkSettingsProps) {
  const { api } = useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const { opens, change } = links
  const on = opens === 'all'
  const fixed = change === 'nothing' || opens === 'unknown' || (on && change !== 'here')

  useEffect(() => {
    if (!open) return
    const refresh = () => void api.checkLinkHandler().catch(() => undefined)
    refresh()
    if (change !== 'in-system') return
    // The person may return from the system settings.
    window.addEventListener('focus', refresh)
    return () => window.removeEventListener('focus', refresh)
  }, [open, api, change])

  const toggle = async () => {
    if (fixed && change !== 'in-system') return
    setProblem(null)
    try {
      const done = await api.setLinkHandler(!on)
      if (!done.ok) setProblem(done.problem)
    } catch {
      setProblem(t('common.not-responding'))
    }
  }

  return (
    <section className={styles.section} aria-labelledby="phone-links-title">
      <h2 id="phone-links-title" className={styles.title}>
        {t('link-handler.title')}
      </h2>
      {change === 'in-system' ? (
        <Button aria-describedby="phone-links-about" onClick={() => void toggle()}>
          {t('link-handler.open-windows-settings')}
        </Button>
      ) : (
        <div className={styles.card}>
          <div className={row.row}>
            <label className={row.label}>
              <input
                type="checkbox"
                className={row.box}
                aria-describedby="phone-links-about"
                aria-disabled={fixed}
                checked={on}
                onChange={() => void toggle()}
              />
              <LinkIcon size={18} strokeWidth={1.75} aria-hidden />
              <span className={row.name}>{t('link-handler.opens')}</span>
            </label>
          </div>
        </div>
      )}
      <p id="phone-links-about" className={styles.about}>
        {linkHandlerMessage(links)}
      </p>
      <Problem text={problem} />
    </section>
  )
}
