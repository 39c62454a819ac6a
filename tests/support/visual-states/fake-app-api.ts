import { anAppState } from '../state/app-state.ts'
import * as v from 'valibot'
import {
  REQUESTS,
  type RequestName,
  type UpdateChannel,
  type ActionResult,
  type AppState,
  type ConnectionCheck,
  type ConnectionChoice,
  type ConnectionSummary,
  type PhoneLink,
  type PageName,
  type DoNotDisturb,
  type RingSettings,
  type SelfTestReport,
} from '../../../src/shared/ipc/contract.ts'
import type { ClickedLink, LoadedAppState, AppApi } from '../../../src/renderer/ui/context/app-api.ts'

type AppRequest =
  | RequestName
  | ConnectionChoice
  | { readonly links: boolean }
  | { readonly channel: UpdateChannel }
  | 'try-again'
  | 'allow-microphone'
  | { readonly copy: string }
  | { readonly quiet: Omit<DoNotDisturb, 'system'> }
  | { readonly ringing: RingSettings }

/** A host that returns what a test sets, and records the requests. */
export interface FakeAppApi extends AppApi {
  readonly requests: readonly AppRequest[]
  /** What the next choice of a line comes to; `pending` keeps it waiting, `broken` fails. */
  connectionCheck: ConnectionCheck | 'pending' | 'rejects'
  result: ActionResult
  /** What the next test ring comes to; null keeps it going. */
  selfTestReport: SelfTestReport | null
  useConnection(connection: ConnectionSummary): void
  update(parts: Partial<AppState>): void
  /** Somebody clicks a phone link. */
  clickLink(link: PhoneLink): void
  /** The window has just come onto the screen. */
  emitPlaced(): void
  /** The person chooses a page in the application choosePage. */
  choosePage(page: PageName): void
}

const PRACTICE: ConnectionSummary = {
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

export const TEAM: ConnectionSummary = {
  kind: 'team',
  url: 'https://calls.example.com/token',
  method: 'POST',
  secretStored: true,
}

export const TRAINING: ConnectionSummary = {
  ...TEAM,
  exchange: `192.168.1.20:4443 sha256/${'k7Qm'.repeat(10)}x9w=`,
}

/** Not an account of anybody's. */
export const ACCOUNT: ConnectionSummary = {
  kind: 'account',
  identity: 'maria',
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  apiKeySid: `SK${'0123456789abcdef'.repeat(2)}`,
  twimlAppSid: `AP${'0123456789abcdef'.repeat(2)}`,
  callerId: '+12025550100',
  secretStored: true,
}

export function createFakeAppApi(): FakeAppApi {
  const changeListeners = new Set<() => void>()
  const shownListeners = new Set<() => void>()
  const pageListeners = new Set<(page: PageName) => void>()
  const requests: AppRequest[] = []
  const record = async (request: AppRequest) => {
    requests.push(request)
    return api.result
  }
  let state: LoadedAppState = { version: '0.1.0', country: 'US', ...anAppState({ connection: PRACTICE }) }
  let link: ClickedLink | null = null
  const api: FakeAppApi = {
    requests,
    connectionCheck: 'rejects',
    result: { ok: true },
    selfTestReport: null,
    get state() {
      return state
    },
    get clickedLink() {
      return link
    },
    clickLink(arrived) {
      link = { ...arrived, number: (link?.number ?? 0) + 1 }
      for (const listener of changeListeners) listener()
    },
    subscribe(onChange) {
      changeListeners.add(onChange)
      return () => void changeListeners.delete(onChange)
    },
    emitPlaced() {
      for (const listener of shownListeners) listener()
    },
    choosePage(page) {
      for (const listener of pageListeners) listener(page)
    },
    onWindowShown(listener) {
      shownListeners.add(listener)
      return () => void shownListeners.delete(listener)
    },
    onShowPage(listener) {
      pageListeners.add(listener)
      return () => void pageListeners.delete(listener)
    },
    async request(request) {
      const type: (typeof request)['type'] = request.type
      return v.parse(REQUESTS[type].reply, await record(type))
    },
    showNumberMenu: (text) => record({ copy: text }),
    quit: () => record('quit'),
    useConnection: (line) => api.update({ connection: line }),
    update(parts) {
      state = { ...state, ...parts }
      for (const listener of changeListeners) listener()
    },
    async selectConnection(choice) {
      requests.push(choice)
      const { connectionCheck } = api
      if (connectionCheck === 'rejects') throw new Error('Main did not answer.')
      if (connectionCheck === 'pending') return new Promise(() => undefined)
      if (connectionCheck.ok) api.useConnection(connectionCheck.summary)
      return connectionCheck
    },
    requestPracticeCall: () => record('request-practice-call'),
    async setDoNotDisturb(quiet) {
      if (api.result.ok) api.update({ doNotDisturb: { ...state.doNotDisturb, ...quiet } })
      return record({ quiet })
    },
    async setRingSettings(ringing) {
      if (api.result.ok) api.update({ ringSettings: ringing })
      return record({ ringing })
    },
    checkLinkHandler: () => record('check-link-handler'),
    async setLinkHandler(on) {
      if (api.result.ok) api.update({ linkHandler: { ...state.linkHandler, opens: on ? 'all' : 'none' } })
      return record({ links: on })
    },
    async setUpdateChannel(channel) {
      if (api.result.ok) api.update({ updates: { ...state.updates, channel } })
      return record({ channel })
    },
    checkUpdates: () => record('check-updates'),
    installUpdate: () => record('install-update'),
    showLicences: () => record('show-licences'),
    exportDiagnostics: () => record('export-diagnostics'),
    async markRecentsSeen() {
      api.update({ recents: state.recents.map((call) => ({ ...call, unseen: false })) })
      return record('mark-recents-seen')
    },
    async runSelfTest() {
      requests.push('run-self-test')
      return api.selfTestReport ?? new Promise(() => undefined)
    },
    reconnect: () => record('try-again'),
    async requestMicrophone() {
      requests.push('allow-microphone')
      if (!api.result.ok) throw new Error(api.result.problem)
    },
  }
  return api
}
