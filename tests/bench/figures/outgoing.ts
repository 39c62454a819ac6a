import { createCleanup, alternate, type Bench } from '../bench-definition.ts'
import { openPair, watchClicks, type Pair } from '../testbed/pair.ts'
import { rowOf, type Row } from '../report/row.ts'
import type { BenchTestbed } from '../testbed/testbed.ts'

/** Numbers of the practice line: one answers at once with a tone, one never answers. */
const ANSWERS = { number: '+12025550102', hz: 440 }
const ONLY_RINGS = '+12025550104'

interface Scene extends Pair {
  readonly testbed: BenchTestbed
  readonly clickedAt: () => Promise<number>
  /** When (wall-clock ms) the window first said so since the number was filled in; NaN while it has not. */
  readonly saidRinging: () => Promise<number>
  readonly samples: Samples
}

interface Samples {
  readonly ringing: number[]
  readonly audible: number[]
  readonly referenceRinging: number[]
  readonly referenceAudible: number[]
}

/** The person calls: from the press on Call to ringing, and to the voice at the other end. */
export const outgoing: Bench = {
  name: 'outgoing',
  about: 'Call pressed to ringing, and to audible',
  async run(testbed, { n }) {
    const cleanup = createCleanup()
    try {
      const pair = await openPair(testbed)
      cleanup.add(() => pair.close())
      const scene: Scene = {
        ...pair,
        testbed,
        clickedAt: await watchClicks(pair.offhook),
        saidRinging: await watchWords(pair, 'Calling'),
        samples: { ringing: [], audible: [], referenceRinging: [], referenceAudible: [] },
      }
      await alternate(n, [
        () => offhookRings(scene),
        () => referenceRings(scene),
        () => offhookIsAnswered(scene),
        () => referenceIsAnswered(scene),
      ])
      return rowsOf(scene.samples)
    } finally {
      await cleanup.run()
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

async function hangUp({ see, testbed }: Scene): Promise<void> {
  await see.hangUp.click()
  await see.noCall.waitFor()
  await testbed.audioCapture.waitForSilence(150)
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
  const { see, testbed, clickedAt, samples } = scene
  await see.number.fill(ANSWERS.number)
  const audible = testbed.audioCapture.waitForToneOnset(ANSWERS.hz)
  await see.call.click()
  const heard = await audible
  const took = heard - (await clickedAt())
  await see.timer.waitFor()
  await hangUp(scene)
  return () => samples.audible.push(took)
}

async function referenceRings({ reference, samples }: Scene): Promise<() => void> {
  const from = reference.events.entries.length
  const connected = await reference.connect({ numberToDial: ONLY_RINGS })
  const rang = await reference.events.waitFor('ringing', ({ type }) => type === 'ringing', { from })
  await reference.hangup()
  await reference.events.waitFor('disconnect', ({ type }) => type === 'disconnect', { from })
  return () => samples.referenceRinging.push(rang.at - connected)
}

async function referenceIsAnswered({ reference, testbed, samples }: Scene): Promise<() => void> {
  const from = reference.events.entries.length
  const audible = testbed.audioCapture.waitForToneOnset(ANSWERS.hz)
  const connected = await reference.connect({ numberToDial: ANSWERS.number })
  const heard = await audible
  await reference.hangup()
  await reference.events.waitFor('disconnect', ({ type }) => type === 'disconnect', { from })
  await testbed.audioCapture.waitForSilence(150)
  return () => samples.referenceAudible.push(heard - connected)
}

function rowsOf({ ringing, audible, referenceRinging, referenceAudible }: Samples): Row[] {
  const [unit, aim] = ['ms', { times: 1.1 }]
  return [
    rowOf({
      name: 'Call pressed to ringing',
      unit,
      samples: ringing,
      limit: { name: 'connect() on a bare SDK page to `ringing`', samples: referenceRinging },
      aim,
    }),
    rowOf({
      name: 'Call pressed to audible',
      unit,
      samples: audible,
      limit: { name: 'connect() on a bare SDK page to audible', samples: referenceAudible },
      aim,
    }),
  ]
}
