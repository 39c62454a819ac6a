import * as v from 'valibot'
import { BUS, type Bus } from './bus.ts'

const NameOwnerChanged = v.looseTuple([v.string(), v.string(), v.string()])

/** Calls the listener with whether a program owns this name on the bus, now and after each change. Rejects when the bus is gone. */
export async function watchNameOwner(
  bus: Bus,
  name: string,
  onChange: (present: boolean) => void,
): Promise<void> {
  bus.onSignal(({ sender, member, body }) => {
    if (sender !== BUS.destination || member !== 'NameOwnerChanged') return
    const change = v.safeParse(NameOwnerChanged, body)
    if (change.success && change.output[0] === name) onChange(change.output[2] !== '')
  })
  await addMatch(
    bus,
    `sender='${BUS.destination}',interface='${BUS.interface}',member='NameOwnerChanged',arg0='${name}'`,
  )
  const [has] = await bus.call({ ...BUS, member: 'NameHasOwner' }, { signature: 's', body: [name] })
  onChange(has === true)
}

/** Subscribes to the signals that match. */
export async function addMatch(bus: Bus, rule: string): Promise<void> {
  await bus.call({ ...BUS, member: 'AddMatch' }, { signature: 's', body: [`type='signal',${rule}`] })
}
