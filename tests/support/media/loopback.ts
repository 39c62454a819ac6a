/** How werift is told to stay on this computer: no servers to ask, one address, and no extensions to talk about. */
export const ON_LOOPBACK = {
  iceServers: [],
  iceUseIpv4: false,
  iceUseIpv6: false,
  iceAdditionalHostAddresses: ['127.0.0.1'],
  iceInterfaceAddresses: { udp4: '127.0.0.1' },
  headerExtensions: { audio: [] },
}
