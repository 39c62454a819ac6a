import type { DialOptions } from '../model/dial.ts'
import type { Target } from '../model/target.ts'
import type { CalledLeg } from '../model/leg-types.ts'
import { normalizeNumber } from '../model/dial-plan.ts'
import { progressParameters } from '../webhooks/status-callback.ts'
import type { CallStatus } from '../model/hangup-causes.ts'
import type { Method } from '../webhooks/webhooks.ts'
import { attributesOf, logUnknownChildren, type Attributes } from './attributes.ts'
import type { Element } from './parse.ts'
import type { VerbContext } from './verb-context.ts'

/** Twilio's limit for targets of one `<Dial>`. */
const MAX_TARGETS = 10

const PROGRESS = ['initiated', 'ringing', 'answered', 'completed'] as const
type Progress = (typeof PROGRESS)[number]

/** The events that a noun's `statusCallback` subscribes to. */
export interface ProgressReport {
  readonly url: string
  readonly method: Method
  readonly events: readonly Progress[]
}

export interface Noun {
  readonly target: Target
  readonly report: ProgressReport | undefined
}

type SkipContext = Pick<VerbContext, 'base' | 'skipped'>

const REPORTED = ['statusCallback', 'statusCallbackEvent', 'statusCallbackMethod'] as const
const NO_CALLEE_DOCUMENT = 'no document is run for the called party before it is connected'
const NO_MACHINE_DETECTION = 'the exchange does not detect answering machines'
const IGNORED = {
  url: NO_CALLEE_DOCUMENT,
  method: NO_CALLEE_DOCUMENT,
  machineDetection: NO_MACHINE_DETECTION,
  machineDetectionTimeout: NO_MACHINE_DETECTION,
  machineDetectionSpeechThreshold: NO_MACHINE_DETECTION,
  machineDetectionSpeechEndThreshold: NO_MACHINE_DETECTION,
  machineDetectionSilenceTimeout: NO_MACHINE_DETECTION,
  amdStatusCallback: NO_MACHINE_DETECTION,
  amdStatusCallbackMethod: NO_MACHINE_DETECTION,
}
const IGNORED_OF_NUMBER = {
  ...IGNORED,
  sendDigits: 'no digits are sent when the called party answers',
  byoc: 'the exchange has no carriers',
}

/** The targets of a `<Dial>`. Plain text inside it is a number; unknown nouns are logged and skipped. */
export function nounsOf(dial: Element, naming: SkipContext): readonly Noun[] {
  const nouns: { readonly name: string; readonly noun: Noun }[] = []
  for (const element of dial.children) {
    const noun = nounOf(element, naming)
    if (noun) nouns.push({ name: element.name, noun })
    else naming.skipped(`Dial ${element.name}`, 'this noun is not supported')
  }
  if (dial.text !== '') {
    if (nouns.length === 0) return [{ target: textTarget(dial.text), report: undefined }]
    naming.skipped('Dial text', 'only the nouns beside it are rung')
  }
  for (const { name } of nouns.slice(MAX_TARGETS))
    naming.skipped(`Dial ${name}`, `only ${MAX_TARGETS} are rung at once`)
  return nouns.slice(0, MAX_TARGETS).map(({ noun }) => noun)
}

/** An extension of Twilio's rules: `client:` in plain text, so that `{{numberToDial}}` in a TwiML Bin can be a number or a client. */
function textTarget(text: string): Target {
  if (text.startsWith('client:'))
    return { kind: 'client', identity: text.slice('client:'.length), parameters: {} }
  return { kind: 'number', number: normalizeNumber(text) }
}

function nounOf(element: Element, naming: SkipContext): Noun | undefined {
  switch (element.name) {
    case 'Number': {
      logUnknownChildren(element, naming, [], true)
      const report = reportOf(attributesOf(element, naming, REPORTED, IGNORED_OF_NUMBER), element, naming)
      if (element.text === '') naming.skipped('Dial Number', 'it has no number, so it cannot be reached')
      return { target: { kind: 'number', number: normalizeNumber(element.text) }, report }
    }
    case 'Client':
      return {
        target: clientTarget(element, naming),
        report: reportOf(attributesOf(element, naming, REPORTED, IGNORED), element, naming),
      }
    default:
      return undefined
  }
}

function clientTarget(element: Element, naming: SkipContext): Target {
  logUnknownChildren(element, naming, ['Identity', 'Parameter'], true)
  const parameters: [string, string][] = []
  let identity: string | undefined
  for (const child of element.children) {
    if (child.name === 'Identity') {
      attributesOf(child, naming, [])
      identity ??= child.text
    }
    if (child.name === 'Parameter') {
      const attributes = attributesOf(child, naming, ['name', 'value'])
      const name = attributes.text('name')
      if (name === undefined) naming.skipped('Client Parameter', 'a parameter needs a name')
      else parameters.push([name, child.attributes['value'] ?? ''])
    }
  }
  if ((identity ?? element.text) === '')
    naming.skipped('Dial Client', 'it has no identity, so it cannot be reached')
  return { kind: 'client', identity: identity ?? element.text, parameters: Object.fromEntries(parameters) }
}

function reportOf(
  attributes: Attributes<(typeof REPORTED)[number]>,
  element: Element,
  { skipped }: SkipContext,
): ProgressReport | undefined {
  const method = attributes.method('statusCallbackMethod')
  const names = (attributes.text('statusCallbackEvent') ?? 'completed').split(/\s+/)
  const events = PROGRESS.filter((progress) => names.includes(progress))
  if (names.some((name) => !events.some((event) => event === name)))
    skipped(
      `${element.name} statusCallbackEvent`,
      `only ${PROGRESS.join(', ')}, with spaces between, are known`,
    )
  const url = attributes.address('statusCallback')
  return url === undefined ? undefined : { url, method, events }
}

type OnProgress = Parameters<NonNullable<DialOptions['onProgress']>>[1]

/** Sends the subscribed events to a noun's `statusCallback`. */
export function progressReporter(
  report: ProgressReport | undefined,
  leg: CalledLeg,
  context: VerbContext,
): (progress: OnProgress) => void {
  let sequence = 0
  return (progress) => {
    if (!report?.events.includes(progress)) return
    const parameters = progressParameters(leg, statusAt(leg, progress), context.clock.now(), sequence)
    sequence += 1
    context.reportLeg(report.url, report.method, leg, parameters)
  }
}

function statusAt(leg: CalledLeg, progress: OnProgress): CallStatus {
  if (progress === 'answered') return 'in-progress'
  return progress === 'completed' ? leg.status : progress
}
