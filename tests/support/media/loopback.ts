/** A configuration of werift for loopback only: no servers, one address, no header extensions. */
export const ON_LOOPBACK = {
  iceServers: [],
  iceUseIpv4: false,
  iceUseIpv6: false,
  iceAdditionalHostAddresses: ['127.0.0.1'],
  iceInterfaceAddresses: { udp4: '127.0.0.1' },
  headerExtensions: { audio: [] },
}
