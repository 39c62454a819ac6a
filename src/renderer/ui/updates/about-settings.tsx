import { EMERGENCY_WORDS } from '../../../../common/numbers/emergency.ts'
import type { Channel, Updates } from '../../../shared/ipc/contract.ts'
import { updateWords } from '../../../shared/messages/updates.ts'
import { Button } from '../components/button.tsx'
import { Segments } from '../components/segmented-control.tsx'
import { Problem } from '../settings/problem.tsx'
import section from '../settings/section.module.css'
import { useDesk } from '../context/app-context.tsx'
import { whenWords } from '../lib/date-text.ts'
import styles from './about-settings.module.css'
import { useAsking } from './use-request.ts'

interface AboutSettingsProps {
  readonly version: string
  readonly updates: Updates
}

const CHANNELS: readonly (readonly [Channel, string])[] = [
  ['latest', 'Stable'],
  ['beta', 'Beta'],
]

/** Which version this is, and how it stands with the next one. */
export function AboutSettings({ version, updates }: AboutSettingsProps) {
  const { host, clock } = useDesk()
  const { problem, ask } = useAsking()
  const { state, channel, managed, channelFixed } = updates
  const { title, hint } = updateWords(updates, (at) => whenWords(at, clock.now()))
  const busy = state.is === 'checking' || state.is === 'downloading' || state.is === 'waiting'
  const restarts = state.is === 'ready' && state.install === 'restart'

  return (
    <section className={section.section} aria-labelledby="about-title">
      <h2 id="about-title" tabIndex={-1} className={section.title}>
        About and updates
      </h2>
      <div className={section.card}>
        <div className={styles.row}>
          <span>Version</span>
          <span data-copyable>{version}</span>
        </div>
        <p className={styles.managed}>{EMERGENCY_WORDS}</p>
        <div className={styles.state}>
          <output className={styles.words} data-refused={state.is === 'refused'}>
            <strong>{title}</strong>
            {hint !== null && <span>{hint}</span>}
          </output>
          {restarts ? (
            <Button look="accent" onClick={() => void ask(host.installUpdate())}>
              Restart now
            </Button>
          ) : (
            state.is !== 'off' && (
              <Button aria-disabled={busy} onClick={() => !busy && void ask(host.checkUpdates())}>
                Check now
              </Button>
            )
          )}
        </div>
        {state.is !== 'off' && !channelFixed && (
          <div className={styles.row}>
            <Segments
              name="update-channel"
              legend="Updates"
              options={CHANNELS}
              value={channel}
              onChange={(chosen) => void ask(host.setChannel(chosen))}
            />
          </div>
        )}
        {managed && <p className={styles.managed}>Managed by your organisation</p>}
        <div className={styles.row}>
          <span>Open-source licences</span>
          <Button onClick={() => void ask(host.showLicences())}>Licences</Button>
        </div>
      </div>
      {channel === 'beta' && state.is !== 'off' && (
        <p className={section.about}>Beta versions arrive earlier and are tested less.</p>
      )}
      <Problem words={problem} />
    </section>
  )
}
