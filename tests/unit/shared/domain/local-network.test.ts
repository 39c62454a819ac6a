import { describe, expect, test } from 'vitest'
import {
  isLocalAddress,
  localNetworkHint,
  mayBeLocalAddress,
} from '../../../../src/shared/domain/local-network.ts'

describe('an address', () => {
  test.each([
    ['localhost:4443', true],
    ['127.0.0.1:4443', true],
    ['127.9.9.9', true],
    ['10.0.0.7:4443', true],
    ['172.16.0.1', true],
    ['172.31.255.255', true],
    ['172.32.0.1', false],
    ['192.168.1.20:443', true],
    ['192.169.1.20', false],
    ['169.254.3.4', true],
    ['100.64.0.1', true],
    ['100.128.0.1', false],
    ['11.0.0.1', false],
    ['8.8.8.8:443', false],
    ['[::1]:4443', true],
    ['[fd12:3456::1]:4443', true],
    ['[fe80::1]', true],
    ['[2001:db8::1]:443', false],
    ['exchange.local:4443', true],
    ['EXCHANGE.LAN', true],
    ['exchange', true],
    ['exchange:4443', true],
    ['exchange.home.arpa', true],
    ['10.example.com', false],
    ['exchange.example.com:443', false],
    ['local.example.com', false],
  ])('%s is in the local network: %s', (address, expected) => {
    expect(isLocalAddress(address)).toBe(expected)
  })

  test.each([
    ['exchange.example.com:443', true],
    ['8.8.8.8:443', false],
    ['[2001:db8::1]:443', false],
    ['192.168.1.20:443', true],
    ['', false],
  ])('%s may be in the local network: %s', (address, expected) => {
    expect(mayBeLocalAddress(address)).toBe(expected)
  })
})

describe('the hint about the local network', () => {
  test.each([
    ['darwin', '192.168.1.20:4443', true],
    ['darwin', 'exchange.local', true],
    ['darwin', '[fd00::2]:4443', true],
    ['darwin', 'localhost:4443', false],
    ['darwin', '127.0.0.1:4443', false],
    ['darwin', '[::1]:4443', false],
    ['darwin', 'exchange.example.com', false],
    ['win32', '192.168.1.20:4443', false],
    ['linux', '192.168.1.20:4443', false],
  ])('on %s for %s: %s', (platform, address, expected) => {
    expect(localNetworkHint(platform, address).includes('Local Network')).toBe(expected)
  })
})
