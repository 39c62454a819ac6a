import { describe, expect, it } from 'vitest'
import {
  desktopFrom,
  DESKTOPS,
  ringAdvice,
  type RingTopic,
} from '../../../../src/shared/messages/alert-advice.ts'

const TOPICS = [
  'notification',
  'buttons',
  'do-not-disturb',
  'sound',
  'popup',
  'microphone',
] as const satisfies readonly RingTopic[]

describe('the desktop', () => {
  it.each([
    ['win32', undefined, 'windows', 'Windows'],
    ['darwin', undefined, 'macos', 'macOS'],
    ['linux', 'GNOME', 'gnome', 'GNOME'],
    ['linux', 'ubuntu:GNOME', 'gnome', 'GNOME'],
    ['linux', 'X-Cinnamon', 'cinnamon', 'Cinnamon'],
    ['linux', 'KDE', 'kde', 'KDE Plasma'],
    ['linux', 'XFCE', 'xfce', 'Xfce'],
    ['linux', 'MATE', 'mate', 'MATE'],
    ['linux', 'sway', 'wayland', 'Sway'],
    ['linux', 'Hyprland', 'wayland', 'Hyprland'],
    ['linux', '', 'linux', 'Linux'],
    ['linux', undefined, 'linux', 'Linux'],
    ['linux', 'something new', 'linux', 'Linux'],
  ])('%s, %s: %s', (platform, current, kind, name) => {
    const isLinux = platform === 'linux'
    expect(desktopFrom(platform, current, false)).toEqual({ kind, name, wayland: false })
    expect(desktopFrom(platform, current, true)).toEqual({ kind, name, wayland: isLinux })
  })
})

describe('the advice', () => {
  it.each(DESKTOPS.flatMap((desktop) => TOPICS.map((topic) => [desktop, topic] as const)))(
    'on %s about %s is a whole sentence, and fits into a report',
    (kind, topic) => {
      for (const wayland of [false, true]) {
        const words = ringAdvice({ kind, wayland }, topic)
        expect(words).toMatch(/^[A-Z].*[.?]$/)
        expect(words.length).toBeLessThan(400)
      }
    },
  )

  it.each(['gnome', 'kde', 'xfce', 'linux'] as const)(
    'about the call window on %s is about Wayland where Offhook is a Wayland client, and only there',
    (kind) => {
      expect(ringAdvice({ kind, wayland: true }, 'popup')).toContain('Wayland')
      expect(ringAdvice({ kind, wayland: false }, 'popup')).not.toContain('Wayland')
    },
  )
})
