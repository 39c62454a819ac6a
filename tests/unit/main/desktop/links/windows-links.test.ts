import { describe, expect, test } from 'vitest'
import { createLinkHandlerSettings } from '../../../../../src/main/desktop/links/protocol-handler.ts'
import {
  chosenProgId,
  createWindowsLinks,
  type QueryRegistry,
} from '../../../../../src/main/desktop/links/windows-links.ts'
import type { LinkHandler } from '../../../../../src/shared/ipc/contract.ts'
import { linkHandlerMessage } from '../../../../../src/shared/messages/phone-links.ts'

const ASSOCIATIONS = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\Shell\\Associations\\UrlAssociations'
const choice = (scheme: string, kind: string, progId: string) =>
  `\r\n${ASSOCIATIONS}\\${scheme}\\${kind}\r\n    ProgId    REG_SZ    ${progId}\r\n`
const END = '\r\nEnd of search: 1 match(es) found.\r\n'

describe('what Windows opens a kind of link with, as reg query prints it', () => {
  test.each([
    ['a choice', choice('tel', 'UserChoice', 'Offhook.Link') + END, 'Offhook.Link'],
    ['the choice of another program', choice('tel', 'UserChoice', 'MSTeams.tel') + END, 'MSTeams.tel'],
    ['a name with a space', choice('tel', 'UserChoice', 'Phone Link.tel') + END, 'Phone Link.tel'],
    [
      'a later choice, which wins',
      choice('tel', 'UserChoice', 'MSTeams.tel') +
        choice('tel', 'UserChoiceLatest\\ProgId', 'Offhook.Link') +
        END,
      'Offhook.Link',
    ],
    [
      'a later choice that comes first',
      choice('tel', 'UserChoiceLatest\\ProgId', 'MSTeams.tel') +
        choice('tel', 'UserChoice', 'Offhook.Link') +
        END,
      'MSTeams.tel',
    ],
    ['a value of some other key', choice('tel', 'Toasts', 'Offhook.Link') + END, null],
    ['nothing', END, null],
    ['no output', '', null],
    ['an empty value', `${ASSOCIATIONS}\\tel\\UserChoice\r\n    ProgId    REG_SZ    \r\n`, null],
  ])('%s', (_what, printed, expected) => {
    expect(chosenProgId(printed)).toBe(expected)
  })
})

describe('phone links on Windows', () => {
  function setUp(chosen: Readonly<Record<string, string>>, { machineWide = false, talking = false } = {}) {
    const opened: string[] = []
    const told: LinkHandler[] = []
    const written: string[] = []
    const query: QueryRegistry = async ([key = '']) => {
      if (key.startsWith('HKLM')) {
        if (machineWide) return 'Offhook    REG_SZ    Software\\Offhook\\Capabilities'
        throw new Error('ERROR: The system was unable to find the specified registry key or value.')
      }
      const scheme = key.split('\\').at(-1) ?? ''
      const progId = chosen[scheme]
      if (progId === undefined) throw new Error('ERROR: The system was unable to find the key.')
      return choice(scheme, 'UserChoice', progId)
    }
    const write = (what: string) => () => {
      written.push(what)
      return true
    }
    const keeper = createLinkHandlerSettings({
      app: {
        // Electron reads a registry key that Windows does not use.
        isDefaultProtocolClient: () => true,
        setAsDefaultProtocolClient: write('set'),
        removeAsDefaultProtocolClient: write('remove'),
      },
      platform: 'win32',
      windows: createWindowsLinks({ query, open: async (address) => void opened.push(address) }),
      development: false,
      hasEntry: () => true,
      program: 'C:\\Program Files\\Offhook\\Offhook.exe',
      inCall: () => talking,
      onChange: (opening) => told.push(opening),
    })
    return { keeper, opened, told, written }
  }

  test.each([
    [{}, 'none'],
    [{ tel: 'MSTeams.tel', callto: 'MSTeams.callto', sip: 'MSTeams.sip' }, 'none'],
    [{ tel: 'Offhook.Link' }, 'some'],
    [{ tel: 'Offhook.Link', callto: 'Offhook.Link', sip: 'Offhook.Link' }, 'all'],
  ] as const)('open with what the person chose: %j is %s', async (chosen, opens) => {
    const { keeper, told } = setUp(chosen)
    await keeper.handlers['check-link-handler']()
    expect(told).toEqual([{ opens, change: 'in-system', platform: 'windows' }])
  })

  test.each([
    [false, 'ms-settings:defaultapps?registeredAppUser=Offhook'],
    [true, 'ms-settings:defaultapps?registeredAppMachine=Offhook'],
  ])(
    'are changed in the settings of Windows, for all users (%s) on their page',
    async (machineWide, page) => {
      const { keeper, opened, written } = setUp({}, { machineWide })
      expect(await keeper.handlers['set-link-handler']({ on: true })).toEqual({ ok: true })
      expect(opened).toEqual([page])
      expect(written).toEqual([])
    },
  )

  test('are not asked about in the middle of a call', async () => {
    const { keeper, told } = setUp({}, { talking: true })
    await keeper.handlers['check-link-handler']()
    expect(told).toEqual([])
  })

  test.each(['none', 'some', 'all'] as const)('say who decides: %s', (opens) => {
    expect(linkHandlerMessage({ opens, change: 'in-system', platform: 'windows' })).toContain('Default apps')
  })
})
