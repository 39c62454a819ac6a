import { join } from 'node:path'

/** The name of the desktop file in the deb and rpm packages. */
const ENTRY = join('applications', 'offhook.desktop')

/**
 * Whether Offhook's desktop file is installed, which opening links requires. The deb and rpm packages install one; the AppImage and
 * the archive do not. Searched in the folders of the XDG Base Directory specification.
 */
export function hasDesktopEntry(
  env: Readonly<Record<string, string | undefined>>,
  exists: (file: string) => boolean,
): boolean {
  const own = env['XDG_DATA_HOME'] || join(env['HOME'] ?? '/', '.local', 'share')
  const shared = (env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':')
  return [own, ...shared].some((folder) => folder.startsWith('/') && exists(join(folder, ENTRY)))
}
