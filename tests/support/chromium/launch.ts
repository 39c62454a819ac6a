import { createHash, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { CHROMIUMS } from '../../../scripts/run/system/packages.ts'
import { wavFile } from '../media/wav-file.ts'

/** The system's own Chromium, which is newer than the Chromium of any Electron that can be run here. */
function executable(): string {
  const found = CHROMIUMS.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`There is no Chromium: ${CHROMIUMS.join(' or ')}.`)
  return found
}

/** The user agent part by which the SDK detects Electron. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Electron/45.4.1 Safari/537.36'

/** The tone of its microphone, in hertz. */
export const MICROPHONE_HZ = 1_000

export interface Chromium {
  readonly context: BrowserContext
  /** The main version, such as 156. */
  readonly version: number
  close(): Promise<void>
}

/**
 * Starts Debian's Chromium, headless and with a profile of its own. It trusts the exchange's certificate by its public key
 * alone, hears a tone in its microphone, and calls itself Electron as the app does: the SDK restarts ICE only there.
 */
export async function startChromium(certificatePem: string): Promise<Chromium> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-chromium-'))
  const tone = join(folder, 'tone.wav')
  await writeFile(tone, toneFile(MICROPHONE_HZ))
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: executable(),
    headless: true,
    viewport: { width: 380, height: 660 },
    permissions: ['microphone'],
    userAgent: USER_AGENT,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--ignore-certificate-errors-spki-list=${publicKeyHash(certificatePem)}`,
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${tone}`,
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  return {
    context,
    version: Number(context.browser()?.version().split('.')[0] ?? 0),
    async close() {
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Base64 of the SHA-256 of the certificate's public key (SubjectPublicKeyInfo), as Chromium's switch takes it. */
function publicKeyHash(certificatePem: string): string {
  const key = new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

/** One second of a tone; a whole number of periods, so that it repeats without a joint. */
function toneFile(hz: number): Uint8Array {
  const rate = 48_000
  return wavFile(
    { tag: 1, bits: 16, channels: 1, rate },
    rate,
    (at) => 0.25 * Math.sin((2 * Math.PI * hz * at) / rate),
  )
}
