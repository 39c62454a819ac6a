import { Headphones, Unplug, Volume2 } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { useApp } from '../../context/app-context.tsx'
import styles from './ring-device-row.module.css'
import type { RingDevice } from './use-audio-outputs.ts'

interface RingDeviceRowProps {
  readonly device: RingDevice
  readonly onToggle: () => void
}

/** One loudspeaker to tick, and to hear. */
export function RingDeviceRow({ device: { id, label, chosen, disconnected }, onToggle }: RingDeviceRowProps) {
  const { audioOutputs } = useApp()
  const [sound, setSound] = useState<'none' | 'playing' | 'failed'>('none')
  const Icon = disconnected ? Unplug : /head|ear|jabra|airpods/i.test(label) ? Headphones : Volume2

  const playTest = async () => {
    setSound('playing')
    try {
      await audioOutputs.playTestSound(id)
      setSound('none')
    } catch {
      setSound('failed')
    }
  }

  return (
    <div className={styles.row}>
      <label className={styles.label}>
        <input type="checkbox" className={styles.box} checked={chosen} onChange={onToggle} />
        <Icon size={18} strokeWidth={1.75} aria-hidden />
        <span className={styles.name}>{label}</span>
      </label>
      {!disconnected && (
        <Button
          aria-label={t(sound === 'playing' ? 'ringing.on-device' : 'ringing.try-device', { device: label })}
          aria-disabled={sound === 'playing'}
          onClick={() => {
            if (sound !== 'playing') void playTest()
          }}
        >
          {sound === 'playing' ? t('ringing.playing') : t('ringing.try')}
        </Button>
      )}
      <output className={styles.problem}>{sound === 'failed' && t('ringing.no-sound')}</output>
    </div>
  )
}
