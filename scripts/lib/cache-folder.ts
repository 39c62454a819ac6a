import { isAbsolute, join } from 'node:path'

/**
 * Offhook's cache on this machine. XDG asks that a relative XDG_CACHE_HOME be ignored.
 * Source: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder(env: NodeJS.ProcessEnv, home: string): string {
  const xdg = env.XDG_CACHE_HOME
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'offhook')
}
