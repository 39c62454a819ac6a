import { execFile } from 'node:child_process'
import { win32 } from 'node:path'
import { promisify } from 'node:util'
import type { LinkHandler } from '../../../shared/ipc/contract.ts'
import { LINK_SCHEMES } from '../../../shared/domain/dial/link-schemes.ts'

/** What the installer registers for Offhook (build/installer.nsh). */
const OUR_PROG_ID = 'Offhook.Link'
/** Where Windows stores the person's choice for each link scheme. Programs may read it but must not write it. */
const CHOICES = 'HKCU\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations'
const MACHINE_WIDE = 'HKLM\\Software\\RegisteredApplications'

/** Runs `reg query` with these arguments and returns its output; rejects if there is no such key or value. */
export type QueryRegistry = (args: readonly string[]) => Promise<string>

/** The Windows default app for phone links. */
export interface WindowsLinks {
  /** Whether Offhook was chosen for all kinds of phone links, some, or none. */
  opens(): Promise<LinkHandler['opens']>
  /** Opens the page of the Windows settings where the person chooses. */
  openSettings(): Promise<void>
}

export interface WindowsLinksDeps {
  readonly query: QueryRegistry
  /** Opens a page of the Windows settings by its URI. */
  readonly open: (address: string) => Promise<void>
}

export function createWindowsLinks({ query, open }: WindowsLinksDeps): WindowsLinks {
  const opensHere = async (scheme: string) => {
    const printed = await query([`${CHOICES}\\${scheme}`, '/s', '/v', 'ProgId']).catch(() => '')
    return chosenProgId(printed) === OUR_PROG_ID
  }
  return {
    async opens() {
      const ours = await Promise.all(LINK_SCHEMES.map(opensHere))
      if (ours.every(Boolean)) return 'all'
      return ours.some(Boolean) ? 'some' : 'none'
    },
    async openSettings() {
      const isMachineWide = await query([MACHINE_WIDE, '/v', 'Offhook']).then(
        () => true,
        () => false,
      )
      const kind = isMachineWide ? 'registeredAppMachine' : 'registeredAppUser'
      await open(`ms-settings:defaultapps?${kind}=Offhook`)
    },
  }
}

/**
 * The program chosen for a kind of link, in what `reg query …\SCHEME /s /v ProgId` prints; null where none was chosen. Windows 11
 * also writes `UserChoiceLatest`, which wins.
 */
export function chosenProgId(printed: string): string | null {
  const chosen = new Map<string, string>()
  let key = ''
  for (const line of printed.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) key = line.trim()
    const value = /^\s+ProgId\s+REG_SZ\s+(\S.*?)\s*$/.exec(line)?.[1]
    const [, kind] = /\\(UserChoiceLatest|UserChoice)(?:\\|$)/.exec(key) ?? []
    if (value !== undefined && kind !== undefined) chosen.set(kind, value)
  }
  return chosen.get('UserChoiceLatest') ?? chosen.get('UserChoice') ?? null
}

/** The real ones. Both programs are named by their whole path, so that none of another folder takes their place. */
export function windowsLinksIn(env: Readonly<Record<string, string | undefined>>): WindowsLinks {
  const windows = env['SystemRoot'] ?? 'C:\\Windows'
  const run = promisify(execFile)
  return createWindowsLinks({
    async query(args) {
      const program = win32.join(windows, 'System32', 'reg.exe')
      const { stdout } = await run(program, ['query', ...args], { timeout: 5_000, windowsHide: true })
      return stdout
    },
    async open(address) {
      // The Explorer ends with 1 although it has opened the page.
      await run(win32.join(windows, 'explorer.exe'), [address], { timeout: 5_000 }).catch(() => undefined)
    },
  })
}
