import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Files of the development runtime that are not part of the program. */
const NOT_OURS = ['offhook-runtime.json', 'resources/default_app.asar']

/** The part of electron-builder's context that is used here. */
type Packed = {
  appOutDir: string
  electronPlatformName: string
  packager: { appInfo: { productFilename: string } }
}

/** electron-builder calls this when the program's folder is complete, before fuses are set and files are signed. */
export async function afterPack({ appOutDir, electronPlatformName, packager }: Packed): Promise<void> {
  for (const name of NOT_OURS) await rm(join(appOutDir, name), { force: true })
  if (electronPlatformName !== 'darwin') return
  const file = join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Info.plist')
  await writeFile(file, withoutUnusedTexts(withoutArbitraryLoads(await readFile(file, 'utf8'))))
}

/**
 * electron-builder allows plain http to all hosts, after it has applied `extendInfo`. Offhook uses plain http only to
 * 127.0.0.1, which has its own exception. Throws if the key is missing.
 */
export function withoutArbitraryLoads(plist: string): string {
  const allowed = /(<key>NSAllowsArbitraryLoads<\/key>\s*)<(?:true|false)\s*\/>/
  if (!allowed.test(plist)) throw new Error('Info.plist has no NSAllowsArbitraryLoads.')
  return plist.replace(allowed, '$1<false/>')
}

/** Electron's own plist has usage descriptions for devices that Offhook never uses. */
const UNUSED = [
  'NSAudioCaptureUsageDescription',
  'NSBluetoothAlwaysUsageDescription',
  'NSBluetoothPeripheralUsageDescription',
  'NSCameraUsageDescription',
]

/** Removes the usage descriptions of unused devices: macOS never grants access without one. */
export function withoutUnusedTexts(plist: string): string {
  return UNUSED.reduce(
    (text, key) => text.replaceAll(new RegExp(`\\s*<key>${key}</key>\\s*<string>[^<]*</string>`, 'g'), ''),
    plist,
  )
}
