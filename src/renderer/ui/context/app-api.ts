import type {
  SendRequest,
  UpdateChannel,
  ActionResult,
  AppState,
  ConnectionCheck,
  ConnectionChoice,
  PhoneLink,
  PageName,
  DoNotDisturb,
  RingSettings,
  SelfTestReport,
} from '../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'

/** What the window knows about the program around it, once main has said so. */
export interface LoadedAppState extends AppState {
  readonly version: string
  /** ISO 3166 country whose numbers need no prefix. */
  readonly country: string
}

/** A clicked phone link. Each has a number of its own, counted from 1. */
export type ClickedLink = PhoneLink & { readonly number: number }

/** What the views may ask of the program around the window. Requests reject only when main cannot be reached. */
export interface AppApi {
  /** Null until main has welcomed the page; the same reference until something changes. */
  readonly state: LoadedAppState | null
  /** The phone link clicked last, or null; the same reference until another is. */
  readonly clickedLink: ClickedLink | null
  /** Hears of changes in both. */
  readonly subscribe: (onChange: () => void) => () => void
  /** Subscribes to the window becoming visible or moving. Returns a function that unsubscribes. */
  readonly onWindowShown: (listener: () => void) => () => void
  /** Subscribes to page choices in the application menu. Returns a function that unsubscribes. */
  readonly onShowPage: (listener: (page: PageName) => void) => () => void
  /** Sends a request to main. A request needs a method of its own only if the page does something else as well. */
  readonly request: SendRequest
  /** Opens a menu at the pointer that copies the selected number of a caller. */
  showNumberMenu(text: string): Promise<ActionResult>
  /** Quits Offhook; during a call main asks first. */
  quit(): Promise<ActionResult>
  selectConnection(choice: ConnectionChoice): Promise<ConnectionCheck>
  /** Practice line only. */
  requestPracticeCall(): Promise<ActionResult>
  setDoNotDisturb(quiet: Omit<DoNotDisturb, 'system'>): Promise<ActionResult>
  setRingSettings(ringing: RingSettings): Promise<ActionResult>
  /** The person has had the list of recent calls before them. */
  markRecentsSeen(): Promise<ActionResult>
  /** Has main look again at what opens phone links; the answer comes with the facts. */
  checkLinkHandler(): Promise<ActionResult>
  setLinkHandler(on: boolean): Promise<ActionResult>
  setUpdateChannel(channel: UpdateChannel): Promise<ActionResult>
  checkUpdates(): Promise<ActionResult>
  /** Ends Offhook to install the update that is ready. */
  installUpdate(): Promise<ActionResult>
  /** Opens the licences of everything that is in the program. */
  showLicences(): Promise<ActionResult>
  /** Saves a redacted archive with the log and a report; the person chooses where. */
  exportDiagnostics(): Promise<ActionResult>
  /** Rings this computer end to end; resolves when that is over. */
  runSelfTest(): Promise<SelfTestReport>
  /** Gets access anew and registers with it. */
  reconnect(): Promise<ActionResult>
  /** Has the system ask the person, if it will. Rejects when the microphone may not be used or is not there. */
  requestMicrophone(): Promise<void>
}

/** The time, and a heartbeat for whatever shows it. */
export interface Clock {
  readonly now: () => Timestamp
  /** Calls back about once a second while somebody can see the page. Answers how to stop. */
  everySecond(onTick: () => void): () => void
}
