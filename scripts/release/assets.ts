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
  { what: 'the update feed for Windows', name: /^(latest|beta)\.yml$/ },
  { what: 'the update feed for macOS', name: /^(latest|beta)-mac\.yml$/ },
  { what: 'the update feed for Linux', name: /^(latest|beta)-linux\.yml$/ },
  { what: 'the bill of materials', name: /^offhook-V\.cdx\.json$/ },
  { what: 'the licences', name: /^THIRD-PARTY-NOTICES\.txt$/ },
]

/** What helps an update along, may be there, and need not. */
const WELCOME = [/^Offhook-V-[\w-]+\.(exe|dmg|zip)\.blockmap$/, /^(latest|beta)(-mac|-linux)?\.yml\.sig$/]

/** What is missing from a release's folder, twice there, of another version, or nobody's: one sentence each. */
export function assetFaults(names: readonly string[], version: string): string[] {
  const fits = (pattern: RegExp, name: string): boolean =>
    new RegExp(pattern.source.replace('V', escaped(version))).test(name)
  const faults = EXPECTED.flatMap(({ what, name: pattern }) => {
    const found = names.filter((name) => fits(pattern, name))
    if (found.length === 0) return [`${what} is missing`]
    return found.length > 1 ? [`${what} is there ${found.length} times: ${found.join(', ')}`] : []
  })
  const known = [...EXPECTED.map(({ name }) => name), ...WELCOME]
  const strangers = names.filter((name) => !known.some((pattern) => fits(pattern, name)))
  return [...faults, ...strangers.map((name) => `${name} does not belong to ${version}`)]
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
