/** The section of a version in CHANGELOG.md without its heading; undefined if it is missing or empty. */
export function notesFor(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.startsWith(`[${version}]`))
  const notes = section?.slice(section.indexOf('\n')).trim()
  return notes || undefined
}

/** Returns a message if a tag cannot become a release. */
export function tagProblem(tag: string, version: string, changelog: string): string | undefined {
  if (!/^\d+\.\d+\.\d+(-beta\.\d+)?$/.test(version)) {
    return `${version} is not a version to release: use 1.2.3, or 1.2.3-beta.4 for the beta channel.`
  }
  if (tag !== `v${version}`) return `The tag is ${tag}, and package.json has ${version}.`
  if (notesFor(changelog, version) === undefined) {
    return `CHANGELOG.md has no section "## [${version}]". Rename the section Unreleased.`
  }
  return undefined
}
