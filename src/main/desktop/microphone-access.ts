import type { SystemPreferences } from 'electron'
import type { HealthReport } from '../../shared/ipc/contract.ts'
import type { Log } from '../lib/log.ts'

export interface MicrophoneAccessDeps {
  readonly platform: NodeJS.Platform
  readonly systemPreferences: Pick<SystemPreferences, 'askForMediaAccess' | 'getMediaAccessStatus'>
  readonly log: Log
}

/** The microphone switch of the operating system's privacy settings. */
export interface MicrophoneAccess {
  /**
   * The renderer's health report, corrected by the system's permission. Chromium's permission, which the page sees, is Offhook's
   * own and stays granted while macOS or Windows denies the microphone. It must stay granted, because it also decides which
   * addresses a call may use.
   */
  correct(report: HealthReport): HealthReport
  /**
   * Makes macOS ask for the microphone now, unless it has asked before. Otherwise it would ask during the first call, over the
   * ringing window. Resolves when the person has answered; never rejects.
   */
  requestEarly(): Promise<void>
}

/** Reads and requests the system's permission. Linux has none, so reports stay unchanged. */
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
