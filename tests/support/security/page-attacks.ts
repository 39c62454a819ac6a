/** What became of each thing a page tried: `refused`, or what it got. */
export type Outcomes = Record<string, string>

/**
 * Runs inside a page, so it refers to nothing outside itself. Tries everything that a script which got into the page
 * would try; `host` is a server that should not be reached.
 */
export async function runPageAttacks(host: string): Promise<Outcomes> {
  const outcomes: Record<string, string> = {}
  const seen = (): unknown => Reflect.get(window, 'intruded')
  const attempt = async (name: string, what: () => unknown): Promise<void> => {
    Reflect.deleteProperty(window, 'intruded')
    try {
      const got = await what()
      outcomes[name] = seen() === undefined && (got === undefined || got === null) ? 'refused' : String(got)
    } catch {
      outcomes[name] = seen() === undefined ? 'refused' : 'ran'
    }
  }
  const add = <E extends HTMLElement>(element: E): E => document.body.appendChild(element)
  /** Resolves with nothing when the element fails, with a word when it loads. */
  const settled = (element: HTMLElement): Promise<string | undefined> =>
    new Promise((resolve) => {
      element.addEventListener('load', () => resolve('loaded'))
      element.addEventListener('error', () => resolve(undefined))
    })
  /** Resolves once the policy has spoken, with a word when it does not. */
  const forbidden = (what: () => void): Promise<string | undefined> =>
    new Promise((resolve) => {
      const giveUp = setTimeout(() => resolve('nobody objected'), 5_000)
      document.addEventListener(
        'securitypolicyviolation',
        () => {
          clearTimeout(giveUp)
          resolve(undefined)
        },
        { once: true },
      )
      what()
    })
  const assign = (element: object, name: string, value: string) => Reflect.set(element, name, value)

  // A debugger may evaluate where the page may not: from here on the page is by itself.
  await new Promise((resolve) => setTimeout(resolve))
  const run = 'window.intruded = 1'
  const attack = '<img src=x onerror="window.intruded = 1">'
  await attempt('eval', () => Reflect.apply(Reflect.get(window, 'eval'), window, [run]))
  await attempt('new Function', () => Reflect.construct(Function, [run])())
  await attempt('setTimeout with text', () => Reflect.apply(setTimeout, window, [run]) && undefined)
  await attempt('innerHTML', () => assign(document.createElement('div'), 'innerHTML', attack))
  await attempt('outerHTML', () => assign(add(document.createElement('i')), 'outerHTML', attack))
  await attempt('insertAdjacentHTML', () => document.body.insertAdjacentHTML('beforeend', attack))
  await attempt('document.write', () => document.write(attack))
  await attempt('DOMParser', () => new DOMParser().parseFromString(attack, 'text/html'))
  await attempt('srcdoc', () => assign(document.createElement('iframe'), 'srcdoc', attack))
  await attempt('an inline script', () => assign(add(document.createElement('script')), 'text', run))
  await attempt('a script from elsewhere', () =>
    assign(add(document.createElement('script')), 'src', `http://${host}/`),
  )
  await attempt('a handler in markup', () => add(document.createElement('b')).setAttribute('onclick', run))
  await attempt('a policy for trusted types', () =>
    Reflect.apply(Reflect.get(Reflect.get(window, 'trustedTypes'), 'createPolicy'), window, ['x', {}]),
  )
  await attempt('an inline style', () =>
    forbidden(() => add(document.createElement('b')).setAttribute('style', 'color: red')),
  )
  await attempt('a style element', () =>
    forbidden(() => {
      add(document.createElement('style')).textContent = 'b { color: red }'
    }),
  )
  await attempt('a stylesheet', () => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = `http://${host}/`
    return settled(add(link))
  })
  await attempt('an image', () => {
    const image = new Image()
    image.src = `http://${host}/`
    return settled(add(image))
  })
  await attempt('an image out of text', () => {
    const image = new Image()
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
    return settled(add(image))
  })
  await attempt('a sound', () => new Audio(`http://${host}/`).play())
  await attempt('a typeface', () => new FontFace('x', `url(http://${host}/)`).load())
  await attempt('a frame', () =>
    forbidden(() => {
      add(document.createElement('iframe')).src = `http://${host}/`
    }),
  )
  await attempt('an object', () =>
    forbidden(() => {
      add(document.createElement('object')).data = `http://${host}/`
    }),
  )
  await attempt('fetch', () => fetch(`http://${host}/`))
  await attempt('fetch without an answer', () => fetch(`http://${host}/`, { mode: 'no-cors' }))
  await attempt('fetch of a file', () => fetch('file:///etc/hostname'))
  await attempt('a beacon', () => forbidden(() => void navigator.sendBeacon(`http://${host}/`, 'x')))
  await attempt('events', () => forbidden(() => void new EventSource(`http://${host}/`)))
  await attempt('a socket', () => forbidden(() => void new WebSocket(`ws://${host}/`)))
  await attempt('a socket in TLS', () => forbidden(() => void new WebSocket(`wss://${host}/`)))
  await attempt('a worker', () => new Worker(`http://${host}/`))
  await attempt('a worker of its own', () => new Worker('assets/worker.js'))
  await attempt('a service worker', () => navigator.serviceWorker.register('worker.js'))
  await attempt('a module', () => import(/* @vite-ignore */ `http://${host}/`))
  await attempt('a form', () => {
    const form = add(document.createElement('form'))
    form.action = `http://${host}/`
    return forbidden(() => form.submit())
  })
  await attempt('a window', () => window.open(`http://${host}/`))
  await attempt('the camera', () => navigator.mediaDevices.getUserMedia({ video: true }))
  await attempt('the screen', () => navigator.mediaDevices.getDisplayMedia({ video: true }))
  await attempt(
    'where the computer is',
    () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
  )
  await attempt('notifications of its own', async () =>
    (await Notification.requestPermission()) === 'granted' ? 'granted' : undefined,
  )
  return outcomes
}
