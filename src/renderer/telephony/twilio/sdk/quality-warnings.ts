import type { PageLog } from '../../../log.ts'
import type { SdkCall } from './sdk-port.ts'

/** Logs the SDK's `warning` and `warning-cleared` events (`high-rtt`, `low-mos`, `constant-audio-input-level` ...) of a call. */
export function logQualityWarnings(
  call: Pick<SdkCall, 'on' | 'parameters'>,
  log: Pick<PageLog, 'warn'>,
): void {
  const subject = () => `Call sid=${call.parameters['CallSid'] ?? 'none'}`
  call.on('warning', (name) => {
    log.warn(`${subject()} quality-warning=${nameOf(name)}`)
  })
  call.on('warning-cleared', (name) => {
    log.warn(`${subject()} quality-warning-cleared=${nameOf(name)}`)
  })
}

function nameOf(name: unknown): string {
  return typeof name === 'string' ? name.slice(0, 60) : 'unknown'
}
