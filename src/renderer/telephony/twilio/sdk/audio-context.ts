/** What is used of the browser's `AudioContext`. */
export type AudioGraph = Pick<AudioContext, 'state' | 'resume' | 'suspend'>

/**
 * Lets an audio graph run only while it is needed: a running one keeps the sound hardware open, every stream it has ever
 * read from alive and, on some systems, the whole computer awake. Answers what to call when the need may have changed.
 */
export function suspendIdleAudioContext(
  graph: () => AudioGraph | null | undefined,
  needed: () => boolean,
): () => void {
  let last = Promise.resolve()

  const settle = async (): Promise<void> => {
    const current = graph()
    if (!current || current.state === 'closed') return
    await (needed() ? current.resume() : current.suspend())
  }
  return () => {
    // One after the other: Chromium forgets to suspend a graph that is just being resumed. Refused only when the page goes.
    last = last.then(settle).catch(() => undefined)
  }
}

/**
 * Keeps a graph from reading the streams of calls. The SDK would, to measure how loud they are, which nobody here asks
 * for, and copes where it cannot; each such reading costs about a MiB that Chromium (seen in 130) never gives back.
 */
export function disableVolumeMeter(graph: Pick<AudioContext, 'createMediaStreamSource'>): void {
  graph.createMediaStreamSource = () => {
    throw new DOMException('Calls are not read here.', 'NotSupportedError')
  }
}
