import type { DialOptions } from '../calls/dial.ts'
import type { CalledLeg } from '../calls/ends.ts'
import { durationOf } from '../calls/leg.ts'
import { dialable } from '../parties/book.ts'
import type { CallStatus } from '../reasons.ts'
import { methodAttribute, wordsAttribute } from './attributes.ts'
import type { Element } from './parse.ts'
import type { Stage, Target } from './stage.ts'

/** As many as Twilio rings at once. */
const MAX_TARGETS = 10

export interface Noun {
  readonly element: Element
  readonly target: Target
}

/** Whom a `<Dial>` rings. Plain text inside it is a number; nouns nobody knows are named and left out. */
export function nounsOf(dial: Element, { skipped }: Pick<Stage, 'skipped'>): readonly Noun[] {
  const nouns: Noun[] = []
  for (const element of dial.children) {
    const target = targetOf(element)
    if (target) nouns.push({ element, target })
    else skipped(`Dial ${element.name}`, 'this noun is not known here')
    if (wordsAttribute(element, 'url') !== undefined)
      skipped(`${element.name} url`, 'nothing is said to the called party')
  }
  if (nouns.length === 0 && dial.text !== '') nouns.push({ element: dial, target: textTarget(dial.text) })
  for (const { element } of nouns.slice(MAX_TARGETS))
    skipped(`Dial ${element.name}`, 'only ten are rung at once')
  return nouns.slice(0, MAX_TARGETS)
}

/** `client:` in plain text is not Twilio's; it lets one `{{numberToDial}}` in a TwiML Bin reach numbers and clients. */
function textTarget(text: string): Target {
  if (text.startsWith('client:'))
    return { kind: 'client', identity: text.slice('client:'.length), parameters: {} }
  return { kind: 'number', number: dialable(text) }
}

function targetOf(element: Element): Target | undefined {
  if (element.name === 'Number') return { kind: 'number', number: dialable(element.text) }
  if (element.name !== 'Client') return undefined
  const identity = element.children.find((child) => child.name === 'Identity')?.text ?? element.text
  const parameters = element.children
    .filter((child) => child.name === 'Parameter')
    .map((child) => [child.attributes['name'] ?? '', child.attributes['value'] ?? ''] as const)
    .filter(([name]) => name !== '')
  return { kind: 'client', identity, parameters: Object.fromEntries(parameters) }
}

type Progress = Parameters<NonNullable<DialOptions['onProgress']>>[1]

/** Tells a noun's `statusCallback` what it asked to hear of; `completed` when it asked for nothing. */
export function reportProgress(
  element: Element | undefined,
  leg: CalledLeg,
  progress: Progress,
  stage: Stage,
): void {
  const url = element && wordsAttribute(element, 'statusCallback')
  if (element === undefined || url === undefined) return
  const wanted = (wordsAttribute(element, 'statusCallbackEvent') ?? 'completed').split(/\s+/)
  if (!wanted.includes(progress)) return
  stage.reportLeg(new URL(url, stage.base).href, methodAttribute(element, 'statusCallbackMethod'), leg, {
    CallStatus: statusAt(leg, progress),
    CallbackSource: 'call-progress-events',
    ...(progress === 'completed' ? { CallDuration: String(durationOf(leg, stage.clock.now())) } : {}),
  })
}

function statusAt(leg: CalledLeg, progress: Progress): CallStatus {
  if (progress === 'answered') return 'in-progress'
  return progress === 'completed' ? leg.status : progress
}
