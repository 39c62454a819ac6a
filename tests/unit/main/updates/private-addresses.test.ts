import { describe, expect, test } from 'vitest'
import { isAllowedFeedUrl } from '../../../../src/main/updates/feed-guard.ts'

const FEED = new URL('https://updates.example.org/offhook/')

describe('a redirect of the feed', () => {
  test.each([
    'https://objects.githubusercontent.com/file',
    'https://cdn.example.org./file',
    'https://8.8.8.8/file',
    'https://[2606:4700::1111]/file',
    'https://100.63.255.255/',
    'https://100.128.0.1/',
    'https://198.17.0.1/',
    'https://172.32.0.1/',
    'https://corp.example.com/',
    'https://updates.example.org/offhook/latest.yml',
  ])('may lead to %s', (address) => {
    expect(isAllowedFeedUrl(address, FEED)).toBe(true)
  })

  test.each([
    'https://localhost/',
    'https://localhost./',
    'https://LOCALHOST../',
    'https://a.localhost./',
    'https://printer/',
    'https://printer./',
    'https://intranet.corp/',
    'https://intranet.corp./',
    'https://files.internal/',
    'https://nas.local/',
    'https://router.lan/',
    'https://router.home/',
    'https://router.home.arpa/',
    'https://1.0.0.127.in-addr.arpa/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://100.64.0.1/',
    'https://100.127.255.255/',
    'https://127.0.0.1./',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://169.254.169.254/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.0.0.1/',
    'https://192.0.2.1/',
    'https://192.168.1.1/',
    'https://198.18.0.1/',
    'https://198.19.255.255/',
    'https://198.51.100.1/',
    'https://203.0.113.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:8.8.8.8]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fc00::1]/',
    'https://[fd12:3456::1]/',
    'https://[fe80::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'https://[2002:7f00:1::]/',
    'http://cdn.example.org/',
    'file:///etc/passwd',
    'nonsense',
  ])('may not lead to %s', (address) => {
    expect(isAllowedFeedUrl(address, FEED)).toBe(false)
  })
})
