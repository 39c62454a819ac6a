const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 's', 'h'] as const

/** What the SDK calls a key's sound, and the file of it, from our own: it would fetch a missing one from the internet. */
export function dtmfSounds(base: string): Record<string, string> {
  return Object.fromEntries(DIGITS.map((digit) => [`dtmf${digit}`, `${base}dtmf-${digit}.wav`]))
}

/** What is used of the browser's `Audio`. */
export type Player = Pick<HTMLAudioElement, 'currentTime' | 'play' | 'pause'>

/** What the SDK asks of a sound. */
export interface SdkSound {
  play(): Promise<void>
  stop(): void
  setSinkIds(devices: readonly string[]): void
}

/**
 * The SDK's sounds, for it to make by name. Its own fetch every file when a device is made, and so just before it
 * registers; these load the sound of a key when it is first pressed in a call. Offhook rings by itself, so all but
 * the keys are silent. Nothing rejects: a key that cannot be heard was pressed all the same.
 */
export function lazySdkSounds(
  load: (address: string) => Player,
): new (name: string, address: string) => SdkSound {
  return class implements SdkSound {
    readonly #load: (() => Player) | null
    #player: Player | null = null

    constructor(name: string, address: string) {
      this.#load = name.startsWith('dtmf') ? () => load(address) : null
    }

    async play(): Promise<void> {
      this.#player ??= this.#load?.() ?? null
      if (!this.#player) return
      this.#player.currentTime = 0
      await this.#player.play().catch(() => undefined)
    }

    stop(): void {
      this.#player?.pause()
    }

    // Keys sound where the call does: on the default.
    setSinkIds(): void {}
  }
}
