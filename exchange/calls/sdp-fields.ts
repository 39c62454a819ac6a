/** The ICE user fragment of a session description; '' when it has none. */
export function iceUfrag(sdp: string): string {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? ''
}

/** The DTLS fingerprint of a session description; '' when it has none. */
export function dtlsFingerprint(sdp: string): string {
  return /^a=fingerprint:(\S+ \S+)/m.exec(sdp)?.[1]?.toLowerCase() ?? ''
}
