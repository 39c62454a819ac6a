import { anAppState } from '../state/app-state.ts'
import type {
  Channel,
  Done,
  House,
  LineCheck,
  LineChoice,
  LineSummary,
  Link,
  PageName,
  Quiet,
  Ringing,
  RingReport,
} from '../../../src/shared/ipc/contract.ts'
import type { ArrivedLink, Facts, Host } from '../../../src/renderer/ui/context/app-api.ts'

type Asked =
  | LineChoice
  | 'call-me'
  | 'look-at-links'
  | 'check-updates'
  | 'install-update'
  | 'show-licences'
  | { readonly links: boolean }
  | { readonly channel: Channel }
  | 'recents-seen'
  | 'test-ring'
  | 'try-again'
  | 'allow-microphone'
  | 'quit'
  | { readonly copy: string }
  | { readonly quiet: Omit<Quiet, 'system'> }
  | { readonly ringing: Ringing }

/** A host that is told what to answer, and remembers what it was requests. */
export interface FakeAppApi extends Host {
  readonly requests: readonly Asked[]
  /** What the next choice of a line comes to; `never` keeps it waiting, `broken` fails. */
  check: LineCheck | 'never' | 'broken'
  done: Done
  /** What the next test ring comes to; null keeps it going. */
  report: RingReport | null
  use(line: LineSummary): void
  put(parts: Partial<House>): void
  /** Somebody clicks a phone link. */
  click(link: Link): void
  /** The window has just come onto the screen. */
  place(): void
  /** The person chooses a page in the application menu. */
  menu(page: PageName): void
}

export const PRACTICE: LineSummary = {
  kind: 'practice',
  numbers: [
    { number: '+12025550101', what: 'Echo: you hear yourself' },
    { number: '+12025550102', what: 'A steady tone' },
    { number: '+12025550108', what: 'Says a sentence' },
    { number: '+12025550106', what: 'Answers after five seconds' },
    { number: '+12025550103', what: 'Busy' },
    { number: '+12025550104', what: 'Does not answer' },
    { number: '+12025550105', what: 'Declines the call' },
  ],
}

export const TEAM: LineSummary = {
  kind: 'team',
  url: 'https://calls.example.com/token',
  method: 'POST',
  secretStored: true,
}

export const TRAINING: LineSummary = {
  ...TEAM,
  exchange: `192.168.1.20:4443 sha256/${'k7Qm'.repeat(10)}x9w=`,
}

/** Not an account of anybody's. */
export const ACCOUNT: LineSummary = {
  kind: 'account',
  identity: 'maria',
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  apiKeySid: `SK${'0123456789abcdef'.repeat(2)}`,
  twimlAppSid: `AP${'0123456789abcdef'.repeat(2)}`,
  callerId: '+12025550100',
  secretStored: true,
}

export function createFakeAppApi(): FakeAppApi {
  const listeners = new Set<() => void>()
  const placed = new Set<() => void>()
  const pages = new Set<(page: PageName) => void>()
  const requests: Asked[] = []
  const ask = async (what: Asked) => {
    requests.push(what)
    return host.done
  }
  let facts: Facts = { version: '0.1.0', country: 'US', ...anAppState({ line: PRACTICE }) }
  let link: ArrivedLink | null = null
  const host: FakeAppApi = {
    requests,
    check: 'broken',
    done: { ok: true },
    report: null,
    get facts() {
      return facts
    },
    get link() {
      return link
    },
    click(arrived) {
      link = { ...arrived, number: (link?.number ?? 0) + 1 }
      for (const listener of listeners) listener()
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => void listeners.delete(onChange)
    },
    place() {
      for (const listener of placed) listener()
    },
    menu(page) {
      for (const listener of pages) listener(page)
    },
    onPlaced(listener) {
      placed.add(listener)
      return () => void placed.delete(listener)
    },
    onPage(listener) {
      pages.add(listener)
      return () => void pages.delete(listener)
    },
    numberMenu: (text) => ask({ copy: text }),
    quit: () => ask('quit'),
    use: (line) => host.put({ line }),
    put(parts) {
      facts = { ...facts, ...parts }
      for (const listener of listeners) listener()
    },
    async chooseLine(choice) {
      requests.push(choice)
      const { check } = host
      if (check === 'broken') throw new Error('Main did not answer.')
      if (check === 'never') return new Promise(() => undefined)
      if (check.ok) host.use(check.summary)
      return check
    },
    callMe: () => ask('call-me'),
    async setQuiet(quiet) {
      if (host.done.ok) host.put({ quiet: { ...facts.quiet, ...quiet } })
      return ask({ quiet })
    },
    async setRinging(ringing) {
      if (host.done.ok) host.put({ ringing })
      return ask({ ringing })
    },
    lookAtLinks: () => ask('look-at-links'),
    async setLinks(on) {
      if (host.done.ok) host.put({ links: { ...facts.links, opens: on ? 'all' : 'none' } })
      return ask({ links: on })
    },
    async setChannel(channel) {
      if (host.done.ok) host.put({ updates: { ...facts.updates, channel } })
      return ask({ channel })
    },
    checkUpdates: () => ask('check-updates'),
    installUpdate: () => ask('install-update'),
    showLicences: () => ask('show-licences'),
    async recentsSeen() {
      host.put({ recents: facts.recents.map((call) => ({ ...call, unseen: false })) })
      return ask('recents-seen')
    },
    async testRing() {
      requests.push('test-ring')
      return host.report ?? new Promise(() => undefined)
    },
    tryAgain: () => ask('try-again'),
    async allowMicrophone() {
      requests.push('allow-microphone')
      if (!host.done.ok) throw new Error(host.done.problem)
    },
  }
  return host
}
