import { API_VERSION } from '../model/api-version.ts'
import { durationOf, type Leg } from '../model/leg.ts'
import { rfc2822 } from '../webhooks/status-callback.ts'

/** A call as in Twilio's REST API. Properties without a value are null, as at Twilio. */
export type CallResource = Readonly<
  Record<string, string | null | Readonly<Record<string, string>>> & { sid: string; status: string }
>

/** The status in this API: `queued` instead of `initiated`, all others unchanged. */
export function restStatus(leg: Pick<Leg, 'status'>): string {
  return leg.status === 'initiated' ? 'queued' : leg.status
}

export function callsUri(accountSid: string): string {
  return `/${API_VERSION}/Accounts/${accountSid}/Calls`
}

export function callResource(leg: Leg, accountSid: string, now: number): CallResource {
  const path = `${callsUri(accountSid)}/${leg.sid}`
  return {
    sid: leg.sid,
    account_sid: accountSid,
    parent_call_sid: leg.parentSid ?? null,
    api_version: API_VERSION,
    status: restStatus(leg),
    direction: leg.direction,
    from: leg.from,
    from_formatted: formatNumber(leg.from),
    to: leg.to,
    to_formatted: formatNumber(leg.to),
    date_created: rfc2822(leg.startedAt),
    date_updated: rfc2822(leg.endedAt ?? leg.answeredAt ?? leg.startedAt),
    start_time: leg.status === 'initiated' ? null : rfc2822(leg.startedAt),
    end_time: leg.endedAt === undefined ? null : rfc2822(leg.endedAt),
    duration: leg.endedAt === undefined ? null : String(durationOf(leg, now)),
    price: null,
    price_unit: 'USD',
    phone_number_sid: null,
    answered_by: null,
    annotation: null,
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `${path}.json`,
    subresource_uris: {
      user_defined_messages: `${path}/UserDefinedMessages.json`,
      user_defined_message_subscriptions: `${path}/UserDefinedMessageSubscriptions.json`,
    },
  }
}

/** A page of a list. `page` starts at 0. */
export interface Page {
  readonly page: number
  readonly pageSize: number
  /** The filters, repeated in the URIs of other pages. */
  readonly filters: Readonly<Record<string, string>>
}

/** One page of calls, newest first. */
export function callsPage(
  legs: readonly Leg[],
  { page, pageSize, filters }: Page,
  accountSid: string,
  now: number,
): Readonly<Record<string, unknown>> {
  const start = page * pageSize
  const shown = legs.toReversed().slice(start, start + pageSize)
  const uriOf = (page: number): string => {
    const query = new URLSearchParams({ ...filters, PageSize: String(pageSize), Page: String(page) })
    return `${callsUri(accountSid)}.json?${query.toString()}`
  }
  return {
    calls: shown.map((leg) => callResource(leg, accountSid, now)),
    page,
    page_size: pageSize,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    previous_page_uri: page === 0 ? null : uriOf(page - 1),
    next_page_uri: start + pageSize < legs.length ? uriOf(page + 1) : null,
  }
}

/** `(202) 555-0111` for a North American number, any other address unchanged. */
function formatNumber(address: string): string {
  return address.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3')
}
