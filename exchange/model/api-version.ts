/** The version of Twilio's API that webhooks, clients and the REST API name. */
export const API_VERSION = '2010-04-01'
