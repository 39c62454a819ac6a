/** Who publishes this build, and where it looks for updates. */
export type Publisher = {
  homepage: string
  /** As packages want it: `Name <address>`. */
  maintainer: string
  /** What electron-updater reads from resources/app-update.yml; null: this build looks for no updates. */
  feed:
    | { provider: 'generic'; url: string; useMultipleRangeRequest: false }
    | { provider: 'github'; owner: string; repo: string }
    | null
}

// Addresses that can be nobody's: RFC 2606. A package has to name some.
const NOBODY = {
  homepage: 'https://offhook.example/',
  maintainer: 'The Offhook engineers <nobody@offhook.example>',
}

/**
 * Reads the publisher from the environment: OFFHOOK_UPDATE_FEED (the URL of a folder with latest*.yml), or on GitHub
 * Actions the repository's own releases; OFFHOOK_HOMEPAGE and OFFHOOK_MAINTAINER. Throws in words.
 */
export function publisherFrom(env: NodeJS.ProcessEnv): Publisher {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? '').split('/')
  const onGitHub = owner && repo ? { owner, repo } : undefined
  const server = env.GITHUB_SERVER_URL || 'https://github.com'
  const homepage =
    env.OFFHOOK_HOMEPAGE || (onGitHub ? `${server}/${owner}/${repo}` : undefined) || NOBODY.homepage
  const maintainer = env.OFFHOOK_MAINTAINER || NOBODY.maintainer
  if (!/^[^<>]+ <[^<>@ ]+@[^<>@ ]+>$/.test(maintainer)) {
    throw new Error('OFFHOOK_MAINTAINER has to read like: Ada Lovelace <ada@example.org>')
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
