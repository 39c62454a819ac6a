import twilio from 'twilio'
import { account, type Town } from './town.ts'

/** The real client of Twilio's REST API, as `username` (the account unless given), led to the town's exchange. */
export function twilioClient(
  { exchange }: Pick<Town, 'exchange'>,
  username = account.sid,
  password = account.authToken,
): twilio.Twilio {
  const httpClient = new twilio.RequestClient({ ca: exchange.certificate.pem })
  httpClient.axios.defaults.proxy = false
  httpClient.axios.interceptors.request.use((config) =>
    Object.assign(config, { url: config.url?.replace('api.twilio.com', `localhost:${exchange.signalPort}`) }),
  )
  return twilio(username, password, { accountSid: account.sid, httpClient })
}
