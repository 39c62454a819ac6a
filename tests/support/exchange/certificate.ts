import { createHash } from 'node:crypto'
import { connect } from 'node:tls'

/** The fingerprint of the certificate a server on this machine shows, as Electron writes it: `sha256/<base64>`. */
export function fingerprintOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false })
    socket.once('error', reject).once('secureConnect', () => {
      const { raw } = socket.getPeerCertificate()
      socket.end()
      resolve(`sha256/${createHash('sha256').update(raw).digest('base64')}`)
    })
  })
}
