/** The files of a release. `V` in a name stands for the version. */
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

/** The suffix of each system's feed after the channel, as in electron-builder. */
export const SYSTEM_FEEDS = { Windows: '', macOS: '-mac', Linux: '-linux' } as const

/** A stable release is also offered on the beta channel; a beta version only there. */
export function channelsOf(version: string): readonly ('latest' | 'beta')[] {
  return version.includes('-') ? ['beta'] : ['latest', 'beta']
}

/** The names of feeds. */
export const FEED = /^(latest|beta)(-mac|-linux)?\.yml$/

/** Files that speed up or sign updates, and may be missing. */
const OPTIONAL = [/^Offhook-V-[\w-]+\.(exe|dmg|zip)\.blockmap$/, /^(latest|beta)(-mac|-linux)?\.yml\.sig$/]

/** Returns one sentence for each file of a release that is missing, duplicate, of another version or unknown. */
export function assetFaults(names: readonly string[], version: string): string[] {
  const fits = (pattern: RegExp, name: string): boolean =>
    new RegExp(pattern.source.replace('V', escaped(version))).test(name)
  const expected = [...EXPECTED, ...feeds(version)]
  const faults = expected.flatMap(({ what, name: pattern }) => {
    const found = names.filter((name) => fits(pattern, name))
    if (found.length === 0) return [`${what} is missing`]
    return found.length > 1 ? [`${what} exists ${found.length} times: ${found.join(', ')}`] : []
  })
  const known = [...expected.map(({ name }) => name), ...OPTIONAL]
  const unknown = names.filter((name) => !known.some((pattern) => fits(pattern, name)))
  return [...faults, ...unknown.map((name) => `${name} does not belong to ${version}`)]
}

function feeds(version: string): typeof EXPECTED {
  return channelsOf(version).flatMap((channel) =>
    Object.entries(SYSTEM_FEEDS).map(([system, suffix]) => ({
      what: `the update feed for ${system}${channel === 'beta' ? ', beta channel' : ''}`,
      name: new RegExp(`^${channel}${suffix}\\.yml$`),
    })),
  )
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
