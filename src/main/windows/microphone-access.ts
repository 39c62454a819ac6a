import type { SystemPreferences } from 'electron'
import type { Evidence } from '../../shared/contract.ts'
import type { Log } from '../log.ts'

export interface MicrophoneAccessDeps {
  readonly platform: NodeJS.Platform
  readonly systemPreferences: Pick<SystemPreferences, 'askForMediaAccess' | 'getMediaAccessStatus'>
  readonly log: Log
}

/** The microphone switch of the operating system's privacy settings. */
export interface MicrophoneAccess {
  /**
   * The renderer's health report, corrected by what the system says: Chromium's permission, which the page sees, is
   * Offhook's own and stays granted while macOS or Windows denies the microphone. It must stay granted, because Chromium
   * also decides by it which addresses a call may use.
   */
  correct(report: Evidence): Evidence
  /**
   * Has macOS ask the person now, if it has not asked yet. Otherwise it would ask in the first call, over the ringing
   * window. Resolves when the person has answered; never rejects.
   */
  requestEarly(): Promise<void>
}

/** Reads and requests the system's permission. Linux has none: reports stay as they are. */
export function createMicrophoneAccess(deps: MicrophoneAccessDeps): MicrophoneAccess {
  const { platform, systemPreferences, log } = deps

  function isDenied(): boolean {
    if (platform !== 'darwin' && platform !== 'win32') return false
    const status = systemPreferences.getMediaAccessStatus('microphone')
    return status === 'denied' || status === 'restricted'
  }

  return {
    correct: (report) =>
      report.microphone !== 'denied' && isDenied() ? { ...report, microphone: 'denied' } : report,
    async requestEarly() {
      if (platform !== 'darwin') return
      if (systemPreferences.getMediaAccessStatus('microphone') !== 'not-determined') return
      try {
        const granted = await systemPreferences.askForMediaAccess('microphone')
        log.info(`macOS asked for the microphone: ${granted ? 'granted' : 'denied'}.`)
      } catch (error) {
        log.warn('macOS could not ask for the microphone:', error)
      }
    },
  }
}
