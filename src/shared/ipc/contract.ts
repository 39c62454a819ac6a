/**
 * The messages between main and its pages. The receiver parses each message; the types are inferred from the schemas.
 * A snapshot is complete and has a revision, so that a lost or late snapshot does no harm.
 */
import * as v from 'valibot'
import { PhoneSchema, type Phone } from '../domain/phone-schemas.ts'
import { RevisionSchema } from './revision.ts'
import type { Request } from './requests.ts'

export { CHANNELS } from './channels.ts'
export * from './app-state.ts'
export * from './connection.ts'
export * from './phone-links.ts'
export * from './incoming-call-window.ts'
export * from './messages.ts'
export * from './requests.ts'
export * from './result.ts'
export * from './storage.ts'
export * from './updates.ts'

export const SnapshotSchema = v.object({
  revision: RevisionSchema,
  phone: PhoneSchema,
})
export type Snapshot = Omit<v.InferOutput<typeof SnapshotSchema>, 'phone'> & { readonly phone: Phone }

/** The object that the preload script adds to the page as `window.offhook`. Messages are parsed by the receiver. */
export interface OffhookBridge {
  publish(snapshot: Snapshot): void
  request(request: Request): Promise<unknown>
  subscribe(listener: (message: unknown) => void): () => void
}
