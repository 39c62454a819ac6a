import type {
  Channel,
  Done,
  House,
  LineCheck,
  LineChoice,
  Link,
  PageName,
  Quiet,
  Ringing,
  RingReport,
} from '../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'

/** What the window knows about the program around it, once main has said so. */
export interface Facts extends House {
  readonly version: string
  /** ISO 3166 country whose numbers need no prefix. */
  readonly country: string
}

/** A clicked phone link. Each has a number of its own, counted from 1. */
export type ArrivedLink = Link & { readonly number: number }

/** What the views may ask of the program around the window. Requests reject only when main cannot be reached. */
export interface Host {
  /** Null until main has welcomed the page; the same reference until something changes. */
  readonly facts: Facts | null
  /** The phone link clicked last, or null; the same reference until another is. */
  readonly link: ArrivedLink | null
  /** Hears of changes in both. */
  readonly subscribe: (onChange: () => void) => () => void
  /** Subscribes to the window becoming visible or moving. Returns a function that unsubscribes. */
  readonly onPlaced: (listener: () => void) => () => void
  /** Subscribes to page choices in the application menu. Returns a function that unsubscribes. */
  readonly onPage: (listener: (page: PageName) => void) => () => void
  /** Opens a menu at the pointer that copies the selected number of a caller. */
  numberMenu(text: string): Promise<Done>
  /** Quits Offhook; during a call main asks first. */
  quit(): Promise<Done>
  chooseLine(choice: LineChoice): Promise<LineCheck>
  /** Practice line only. */
  callMe(): Promise<Done>
  setQuiet(quiet: Omit<Quiet, 'system'>): Promise<Done>
  setRinging(ringing: Ringing): Promise<Done>
  /** The person has had the list of recent calls before them. */
  recentsSeen(): Promise<Done>
  /** Has main look again at what opens phone links; the answer comes with the facts. */
  lookAtLinks(): Promise<Done>
  setLinks(on: boolean): Promise<Done>
  setChannel(channel: Channel): Promise<Done>
  checkUpdates(): Promise<Done>
  /** Ends Offhook to install the update that is ready. */
  installUpdate(): Promise<Done>
  /** Opens the licences of everything that is in the program. */
  showLicences(): Promise<Done>
  /** Rings this computer end to end; resolves when that is over. */
  testRing(): Promise<RingReport>
  /** Gets access anew and registers with it. */
  tryAgain(): Promise<Done>
  /** Has the system ask the person, if it will. Rejects when the microphone may not be used or is not there. */
  allowMicrophone(): Promise<void>
}

/** The time, and a heartbeat for whatever shows it. */
export interface Clock {
  readonly now: () => Timestamp
  /** Calls back about once a second while somebody can see the page. Answers how to stop. */
  everySecond(tick: () => void): () => void
}
