import { createUndo, inTurns, type Bench } from '../bench-definition.ts'
import { openPair, watchClicks, type Pair } from '../testbed/pair.ts'
import { rowOf, type Row } from '../report/row.ts'
import type { Stage } from '../testbed/testbed.ts'

/** Numbers of the practice line: one answers at once with a tone, one never answers. */
const ANSWERS = { number: '+12025550102', hz: 440 }
const ONLY_RINGS = '+12025550104'

interface Scene extends Pair {
  readonly stage: Stage
  readonly clickedAt: () => Promise<number>
  /** When (wall-clock ms) the window first said so since the number was filled in; NaN while it has not. */
  readonly saidRinging: () => Promise<number>
  readonly samples: Samples
}

interface Samples {
  readonly ringing: number[]
  readonly audible: number[]
  readonly bareRinging: number[]
  readonly bareAudible: number[]
}

/** The person calls: from the press on Call to ringing, and to the voice at the other end. */
export const outgoing: Bench = {
  name: 'outgoing',
  about: 'Call pressed to ringing, and to audible',
  async run(stage, { n }) {
    const undo = createUndo()
    try {
      const pair = await openPair(stage)
      undo.add(() => pair.close())
      const scene: Scene = {
        ...pair,
        stage,
        clickedAt: await watchClicks(pair.offhook),
        saidRinging: await watchWords(pair, 'Calling'),
        samples: { ringing: [], audible: [], bareRinging: [], bareAudible: [] },
      }
      await inTurns(n, [
        () => offhookRings(scene),
        () => bareRings(scene),
        () => offhookIsAnswered(scene),
        () => bareIsAnswered(scene),
      ])
      return rowsOf(scene.samples)
    } finally {
      await undo.run()
    }
  },
}

/** Notes in the page when some words first appear in it, as a person would see them. */
async function watchWords({ offhook }: Pair, words: string): Promise<() => Promise<number>> {
  await offhook.window.evaluate((wanted) => {
    const { dataset } = document.documentElement
    new MutationObserver(() => {
      const isThere = document.body.textContent.includes(wanted)
      if (!isThere) delete dataset['saidAt']
      else dataset['saidAt'] ??= `${performance.timeOrigin + performance.now()}`
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  }, words)
  return async () => Number(await offhook.window.evaluate(() => document.documentElement.dataset['saidAt']))
}

async function hangUp({ see, stage }: Scene): Promise<void> {
  await see.hangUp.click()
  await see.noCall.waitFor()
  await stage.ears.silent(150)
}

async function offhookRings(scene: Scene): Promise<() => void> {
  const { see, clickedAt, saidRinging, samples } = scene
  await see.number.fill(ONLY_RINGS)
  await see.call.click()
  await see.text('Calling').waitFor()
  const took = (await saidRinging()) - (await clickedAt())
  await hangUp(scene)
  return () => samples.ringing.push(took)
}

async function offhookIsAnswered(scene: Scene): Promise<() => void> {
  const { see, stage, clickedAt, samples } = scene
  await see.number.fill(ANSWERS.number)
  const audible = stage.ears.audibleTone(ANSWERS.hz)
  await see.call.click()
  const heard = await audible
  const took = heard - (await clickedAt())
  await see.timer.waitFor()
  await hangUp(scene)
  return () => samples.audible.push(took)
}

async function bareRings({ bare, samples }: Scene): Promise<() => void> {
  const from = bare.events.entries.length
  const connected = await bare.connect({ numberToDial: ONLY_RINGS })
  const rang = await bare.events.waitFor('ringing', ({ type }) => type === 'ringing', { from })
  await bare.hangup()
  await bare.events.waitFor('disconnect', ({ type }) => type === 'disconnect', { from })
  return () => samples.bareRinging.push(rang.at - connected)
}

async function bareIsAnswered({ bare, stage, samples }: Scene): Promise<() => void> {
  const from = bare.events.entries.length
  const audible = stage.ears.audibleTone(ANSWERS.hz)
  const connected = await bare.connect({ numberToDial: ANSWERS.number })
  const heard = await audible
  await bare.hangup()
  await bare.events.waitFor('disconnect', ({ type }) => type === 'disconnect', { from })
  await stage.ears.silent(150)
  return () => samples.bareAudible.push(heard - connected)
}

function rowsOf({ ringing, audible, bareRinging, bareAudible }: Samples): Row[] {
  const [unit, aim] = ['ms', { times: 1.1 }]
  return [
    rowOf({
      name: 'Call pressed to ringing',
      unit,
      samples: ringing,
      limit: { name: 'connect() on a bare SDK page to `ringing`', samples: bareRinging },
      aim,
    }),
    rowOf({
      name: 'Call pressed to audible',
      unit,
      samples: audible,
      limit: { name: 'connect() on a bare SDK page to audible', samples: bareAudible },
      aim,
    }),
  ]
}
