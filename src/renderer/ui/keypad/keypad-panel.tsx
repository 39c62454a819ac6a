import { useRef, useState, type FormEvent } from 'react'
import { parseDialInput } from '../../../shared/domain/dial/parse-dial-input.ts'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { Handset } from '../components/handset.tsx'
import { activeCall } from '../calls/active-call.ts'
import { useCountry, useApp, useAppState, usePhone } from '../context/app-context.tsx'
import { DialPreview } from './dial-preview.tsx'
import { DigitPad } from '../digit-pad/digit-pad.tsx'
import { TrainingBanner } from './practice/training-banner.tsx'
import styles from './keypad-panel.module.css'
import { LinkNotice } from './link/link-notice.tsx'
import { NumberField } from './number-field.tsx'
import { PracticeBanner } from './practice/practice-banner.tsx'
import { useLinkFill } from './link/use-link-fill.ts'
import { useTypeToDial } from './use-type-to-dial.ts'

/** Where a call is placed: type or paste a number or a name, see what will be dialled, press Call. */
export function KeypadPanel() {
  const { phone } = useApp()
  const state = usePhone()
  const appState = useAppState()
  const country = useCountry()
  const [text, setText] = useState('')
  const [attempted, setAttempted] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  const show = (next: string) => {
    setText(next)
    setAttempted(false)
  }
  const { filled, clear } = useLinkFill(text, show)
  const change = (next: string) => {
    show(next)
    clear()
  }
  const add = (more: string) => change(`${text}${more}`)
  useTypeToDial(field, add)

  const target = parseDialInput(text, country)
  const ready = state.registration.state === 'registered'
  const busy = activeCall(state) !== undefined
  const canDial = ready && !busy && (target.kind === 'number' || target.kind === 'identity')

  const call = (event: FormEvent) => {
    event.preventDefault()
    if (target.kind === 'invalid' || target.kind === 'emergency') setAttempted(true)
    if (target.kind === 'number' || target.kind === 'identity') {
      if (!canDial) return
      phone.dial(text)
      change('')
    } else field.current?.focus()
  }

  return (
    <form className={styles.panel} onSubmit={call} noValidate>
      {appState?.connection.kind === 'practice' && (
        <PracticeBanner numbers={appState.connection.numbers} onPick={change} />
      )}
      {appState?.connection.kind === 'team' && appState.connection.exchange && (
        <TrainingBanner exchange={appState.connection.exchange} />
      )}
      {/* Always there, so that a screen reader hears what comes into it. */}
      <div aria-live="polite">
        {filled && (
          <LinkNotice key={filled.link.number} filled={filled} onUndo={() => change(filled.before)} />
        )}
      </div>
      <div className={styles.display}>
        <NumberField
          ref={field}
          text={text}
          onChange={change}
          describedBy="dial-preview"
          invalid={attempted}
        />
        <DialPreview
          id="dial-preview"
          target={target}
          home={appState?.country ?? null}
          attempted={attempted}
          ready={ready}
          onPick={change}
        />
      </div>
      <DigitPad onDigit={add} onPlus={() => add('+')} />
      {/* Made anew by a link, and not in force for a moment: the second half of a double click on it calls nobody. */}
      <Button key={filled?.link.number} type="submit" variant="primary" size="main" aria-disabled={!canDial}>
        <Handset />
        {t('dial.call')}
      </Button>
    </form>
  )
}
