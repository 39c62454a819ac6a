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

/**
 * What to say when this system will not let Electron make its sandbox (Ubuntu 24.04, hardened kernels), or
 * undefined when it will. The sandbox is never switched off for an ordinary account.
 */
export async function sandboxAdvice(read: (path: string) => Promise<string>): Promise<string | undefined> {
  for (const { path, blocks, cure } of OBSTACLES) {
    const value = await read(path).catch(() => undefined)
    if (value?.trim() !== blocks) continue
    return `This system keeps ordinary accounts from making a sandbox. If Electron does not start, allow it with:\n  ${cure}`
  }
  return undefined
}
