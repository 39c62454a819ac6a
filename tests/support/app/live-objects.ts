import type { CDPSession, Page } from '@playwright/test'
import * as v from 'valibot'

const KINDS = ['RTCPeerConnection', 'MediaStream', 'AudioNode', 'HTMLAudioElement'] as const

/** What a page keeps alive when all garbage is collected. */
export type LiveObjects = Readonly<
  Record<(typeof KINDS)[number] | 'domNodes' | 'listeners', number> & {
    /** MiB of its scripts' heap. */
    readonly heap: number
  }
>

const Count = v.object({ result: v.object({ value: v.number() }) })

/** Collects a page's garbage and counts what is left, through its developer tools. */
export async function countLiveObjects(page: Page): Promise<LiveObjects> {
  const session = await page.context().newCDPSession(page)
  try {
    // What the first collection ends is gone after the second.
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    const counts: Record<string, number> = {}
    for (const kind of KINDS) counts[kind] = await countOf(session, kind)
    return v.parse(LiveObjects, {
      ...counts,
      domNodes: nodes,
      listeners: jsEventListeners,
      heap: usedSize / 2 ** 20,
    })
  } finally {
    await session.detach()
  }
}

const LiveObjects = v.object({
  RTCPeerConnection: v.number(),
  MediaStream: v.number(),
  AudioNode: v.number(),
  HTMLAudioElement: v.number(),
  domNodes: v.number(),
  listeners: v.number(),
  heap: v.number(),
})

async function countOf(session: CDPSession, kind: string): Promise<number> {
  const group = { objectGroup: 'holds' }
  const { result: prototype } = await session.send('Runtime.evaluate', {
    expression: `${kind}.prototype`,
    ...group,
  })
  const { objects } = await session.send('Runtime.queryObjects', {
    prototypeObjectId: prototype.objectId ?? '',
    ...group,
  })
  const answer = await session.send('Runtime.callFunctionOn', {
    // The prototypes of classes that extend it are no instances.
    functionDeclaration:
      'function () { return this.filter((one) => !Object.hasOwn(one, "constructor")).length }',
    objectId: objects.objectId ?? '',
    returnByValue: true,
  })
  await session.send('Runtime.releaseObjectGroup', group)
  return v.parse(Count, answer).result.value
}
