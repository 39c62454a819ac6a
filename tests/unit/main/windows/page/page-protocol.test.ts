import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  answer,
  CONTENT_SECURITY_POLICY,
  cspFor,
  registerPageScheme,
  servePage,
  type PageProtocol,
  type PageRequest,
  type PageResponse,
} from '../../../../../src/main/windows/page/page-protocol.ts'

let folder = ''
let root = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'offhook-page-'))
  folder = join(root, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await mkdir(join(root, 'renderer-secret'))
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'assets', 'main.js'), 'void 0')
  await writeFile(join(root, 'secret.txt'), 'secret')
  await writeFile(join(root, 'renderer-secret', 'secret.txt'), 'secret')
})

afterAll(async () => {
  await rm(root, { recursive: true })
})

const get = (address: string, method = 'GET') => answer({ url: address, method }, folder)

describe('the page’s own protocol', () => {
  test.each([
    ['offhook://app/index.html', 'text/html; charset=utf-8'],
    ['offhook://app/', 'text/html; charset=utf-8'],
    ['offhook://app/index.html?x=1#y', 'text/html; charset=utf-8'],
    ['offhook://app/assets/main.js', 'text/javascript; charset=utf-8'],
  ])('%s is served as %s, under the policy', async (address, type) => {
    const response = await get(address)
    expect(response.statusCode).toBe(200)
    expect(response.headers['Content-Type']).toBe(type)
    expect(response.headers['Content-Security-Policy']).toBe(CONTENT_SECURITY_POLICY)
    expect(response.headers['X-Content-Type-Options']).toBe('nosniff')
  })

  test.each([
    'offhook://app/missing.js',
    'offhook://app/assets',
    'offhook://other/index.html',
    'offhook://app/../secret.txt',
    'offhook://app/%2e%2e/secret.txt',
    'offhook://app/..%2fsecret.txt',
    'offhook://app/..%2frenderer-secret%2fsecret.txt',
    'offhook://app/assets/..%2f..%2fsecret.txt',
    'offhook://app/..%5csecret.txt',
    'offhook://app/index.html%00',
    'offhook://app/%E0%A4%A',
  ])('%s is not there', async (address) => {
    const response = await get(address)
    expect(response.statusCode).toBe(404)
    expect(response.data).toHaveLength(0)
  })

  test('nothing can be sent to it', async () => {
    expect((await get('offhook://app/index.html', 'POST')).statusCode).toBe(405)
  })

  test('the policy allows nothing unsafe, and no place but these', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|data:|blob:|report/)
    const directives = new Map(CONTENT_SECURITY_POLICY.split('; ').map((line) => [line.split(' ')[0], line]))
    expect(directives.get('default-src')).toBe("default-src 'none'")
    expect(directives.get('require-trusted-types-for')).toBe("require-trusted-types-for 'script'")
    expect(directives.get('trusted-types')).toBe("trusted-types 'none'")
    const places = [...directives.values()].flatMap((line) => line.split(' ').slice(1))
    expect(new Set(places.filter((place) => !place.startsWith("'")))).toEqual(
      new Set(['wss://localhost:*', 'wss://*.twilio.com']),
    )
  })

  test('an exchange elsewhere is one place more, and nothing else changes', () => {
    expect(cspFor(null)).toBe(CONTENT_SECURITY_POLICY)
    expect(cspFor('192.168.1.20:4443').replace(' wss://192.168.1.20:4443', '')).toBe(CONTENT_SECURITY_POLICY)
  })

  test('what is refused is refused under the policy too', async () => {
    const refused = [await get('offhook://app/missing.js'), await get('offhook://app/index.html', 'POST')]
    for (const { headers } of refused)
      expect(headers['Content-Security-Policy']).toBe(CONTENT_SECURITY_POLICY)
  })

  test('its scheme has no more privileges than a page needs', () => {
    const registered: unknown[] = []
    registerPageScheme({ registerSchemesAsPrivileged: (schemes: unknown) => registered.push(schemes) })
    expect(registered).toEqual([
      [
        {
          scheme: 'offhook',
          privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
        },
      ],
    ])
  })
})

describe('serving the page', () => {
  const request: PageRequest = { method: 'GET', url: 'offhook://app/index.html' }
  const policy = () => 'default-src none'

  test('goes by the quick way where this Electron has it', async () => {
    const response = await new Promise<PageResponse>((resolve) => {
      const protocol: PageProtocol = {
        registerBufferProtocol: (_scheme, handler) => handler(request, resolve),
        handle: () => {
          throw new Error('not needed')
        },
      }
      servePage(protocol, folder, policy)
    })
    expect(response).toMatchObject({
      statusCode: 200,
      headers: { 'Content-Security-Policy': 'default-src none' },
    })
  })

  test('goes by protocol.handle where nothing else is left, with the same answer', async () => {
    let handler: Parameters<PageProtocol['handle']>[1] | undefined
    servePage({ handle: (_scheme, given) => void (handler = given) }, folder, policy)
    const response = await handler?.(request)
    expect(response?.status).toBe(200)
    expect(response?.headers.get('content-security-policy')).toBe('default-src none')
    expect(await response?.text()).toBe('<!doctype html>')
    expect((await handler?.({ ...request, url: 'offhook://app/../secret.txt' }))?.status).toBe(404)
    expect((await handler?.({ ...request, method: 'POST' }))?.status).toBe(405)
  })
})
