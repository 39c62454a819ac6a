import { chown, mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Desktop } from '../desktop/desktop.ts'
import { defined } from '../app/launch.ts'
import { isRoot, ORDINARY } from './private-root.ts'

/** An ordinary account's own folders on a desktop, and its environment there. */
export interface OrdinaryAccount {
  readonly env: Readonly<Record<string, string>>
  /** Where Offhook keeps what is the person's. */
  readonly profile: string
}

/** Gives an ordinary account a home on the desktop. */
export async function ordinaryAccount(desktop: Desktop): Promise<OrdinaryAccount> {
  const home = await mkdtemp(join(desktop.folder, 'home-'))
  const own = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local'),
    XDG_STATE_HOME: join(home, '.state'),
    XDG_RUNTIME_DIR: join(home, '.run'),
  }
  for (const folder of Object.values(own)) {
    if (folder !== home) await mkdir(folder, { mode: 0o700 })
    if (isRoot()) await chown(folder, ORDINARY, ORDINARY)
  }
  return { env: { ...defined(desktop.env), ...own }, profile: join(own.XDG_CONFIG_HOME, 'Offhook') }
}
