import { join } from 'node:path'
import { app, clipboard, Menu, shell } from 'electron'
import type { CallAlerting } from '../alerts/incoming-call-alerts.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'
import type { IpcEdges } from '../ipc/ipc.ts'
import type { KeepReachable } from '../reachability/reachability-supervisor.ts'
import { licencesShown } from './licences.ts'
import type { LinkOpeningKeeper } from '../desktop/links/protocol-handler.ts'
import { reasonOf } from '../lib/log.ts'
import type { LostCalls } from '../history/orphaned-calls.ts'
import type { Presence } from './background-services.ts'
import type { Replica } from '../ipc/replica.ts'
import type { KeepUpdated } from '../updates/update-service.ts'
import type { MicrophoneAccess } from '../desktop/microphone-access.ts'
import { contextMenuFor } from '../windows/context-menu.ts'
import type { Telephone } from './connection-services.ts'

const LICENCES = 'THIRD-PARTY-NOTICES.txt'

/** Opens the menu for text that is selected outside a field. */
const SELECTED = { canCut: false, canCopy: true, canPaste: false, canSelectAll: false }

export interface AnswerEdges {
  readonly country: string
  /** Writes a log line of a page. */
  readonly pageLog: IpcEdges['answers']['log']
  readonly microphoneAccess: MicrophoneAccess
  readonly telephone: Telephone
  readonly replica: Replica
  readonly house: HouseBoard
  readonly lostCalls: LostCalls
  readonly presence: Presence
  readonly linkOpening: LinkOpeningKeeper
  readonly updates: Promise<KeepUpdated>
  readonly alerting: CallAlerting
  readonly reachable: KeepReachable
}

/** What main answers to each thing a page may ask. */
export function answersFor(edges: AnswerEdges): IpcEdges['answers'] {
  const {
    country,
    pageLog,
    microphoneAccess,
    telephone,
    replica,
    house,
    lostCalls,
    presence,
    linkOpening,
    updates,
    alerting,
    reachable,
  } = edges
  const { lines, tickets } = telephone
  return {
    hello() {
      reachable.forget()
      replica.begin()
      lostCalls.hello()
      tickets.hello()
      return { version: app.getVersion(), country, house: house.current }
    },
    'renew-ticket': () => tickets.renew(),
    'choose-line': ({ choice }) => lines.choose(choice),
    async 'call-me'() {
      const callMe = lines.source?.callMe
      if (!callMe) return { ok: false, problem: 'Only the practice line can call you.' }
      try {
        await callMe()
        return { ok: true }
      } catch (error) {
        return { ok: false, problem: reasonOf(error) }
      }
    },
    evidence({ evidence }) {
      const report = microphoneAccess.correct(evidence)
      alerting.microphone(report.microphone)
      reachable.evidence(report)
      return { ok: true }
    },
    'test-ring': () => alerting.testRing(),
    log: pageLog,
    'number-menu'({ text }) {
      const items = contextMenuFor(
        { isEditable: false, selectionText: text, editFlags: SELECTED },
        {
          country,
          copy: (number) => {
            void clipboard.writeText(number)
          },
        },
      )
      if (items.length > 0) Menu.buildFromTemplate(items).popup()
      return { ok: true }
    },
    'popup-view': () => alerting.view,
    answer: ({ answer }) => alerting.answer(answer),
    ...presence.answers,
    ...linkOpening.answers,
    'set-channel': async (request) => (await updates).answers['set-channel'](request),
    'check-updates': async () => (await updates).answers['check-updates'](),
    'install-update': async () => (await updates).answers['install-update'](),
    'show-licences': licencesShown({
      // The build writes them; a package holds them beside its archive, where other programs can read.
      file: app.isPackaged ? join(process.resourcesPath, LICENCES) : join(app.getAppPath(), 'out', LICENCES),
      open: (file) => shell.openPath(file),
    }),
  }
}
