import { join } from 'node:path'

/** The name of the desktop file in a deb and an rpm. */
const ENTRY = join('applications', 'offhook.desktop')

/**
 * Whether the desktop has an entry of ours, without which no link can be opened: a deb and an rpm bring one, an AppImage and the
 * archive do not. By the XDG Base Directory specification.
 */
export function hasDesktopEntry(
  env: Readonly<Record<string, string | undefined>>,
  exists: (file: string) => boolean,
): boolean {
  const own = env['XDG_DATA_HOME'] || join(env['HOME'] ?? '/', '.local', 'share')
  const shared = (env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':')
  return [own, ...shared].some((folder) => folder.startsWith('/') && exists(join(folder, ENTRY)))
}
