import { classes, Message, methods } from 'werift'

export interface CheckOptions {
  readonly username: string
  /** Not signed without one. */
  readonly password?: string
  readonly nominates?: boolean
  readonly fingerprint?: boolean
  /** 12 bytes */
  readonly transactionId?: Buffer
}

/** An ICE connectivity check, as a controlling client sends it. */
export function bindingRequest(options: CheckOptions): Buffer {
  const { username, password, nominates = true, fingerprint = true, transactionId } = options
  const message = new Message(methods.BINDING, classes.REQUEST, ...(transactionId ? [transactionId] : []))
  message.setAttribute('USERNAME', username).setAttribute('PRIORITY', 1_853_693_695)
  message.setAttribute('ICE-CONTROLLING', 5n)
  if (nominates) message.setAttribute('USE-CANDIDATE', null)
  if (password !== undefined) message.addMessageIntegrity(Buffer.from(password))
  if (fingerprint) message.addFingerprint()
  return Buffer.from(message.bytes)
}
