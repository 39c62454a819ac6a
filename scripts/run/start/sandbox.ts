import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../lib/run.ts'

/** Kernel settings that do not allow ordinary accounts to create the namespaces of Chromium's sandbox. */
const RESTRICTIONS = [
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

/** What this system allows to an ordinary account. */
export type SandboxProbe = {
  /** Whether a user namespace can be created. */
  namespaces: () => Promise<boolean>
  /** Whether Chromium's helper is owned by root and setuid, the other way to a sandbox. */
  helper: () => Promise<boolean>
  /** The text of a kernel setting. Rejects if there is none of that name. */
  setting: (path: string) => Promise<string>
}

/** The probe of this system, for the Electron in `folder`. */
export function sandboxProbe(folder: string): SandboxProbe {
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
 * Advice if this system does not allow Electron's sandbox (Ubuntu 24.04, hardened kernels, some containers); otherwise
 * undefined. The sandbox is never disabled for an ordinary account.
 */
export async function sandboxAdvice(folder: string, probe: SandboxProbe): Promise<string | undefined> {
  if ((await probe.namespaces()) || (await probe.helper())) return undefined
  const helper = join(folder, 'chrome-sandbox')
  let cure = `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  for (const restriction of RESTRICTIONS) {
    const value = await probe.setting(restriction.path).catch(() => undefined)
    if (value?.trim() === restriction.blocks) cure = restriction.cure
  }
  return `This system does not allow ordinary accounts to create a sandbox, which Electron needs to start. Allow it with:\n  ${cure}`
}
