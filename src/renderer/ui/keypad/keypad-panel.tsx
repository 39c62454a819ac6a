import { useRef, useState, type FormEvent } from 'react'
import { readDialled } from '../../../shared/domain/dial/parse-dial-input.ts'
import { Button } from '../components/button.tsx'
import { Handset } from '../components/handset.tsx'
import { activeCall } from '../calls/active-call.ts'
import { useCountry, useDesk, useFacts, usePhone } from '../context/app-context.tsx'
import { DialPreview } from './dial-preview.tsx'
import { DigitPad } from '../digit-pad/digit-pad.tsx'
import { ExchangeBanner } from './practice/training-banner.tsx'
import styles from './keypad-panel.module.css'
import { LinkNote } from './link/link-notice.tsx'
import { NumberField } from './number-field.tsx'
import { PracticeBanner } from './practice/practice-banner.tsx'
import { useLink } from './link/use-link-fill.ts'
import { useTypeAnywhere } from './use-type-to-dial.ts'

/** Where a call is placed: type or paste a number or a name, see what will be dialled, press Call. */
export function KeypadPanel() {
  const { phone } = useDesk()
  const state = usePhone()
  const facts = useFacts()
  const country = useCountry()
  const [text, setText] = useState('')
  const [insists, setInsists] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  const show = (next: string) => {
    setText(next)
    setInsists(false)
  }
  const { filled, forget } = useLink(text, show)
  const change = (next: string) => {
    show(next)
    forget()
  }
  const add = (more: string) => change(`${text}${more}`)
  useTypeAnywhere(field, add)

  const dialled = readDialled(text, country)
  const ready = state.line.state === 'ready'
  const busy = activeCall(state) !== undefined
  const able = ready && !busy && (dialled.kind === 'number' || dialled.kind === 'identity')

  const call = (event: FormEvent) => {
    event.preventDefault()
    if (dialled.kind === 'impossible' || dialled.kind === 'emergency') setInsists(true)
    if (dialled.kind === 'number' || dialled.kind === 'identity') {
      if (!able) return
      phone.dial(text)
      change('')
    } else field.current?.focus()
  }

  return (
    <form className={styles.panel} onSubmit={call} noValidate>
      {facts?.line.kind === 'practice' && <PracticeBanner numbers={facts.line.numbers} onPick={change} />}
      {facts?.line.kind === 'team' && facts.line.exchange && (
        <ExchangeBanner exchange={facts.line.exchange} />
      )}
      {/* Always there, so that a screen reader hears what comes into it. */}
      <div aria-live="polite">
        {filled && <LinkNote key={filled.link.number} filled={filled} onUndo={() => change(filled.before)} />}
      </div>
      <div className={styles.display}>
        <NumberField ref={field} text={text} onChange={change} describedBy="dial-preview" invalid={insists} />
        <DialPreview
          id="dial-preview"
          dialled={dialled}
          home={facts?.country ?? null}
          insists={insists}
          ready={ready}
          onPick={change}
        />
      </div>
      <DigitPad onDigit={add} onPlus={() => add('+')} />
      {/* Made anew by a link, and not in force for a moment: the second half of a double click on it calls nobody. */}
      <Button key={filled?.link.number} type="submit" look="accent" size="main" aria-disabled={!able}>
        <Handset />
        Call
      </Button>
    </form>
  )
}
