/** What CHANGELOG.md says of a version, without its heading; undefined when it has no section or an empty one. */
export function notesFor(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${version}]`))
  const notes = section?.slice(section.indexOf('\n')).trim()
  return notes || undefined
}

/** Why a tag cannot become a release, in words; undefined when it can. */
export function tagFault(tag: string, version: string, changelog: string): string | undefined {
  if (!/^\d+\.\d+\.\d+(-beta\.\d+)?$/.test(version)) {
    return `${version} is no version to release: write 1.2.3, or 1.2.3-beta.4 for testers.`
  }
  if (tag !== `v${version}`) return `The tag is ${tag}, and package.json says ${version}.`
  if (notesFor(changelog, version) === undefined) {
    return `CHANGELOG.md has no section "## [${version}]". Give what is under Unreleased that heading.`
  }
  return undefined
}
