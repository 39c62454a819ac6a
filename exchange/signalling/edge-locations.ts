/** Twilio's edge locations and the region of each, as in the `connected` message. */
const REGION_OF: ReadonlyMap<string, string> = new Map([
  ['ashburn', 'US_EAST_VIRGINIA'],
  ['dublin', 'EU_IRELAND'],
  ['frankfurt', 'EU_FRANKFURT'],
  ['sao-paulo', 'SOUTH_AMERICA_SAO_PAULO'],
  ['singapore', 'ASIAPAC_SINGAPORE'],
  ['sydney', 'ASIAPAC_SYDNEY'],
  ['tokyo', 'ASIAPAC_TOKYO'],
  ['umatilla', 'US_WEST_OREGON'],
])

export interface EdgeNames {
  readonly region: string
  readonly edge: string
}

/**
 * The edge in the name `voice-js.EDGE.twilio.com`, for clients whose resolver maps Twilio's names to the exchange. Undefined for
 * `roaming`, where the configured edge applies, and for any other name.
 */
export function edgeOf(host: string | undefined): EdgeNames | undefined {
  const edge = /^voice-js\.([a-z-]{1,20})\.twilio\.com(?::\d+)?$/.exec(host ?? '')?.[1]
  const region = edge === undefined ? undefined : REGION_OF.get(edge.replace(/-ix$/, ''))
  return edge === undefined || region === undefined ? undefined : { edge, region }
}

/** Whether a host name, with or without a port, is one of Twilio's: a resolver rule can map those names to this exchange. */
export function isTwilioName(host: string): boolean {
  return /\.twilio\.com(?::\d+)?$/i.test(host)
}
