import { TriangleAlert } from 'lucide-react'
import type { Dialled } from '../../../shared/domain/dial/parse-dial-input.ts'
import { Button } from '../components/button.tsx'
import styles from './dial-preview.module.css'
import { countryName, homeWords } from './home-country.ts'

interface DialPreviewProps {
  readonly id: string
  readonly dialled: Dialled
  /** ISO 3166 country of numbers without a plus sign, or null until it is known. */
  readonly home: string | null
  /** The person tried to call: say why it cannot be done, aloud. */
  readonly insists: boolean
  readonly ready: boolean
  /** Replaces the text in the field. */
  readonly onPick: (text: string) => void
}

/** The one thing that will be dialled, or why there is none. */
export function DialPreview({ id, dialled, home, insists, ready, onPick }: DialPreviewProps) {
  if (dialled.kind === 'emergency')
    return (
      <p
        id={id}
        className={styles.emergency}
        data-where={dialled.where}
        role={insists || dialled.where === 'here' ? 'alert' : 'status'}
      >
        <TriangleAlert size={18} aria-hidden />
        {dialled.why}
      </p>
    )
  return (
    <p id={id} className={styles.preview} data-insists={insists} role={insists ? 'alert' : undefined}>
      {words(dialled, ready, home)}
      {insists && dialled.kind === 'impossible' && dialled.byName !== null && (
        <>
          {' '}
          <Button onClick={() => onPick(dialled.byName ?? '')}>
            Use {dialled.byName.replace('client:', '')} as a name
          </Button>
        </>
      )}
    </p>
  )
}

function words(dialled: Exclude<Dialled, { kind: 'emergency' }>, ready: boolean, home: string | null) {
  switch (dialled.kind) {
    case 'empty':
      return home === null ? null : homeWords(home)
    case 'impossible':
      return dialled.why
    case 'number':
      return ready ? <NumberWords {...dialled} /> : NOT_READY
    case 'identity':
      return ready ? (
        <>
          Calls <bdi>{dialled.identity}</bdi> by name
        </>
      ) : (
        NOT_READY
      )
  }
}

function NumberWords({ shown, country, keys }: Extract<Dialled, { kind: 'number' }>) {
  const place = country === null ? null : countryName(country)
  return (
    <>
      Calls <strong>{shown}</strong>
      {place !== null && ` · ${place}`}
      {keys.length > 0 && (
        <span className={styles.keys}>
          Once connected, you can send <strong>{keys.join(', then ')}</strong>.
        </span>
      )}
    </>
  )
}

const NOT_READY = 'Calls can be placed once the line is ready.'
