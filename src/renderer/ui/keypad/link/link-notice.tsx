import { Link } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { phoneLinkMessage } from '../../../../shared/messages/phone-links.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import styles from './link-notice.module.css'
import type { FilledByLink } from './use-link-fill.ts'

interface LinkNoticeProps {
  readonly filled: FilledByLink
  readonly onUndo: () => void
}

/** Says that a link filled the keypad, and offers what the person had written there before. */
export function LinkNotice({ filled: { link, before }, onUndo }: LinkNoticeProps) {
  const note = useRef<HTMLParagraphElement>(null)
  // Away from the number field: an Enter that was meant for the browser's question must not press Call.
  useEffect(() => {
    note.current?.focus({ preventScroll: true })
  }, [])
  const { title, hint } = phoneLinkMessage(link)
  return (
    <div className={styles.notice} data-refused={link.kind === 'refused'}>
      <Link size={16} strokeWidth={1.75} aria-hidden />
      <p ref={note} tabIndex={-1} className={styles.text}>
        <strong>{title}</strong> {hint}
      </p>
      {before !== '' && <Button onClick={onUndo}>{t('link.undo')}</Button>}
    </div>
  )
}
