/** What a release consists of; a name may hold the version as `V`. */
const EXPECTED: readonly { what: string; name: RegExp }[] = [
  { what: 'the Windows installer for x64', name: /^Offhook-V-win-x64\.exe$/ },
  { what: 'the Windows installer for arm64', name: /^Offhook-V-win-arm64\.exe$/ },
  { what: 'the macOS disk image', name: /^Offhook-V-mac-universal\.dmg$/ },
  { what: 'the macOS archive that updates are made of', name: /^Offhook-V-mac-universal\.zip$/ },
  { what: 'the AppImage', name: /^Offhook-V-linux-\w+\.AppImage$/ },
  { what: 'the Debian package', name: /^Offhook-V-linux-\w+\.deb$/ },
  { what: 'the RPM package', name: /^Offhook-V-linux-\w+\.rpm$/ },
  { what: 'the Linux archive', name: /^Offhook-V-linux-\w+\.tar\.gz$/ },
  { what: 'the bill of materials', name: /^offhook-V\.cdx\.json$/ },
  { what: 'the licences', name: /^THIRD-PARTY-NOTICES\.txt$/ },
]

/** What each system's feed is called after its channel, as electron-builder does. */
export const SYSTEM_FEEDS = { Windows: '', macOS: '-mac', Linux: '-linux' } as const

/** Everybody's release is the testers' too; a version for testers is nobody else's. */
export function channelsOf(version: string): readonly ('latest' | 'beta')[] {
  return version.includes('-') ? ['beta'] : ['latest', 'beta']
}

/** A feed, by its name. */
export const FEED = /^(latest|beta)(-mac|-linux)?\.yml$/

/** What helps an update along, may be there, and need not. */
const WELCOME = [/^Offhook-V-[\w-]+\.(exe|dmg|zip)\.blockmap$/, /^(latest|beta)(-mac|-linux)?\.yml\.sig$/]

/** What is missing from a release's folder, twice there, of another version, or nobody's: one sentence each. */
export function assetFaults(names: readonly string[], version: string): string[] {
  const fits = (pattern: RegExp, name: string): boolean =>
    new RegExp(pattern.source.replace('V', escaped(version))).test(name)
  const expected = [...EXPECTED, ...feeds(version)]
  const faults = expected.flatMap(({ what, name: pattern }) => {
    const found = names.filter((name) => fits(pattern, name))
    if (found.length === 0) return [`${what} is missing`]
    return found.length > 1 ? [`${what} is there ${found.length} times: ${found.join(', ')}`] : []
  })
  const known = [...expected.map(({ name }) => name), ...WELCOME]
  const strangers = names.filter((name) => !known.some((pattern) => fits(pattern, name)))
  return [...faults, ...strangers.map((name) => `${name} does not belong to ${version}`)]
}

function feeds(version: string): typeof EXPECTED {
  return channelsOf(version).flatMap((channel) =>
    Object.entries(SYSTEM_FEEDS).map(([system, suffix]) => ({
      what: `the update feed for ${system}${channel === 'beta' ? ', for testers' : ''}`,
      name: new RegExp(`^${channel}${suffix}\\.yml$`),
    })),
  )
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
