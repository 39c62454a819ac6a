import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** The status of each answer on the connection, in order; none when the server hung up or waits for more. */
export interface RawOutcome {
  readonly statuses: readonly number[]
  /** All that was received, at most 100,000 characters. */
  readonly text: string
}

/** A server that says nothing for so long waits for the rest of what it takes for a request. */
const PATIENCE_MS = 1_000
/** What was sent ends here; a server that keeps the connection for more has answered what there was. */
const AFTER_ANSWER_MS = 5

/** Sends bytes as they are, and reads until the server closes, or has answered. Never rejects. */
export function sendRaw(
  port: number,
  chunks: readonly (string | Buffer)[],
  secure = false,
): Promise<RawOutcome> {
  return new Promise((resolve) => {
    const socket = secure
      ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
      : connect(port, '127.0.0.1')
    let text = ''
    let closing: NodeJS.Timeout | undefined
    const finish = () => {
      clearTimeout(giveUp)
      clearTimeout(closing)
      socket.destroy()
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
      resolve({ statuses, text })
    }
    const giveUp = setTimeout(finish, PATIENCE_MS)
    socket.on('data', (bytes: Buffer) => {
      text = `${text}${bytes.toString('latin1')}`.slice(0, 100_000)
      clearTimeout(closing)
      closing = setTimeout(finish, AFTER_ANSWER_MS)
    })
    socket.on('error', () => undefined)
    socket.on('close', finish)
    socket.on(secure ? 'secureConnect' : 'connect', () => {
      for (const chunk of chunks) socket.write(chunk)
    })
  })
}
