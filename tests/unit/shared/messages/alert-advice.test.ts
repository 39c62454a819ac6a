import { describe, expect, it } from 'vitest'
import {
  detectDesktop,
  DESKTOPS,
  alertAdvice,
  type AlertTopic,
} from '../../../../src/shared/messages/alert-advice.ts'

const TOPICS = [
  'notification',
  'buttons',
  'do-not-disturb',
  'sound',
  'call-window',
  'microphone',
] as const satisfies readonly AlertTopic[]

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
    expect(detectDesktop(platform, current, false)).toEqual({ kind, name, wayland: false })
    expect(detectDesktop(platform, current, true)).toEqual({ kind, name, wayland: isLinux })
  })
})

describe('the advice', () => {
  it.each(DESKTOPS.flatMap((desktop) => TOPICS.map((topic) => [desktop, topic] as const)))(
    'on %s about %s is a whole sentence, and fits into a report',
    (kind, topic) => {
      for (const wayland of [false, true]) {
        const words = alertAdvice({ kind, wayland }, topic)
        expect(words).toMatch(/^[A-Z].*[.?]$/)
        expect(words.length).toBeLessThan(400)
      }
    },
  )

  it.each(['gnome', 'kde', 'xfce', 'linux'] as const)(
    'about the call window on %s is about Wayland where Offhook is a Wayland client, and only there',
    (kind) => {
      expect(alertAdvice({ kind, wayland: true }, 'call-window')).toContain('Wayland')
      expect(alertAdvice({ kind, wayland: false }, 'call-window')).not.toContain('Wayland')
    },
  )
})
