import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../lib/run.ts'

/** Kernel settings that keep ordinary accounts from making the namespaces of Chromium's sandbox. */
const OBSTACLES = [
  {
    path: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    blocks: '1',
    cure: 'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  },
  {
    path: '/proc/sys/kernel/unprivileged_userns_clone',
    blocks: '0',
    cure: 'sudo sysctl kernel.unprivileged_userns_clone=1',
  },
  {
    path: '/proc/sys/user/max_user_namespaces',
    blocks: '0',
    cure: 'sudo sysctl user.max_user_namespaces=10000',
  },
] as const

/** What this system lets an ordinary account do; each answers by looking, not by guessing. */
export type SandboxLook = {
  /** Whether a user namespace can be made. */
  namespaces: () => Promise<boolean>
  /** Whether Chromium's helper is owned by root and setuid, the other way to a sandbox. */
  helper: () => Promise<boolean>
  /** A kernel setting's text; rejects when there is none of that name. */
  setting: (path: string) => Promise<string>
}

/** Looks at the running system, for the Electron in `folder`. */
export function lookAtSandbox(folder: string): SandboxLook {
  return {
    namespaces: async () => (await run('unshare', ['-Ur', 'true']).catch(() => undefined))?.code === 0,
    helper: async () => {
      const file = await stat(join(folder, 'chrome-sandbox')).catch(() => undefined)
      return file !== undefined && file.uid === 0 && (file.mode & 0o7777) === 0o4755
    },
    setting: (path) => readFile(path, 'utf8'),
  }
}

/**
 * What to say when this system will not let Electron make its sandbox (Ubuntu 24.04, hardened kernels, some
 * containers), or undefined when it will. The sandbox is never switched off for an ordinary account.
 */
export async function sandboxAdvice(folder: string, look: SandboxLook): Promise<string | undefined> {
  if ((await look.namespaces()) || (await look.helper())) return undefined
  const helper = join(folder, 'chrome-sandbox')
  let cure = `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  for (const obstacle of OBSTACLES) {
    const value = await look.setting(obstacle.path).catch(() => undefined)
    if (value?.trim() === obstacle.blocks) cure = obstacle.cure
  }
  return `This system keeps ordinary accounts from making a sandbox, and Electron will not start without. Allow it with:\n  ${cure}`
}
