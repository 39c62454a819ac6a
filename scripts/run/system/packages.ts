/** Debian's package for each shared library that Electron is linked to. */
export const libraryPackages: Readonly<Record<string, string>> = {
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgcc_s.so.1': 'libgcc-s1',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libsmime3.so': 'libnss3',
  'libudev.so.1': 'libudev1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
}

/** Packages that Debian 13 and Ubuntu 24.04 renamed for their 64-bit time: `libcups2` became `libcups2t64`. */
export const renamedForTime64: readonly string[] = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libglib2.0-0',
  'libgtk-3-0',
]

/** What needs a package: 'start' the app itself, 'tests' the private desktop of the tests. */
export type Purpose = 'start' | 'tests'

/** A package, and the file (absolute) or program (on the PATH) that shows that it is installed. */
export type Requirement = {
  package: string
  provides: string
  purpose: Purpose
  /** Files that can be used instead if the package is not available. */
  or?: readonly string[]
}

/** Chromium executables that the tests can use, the preferred one first. Ubuntu has no package, but Google's may be installed. */
export const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/google-chrome'] as const

export const requirements: readonly Requirement[] = [
  { package: 'xvfb', provides: 'Xvfb', purpose: 'tests' },
  { package: 'dbus-daemon', provides: 'dbus-daemon', purpose: 'tests' },
  { package: 'at-spi2-core', provides: '/usr/libexec/at-spi-bus-launcher', purpose: 'tests' },
  {
    package: 'xfce4-notifyd',
    provides: '/usr/lib/x86_64-linux-gnu/xfce4/notifyd/xfce4-notifyd',
    purpose: 'tests',
  },
  { package: 'xfconf', provides: '/usr/lib/x86_64-linux-gnu/xfce4/xfconf/xfconfd', purpose: 'tests' },
  { package: 'xfwm4', provides: 'xfwm4', purpose: 'tests' },
  { package: 'dunst', provides: 'dunst', purpose: 'tests' },
  // mako needs a Wayland compositor with the layer-shell protocol: sway.
  { package: 'mako-notifier', provides: 'mako', purpose: 'tests' },
  { package: 'sway', provides: 'sway', purpose: 'tests' },
  {
    package: 'notification-daemon',
    provides: '/usr/lib/notification-daemon/notification-daemon',
    purpose: 'tests',
  },
  {
    package: 'mate-notification-daemon',
    provides: '/usr/lib/mate-notification-daemon/mate-notification-daemon',
    purpose: 'tests',
  },
  { package: 'libglib2.0-bin', provides: 'gsettings', purpose: 'tests' },
  {
    package: 'dconf-gsettings-backend',
    provides: '/usr/lib/x86_64-linux-gnu/gio/modules/libdconfsettings.so',
    purpose: 'tests',
  },
  {
    package: 'gsettings-desktop-schemas',
    provides: '/usr/share/glib-2.0/schemas/org.gnome.desktop.notifications.gschema.xml',
    purpose: 'tests',
  },
  // A browser engine newer than that of the shipped Electron, and a Wayland compositor.
  { package: 'chromium', provides: CHROMIUMS[0], or: CHROMIUMS.slice(1), purpose: 'tests' },
  { package: 'mutter', provides: 'mutter', purpose: 'tests' },
  { package: 'xdotool', provides: 'xdotool', purpose: 'tests' },
  { package: 'x11-utils', provides: 'xprop', purpose: 'tests' },
  { package: 'imagemagick', provides: 'import', purpose: 'tests' },
  { package: 'pulseaudio', provides: 'pulseaudio', purpose: 'tests' },
  { package: 'pulseaudio-utils', provides: 'pactl', purpose: 'tests' },
  // For tests of the installers.
  { package: 'appstream', provides: 'appstreamcli', purpose: 'tests' },
  { package: 'desktop-file-utils', provides: 'desktop-file-validate', purpose: 'tests' },
  { package: 'fakeroot', provides: 'fakeroot', purpose: 'tests' },
  { package: 'nsis', provides: 'makensis', purpose: 'tests' },
  { package: 'rpm', provides: 'rpmbuild', purpose: 'tests' },
  { package: 'shellcheck', provides: 'shellcheck', purpose: 'tests' },
  // The typeface of the screenshots.
  {
    package: 'fonts-inter',
    provides: '/usr/share/fonts/opentype/inter/Inter-Regular.otf',
    purpose: 'tests',
  },
  // Names in Arabic and Hebrew, and with emoji.
  {
    package: 'fonts-dejavu-core',
    provides: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
    purpose: 'tests',
  },
  {
    package: 'fonts-noto-color-emoji',
    provides: '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf',
    purpose: 'tests',
  },
]
