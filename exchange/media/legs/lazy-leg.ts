import { type LegEvent, type MediaLeg, type MediaLegFactory, MediaError } from '../types.ts'

/**
 * Legs whose WebRTC stack is loaded for the first call. The stack takes 10 MB of memory and 100 ms to load, and an exchange on a user's
 * computer may wait for days without a call.
 */
export function lazyLegs(load: () => Promise<MediaLegFactory>): MediaLegFactory {
  let loading: Promise<MediaLegFactory> | undefined
  return (options) =>
    createLazyLeg(async () => {
      loading ??= load()
      const create = await loading.catch((cause: unknown) => {
        loading = undefined
        throw new MediaError('The WebRTC stack could not be loaded.', { cause })
      })
      return create(options)
    })
}

/** A leg that is created when its first description is made or applied. `create` rejects with MediaError. */
function createLazyLeg(create: () => Promise<MediaLeg>): MediaLeg {
  let leg: MediaLeg | undefined
  let creating: Promise<MediaLeg> | undefined
  let closed = false
  let dropping = false
  let listeners: readonly ((event: LegEvent) => void)[] = []

  const emit = (event: LegEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const open = async (): Promise<MediaLeg> => {
    const created = await create()
    if (closed) {
      await created.close()
      throw new MediaError('The call leg is already closed.')
    }
    leg = created
    leg.on(emit)
    leg.blackhole(dropping)
    return leg
  }
  const opened = async (): Promise<MediaLeg> => {
    if (closed) throw new MediaError('The call leg is already closed.')
    creating ??= open()
    return creating
  }

  return {
    answer: async (offer) => (await opened()).answer(offer),
    offer: async () => (await opened()).offer(),
    accept: async (answer) => (await opened()).accept(answer),
    restart: async (offer) => (await opened()).restart(offer),
    get remoteUfrag() {
      return leg?.remoteUfrag ?? ''
    },
    get state() {
      return closed ? 'closed' : (leg?.state ?? 'new')
    },
    on(listener) {
      listeners = [...listeners, listener]
      return () => {
        listeners = listeners.filter((one) => one !== listener)
      }
    },
    send: (frame, opus) => leg?.send(frame, opus),
    sendDigit: (digit) => leg?.sendDigit(digit),
    async close() {
      const wasClosed = closed
      closed = true
      if (leg) return leg.close()
      if (!wasClosed) emit({ type: 'state', state: 'closed' })
      await creating?.catch(() => undefined)
    },
    blackhole(on) {
      dropping = on
      leg?.blackhole(on)
    },
  }
}
