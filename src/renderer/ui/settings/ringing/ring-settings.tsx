import { useState } from 'react'
import type { Ringing } from '../../../../shared/ipc/contract.ts'
import { useDesk } from '../../context/app-context.tsx'
import { RingDeviceRow } from './ring-device-row.tsx'
import styles from '../section.module.css'
import { ringDevices, toggled, useLoudspeakers } from './use-audio-outputs.ts'

const MOST = 8

/** On which loudspeakers Offhook rings: one, or several at once. */
export function RingSettings({ ringing }: { readonly ringing: Ringing }) {
  const { host } = useDesk()
  const connected = useLoudspeakers()
  const [problem, setProblem] = useState<string | null>(null)
  const devices = ringDevices(connected ?? [], connected ? ringing.devices : [])
  const gone = devices.filter((device) => device.gone).length
  const none = gone > 0 && devices.every((device) => device.gone || !device.chosen)

  const toggle = async (id: string) => {
    setProblem(null)
    const next = [...toggled(ringing.devices, id)]
    if (next.length > MOST) return setProblem(`Offhook rings on at most ${MOST} devices at once.`)
    try {
      const done = await host.setRinging({ devices: next })
      if (!done.ok) setProblem(done.problem)
    } catch {
      setProblem('Offhook did not answer. Try again in a moment.')
    }
  }

  return (
    <fieldset className={styles.section}>
      <legend className={styles.title}>Ring on</legend>
      <div className={styles.card}>
        {devices.map((device) => (
          <RingDeviceRow key={device.id} device={device} onToggle={() => void toggle(device.id)} />
        ))}
      </div>
      {gone > 0 && (
        <p className={styles.about}>
          {none
            ? 'Until it is connected again, calls ring on the system default.'
            : 'Until it is connected again, calls ring on the others.'}
        </p>
      )}
      <output className={styles.problem}>{problem}</output>
    </fieldset>
  )
}
