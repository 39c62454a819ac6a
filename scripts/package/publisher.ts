/** The publisher of a build, and the address of its updates. */
export type Publisher = {
  homepage: string
  /** `Name <address>`, as packages need it. */
  maintainer: string
  /** The content of resources/app-update.yml for electron-updater; null: a build without updates. */
  feed:
    | { provider: 'generic'; url: string; useMultipleRangeRequest: false }
    | { provider: 'github'; owner: string; repo: string }
    | null
}

// A package needs addresses; these are reserved by RFC 2606.
const DEFAULTS = {
  homepage: 'https://offhook.example/',
  maintainer: 'The Offhook engineers <maintainer@offhook.example>',
}

/**
 * Reads the publisher from the environment: OFFHOOK_UPDATE_FEED (the URL of a folder with latest*.yml), or on GitHub
 * Actions the repository's own releases; OFFHOOK_HOMEPAGE and OFFHOOK_MAINTAINER. Throws if one is invalid.
 */
export function publisherFrom(env: NodeJS.ProcessEnv): Publisher {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? '').split('/')
  const onGitHub = owner && repo ? { owner, repo } : undefined
  const server = env.GITHUB_SERVER_URL || 'https://github.com'
  const homepage =
    env.OFFHOOK_HOMEPAGE || (onGitHub ? `${server}/${owner}/${repo}` : undefined) || DEFAULTS.homepage
  const maintainer = env.OFFHOOK_MAINTAINER || DEFAULTS.maintainer
  if (!/^[^<>]+ <[^<>@ ]+@[^<>@ ]+>$/.test(maintainer)) {
    throw new Error('OFFHOOK_MAINTAINER must have the form: Ada Lovelace <ada@example.org>')
  }
  return { homepage, maintainer, feed: feedFrom(env.OFFHOOK_UPDATE_FEED, onGitHub) }
}

function feedFrom(
  url: string | undefined,
  onGitHub: { owner: string; repo: string } | undefined,
): Publisher['feed'] {
  if (url) {
    const { protocol, hostname } = new URL(url)
    const local = ['127.0.0.1', 'localhost'].includes(hostname)
    if (protocol !== 'https:' && !(local && protocol === 'http:')) {
      throw new Error('OFFHOOK_UPDATE_FEED has to be an https address.')
    }
    return { provider: 'generic', url, useMultipleRangeRequest: false }
  }
  return onGitHub ? { provider: 'github', ...onGitHub } : null
}
