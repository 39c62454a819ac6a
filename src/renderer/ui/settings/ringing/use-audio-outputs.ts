import { useEffect, useState } from 'react'
import { t } from '../../../../shared/messages/translate.ts'
import { DEFAULT_DEVICE } from '../../../telephony/audio/ring-player.ts'
import type { AudioOutput } from '../../../telephony/audio/audio-outputs.ts'
import { useApp } from '../../context/app-context.tsx'

/** A device to ring on, as it is offered. */
export interface RingDevice {
  readonly id: string
  readonly label: string
  readonly chosen: boolean
  /** Chosen once, and not connected now. */
  readonly disconnected: boolean
}

/** What there is to ring on: the default first, then what is connected, then what was chosen and is gone. */
export function ringDevices(
  connected: readonly AudioOutput[],
  chosen: readonly string[],
): readonly RingDevice[] {
  const isChosen = (id: string) => chosen.includes(id)
  const present = new Set(connected.map(({ id }) => id))
  return [
    {
      id: DEFAULT_DEVICE,
      label: t('ringing.system-default'),
      chosen: chosen.length === 0 || isChosen(DEFAULT_DEVICE),
      disconnected: false,
    },
    ...connected.map(({ id, label }, index) => ({
      id,
      label: label === '' ? t('ringing.device', { number: index + 1 }) : label,
      chosen: isChosen(id),
      disconnected: false,
    })),
    ...chosen
      .filter((id) => id !== DEFAULT_DEVICE && !present.has(id))
      .map((id) => ({ id, label: t('ringing.disconnected'), chosen: true, disconnected: true })),
  ]
}

/** The choice after one device is ticked or unticked. None left means the default, which is stored as nothing. */
export function toggled(chosen: readonly string[], id: string): readonly string[] {
  const now = chosen.length === 0 ? [DEFAULT_DEVICE] : chosen
  const next = now.includes(id) ? now.filter((other) => other !== id) : [...now, id]
  return next.length === 1 && next[0] === DEFAULT_DEVICE ? [] : next
}

/** The loudspeakers that are connected, kept current. Null until they are known. */
export function useAudioOutputs(): readonly AudioOutput[] | null {
  const { audioOutputs } = useApp()
  const [connected, setConnected] = useState<readonly AudioOutput[] | null>(null)
  useEffect(() => {
    let stale = false
    const refresh = async () => {
      const found = await audioOutputs.list()
      if (!stale) setConnected(found)
    }
    void refresh()
    const stop = audioOutputs.onChange(() => void refresh())
    return () => {
      stale = true
      stop()
    }
  }, [audioOutputs])
  return connected
}
