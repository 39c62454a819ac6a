import { useState } from 'react'
import type { RingSettings } from '../../../../shared/ipc/contract.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { useApp } from '../../context/app-context.tsx'
import { RingDeviceRow } from './ring-device-row.tsx'
import styles from '../section.module.css'
import { ringDevices, toggled, useAudioOutputs } from './use-audio-outputs.ts'

const MAX_DEVICES = 8

/** On which loudspeakers Offhook rings: one, or several at once. */
export function RingSettings({ ringing }: { readonly ringing: RingSettings }) {
  const { api } = useApp()
  const connected = useAudioOutputs()
  const [problem, setProblem] = useState<string | null>(null)
  const devices = ringDevices(connected ?? [], connected ? ringing.devices : [])
  const disconnected = devices.filter((device) => device.disconnected).length
  const allDisconnected = disconnected > 0 && devices.every((device) => device.disconnected || !device.chosen)

  const toggle = async (id: string) => {
    setProblem(null)
    const next = [...toggled(ringing.devices, id)]
    if (next.length > MAX_DEVICES) return setProblem(t('ringing.too-many', { count: MAX_DEVICES }))
    try {
      const done = await api.setRingSettings({ devices: next })
      if (!done.ok) setProblem(done.problem)
    } catch {
      setProblem(t('common.not-responding'))
    }
  }

  return (
    <fieldset className={styles.section}>
      <legend className={styles.title}>{t('ringing.title')}</legend>
      <div className={styles.card}>
        {devices.map((device) => (
          <RingDeviceRow key={device.id} device={device} onToggle={() => void toggle(device.id)} />
        ))}
      </div>
      {disconnected > 0 && (
        <p className={styles.about}>
          {allDisconnected ? t('ringing.all-disconnected') : t('ringing.some-disconnected')}
        </p>
      )}
      <output className={styles.problem}>{problem}</output>
    </fieldset>
  )
}
