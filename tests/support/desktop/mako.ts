import * as v from 'valibot'
import { lookFor } from './accessibility.ts'
import type { BusClient } from './dbus.ts'

/** The interface that makoctl uses. Source: mako 1.7, `dbus/mako.c`. */
const MAKO = {
  destination: 'org.freedesktop.Notifications',
  path: '/fr/emersion/Mako',
  interface: 'fr.emersion.Mako',
} as const

/** A variant as dbus-native returns it: its signature and its value, each as a list. */
const variantOf = <T>(value: v.GenericSchema<T>) => v.tuple([v.unknown(), v.tuple([value])])
const listSchema = v.array(v.array(v.tuple([v.string(), v.unknown()])))
const idSchema = variantOf(v.number())
const summarySchema = variantOf(v.string())
const actionsSchema = variantOf(v.array(v.tuple([v.string(), v.string()])))

/**
 * Runs the action with this label on the notification whose title contains `text`, as `makoctl invoke` does. Waits up to
 * `timeout` ms for the notification.
 */
export async function invokeMakoAction(
  session: BusClient,
  label: string,
  text: string,
  timeout: number,
): Promise<void> {
  const { id, action } = await lookFor(`"${label}" of "${text}"`, timeout, () =>
    findAction(session, label, text),
  )
  await session.call({ ...MAKO, member: 'InvokeAction', signature: 'us', body: [id, action] })
}

async function findAction(
  session: BusClient,
  label: string,
  text: string,
): Promise<{ id: number; action: string } | undefined> {
  const notifications = v.parse(listSchema, await session.call({ ...MAKO, member: 'ListNotifications' }))
  for (const fields of notifications.map((entries) => new Map(entries))) {
    const [, [summary]] = v.parse(summarySchema, fields.get('summary'))
    const [, [id]] = v.parse(idSchema, fields.get('id'))
    const [, [actions]] = v.parse(actionsSchema, fields.get('actions'))
    const action = actions.find(([, text]) => text === label)?.[0]
    if (summary.includes(text) && action !== undefined) return { id, action }
  }
  return undefined
}
