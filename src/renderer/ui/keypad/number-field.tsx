import { Delete } from 'lucide-react'
import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { ariaKeys } from '../keyboard/shortcuts.ts'
import { pastedText } from '../digit-pad/digits.ts'
import styles from './number-field.module.css'

const FIELD = 'number-to-call'

/** Takes the focus to the number field, once its page is there. */
export function focusNumber(): void {
  requestAnimationFrame(() => document.getElementById(FIELD)?.focus())
}

interface NumberFieldProps {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly text: string
  readonly onChange: (text: string) => void
  readonly describedBy: string
  readonly invalid: boolean
}

/** What to dial, as the person writes it. */
export function NumberField({ ref, text, onChange, describedBy, invalid }: NumberFieldProps) {
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const plain = event.clipboardData.getData('text')
    const wanted = pastedText(plain)
    if (wanted === plain) return
    event.preventDefault()
    const { selectionStart, selectionEnd, value } = event.currentTarget
    onChange(
      `${value.slice(0, selectionStart ?? value.length)}${wanted}${value.slice(selectionEnd ?? value.length)}`,
    )
  }
  // Only at the beginning, where a plus belongs: further on, Shift and 0 close a bracket on many keyboards.
  const plus = (event: KeyboardEvent) => {
    if (text !== '' || !event.shiftKey || event.code !== 'Digit0') return
    event.preventDefault()
    onChange('+')
  }
  const erase = () => {
    onChange(Array.from(text).slice(0, -1).join(''))
    ref.current?.focus()
  }

  return (
    <div className={styles.row}>
      <input
        ref={ref}
        id={FIELD}
        className={styles.field}
        aria-keyshortcuts={ariaKeys('number')}
        type="text"
        inputMode="tel"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        aria-label={t('dial.number-to-call')}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        placeholder={t('dial.number-or-name')}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onPaste={paste}
        onKeyDown={plus}
      />
      {text !== '' && (
        <Button variant="subtle" icon size="main" aria-label={t('dial.delete')} onClick={erase}>
          <Delete size={20} aria-hidden />
        </Button>
      )}
    </div>
  )
}
