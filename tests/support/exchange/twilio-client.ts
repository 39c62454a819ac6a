import twilio from 'twilio'
import type { Exchange } from '../../../exchange/exchange.ts'

/** The real client of Twilio's REST API, led to an exchange. `username` is the account's SID, or an API key. */
export function twilioClient(
  { certificate, signalPort }: Pick<Exchange, 'certificate' | 'signalPort'>,
  accountSid: string,
  password: string,
  username = accountSid,
): twilio.Twilio {
  const httpClient = new twilio.RequestClient({ ca: certificate.pem })
  httpClient.axios.defaults.proxy = false
  httpClient.axios.interceptors.request.use((config) =>
    Object.assign(config, { url: config.url?.replace('api.twilio.com', `localhost:${signalPort}`) }),
  )
  return twilio(username, password, { accountSid, httpClient })
}
