/** The handset of build/icon.svg, upright enough to be told at 16 pixels. */
const HANDSET =
  'M116 214c0-28 22-46 62-52 50-8 106-8 156 0 40 6 62 24 62 52v34c0 17-13 30-30 30h-44c-17 0-30-13-30-30v-22c-24-5-48-5-72 0v22c0 17-13 30-30 30h-44c-17 0-30-13-30-30z'

interface Badge {
  readonly colour: string
  /** Drawn in a 100 x 100 field; told apart by its shape alone. */
  readonly sign: string
}

const stroke = (path: string) =>
  `<path d="${path}" fill="none" stroke-width="15" stroke-linecap="round" stroke-linejoin="round"/>`

const BADGES: Readonly<Record<string, Badge>> = {
  reachable: { colour: '#15803d', sign: stroke('M27 53l16 16 30-36') },
  degraded: { colour: '#b45309', sign: stroke('M50 22v34M50 76v2') },
  unreachable: { colour: '#b91c1c', sign: stroke('M32 32l36 36M68 32l-36 36') },
  dnd: { colour: '#475569', sign: stroke('M26 50h48') },
  ringing: { colour: '#15803d', sign: '<circle cx="50" cy="50" r="20"/>' },
  call: { colour: '#15803d', sign: '' },
}

/** On a panel of any colour: Offhook's own square, with a badge in its corner. */
function onPanel({ colour, sign }: Badge): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <rect x="8" y="8" width="496" height="496" rx="116" fill="#4552d8"/>
  <path transform="translate(-6 -50) rotate(-38 256 262) translate(-38 -36) scale(1.15)" fill="#fff" d="${HANDSET}"/>
  <circle cx="376" cy="376" r="136" fill="#fff"/><circle cx="376" cy="376" r="112" fill="${colour}"/>
  <g transform="translate(276 276) scale(2)" stroke="#fff" fill="#fff">${sign}</g>
</svg>`
}

/** For the menu bar of macOS, which colours the shape itself: black where it shall be seen, nothing elsewhere. */
function onMenuBar({ sign }: Badge): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  <mask id="cut"><rect width="512" height="512" fill="#fff"/>
    <circle cx="376" cy="376" r="146" fill="#000"/></mask>
  <mask id="sign"><rect width="512" height="512" fill="#fff"/>
    <g transform="translate(276 276) scale(2)" stroke="#000" fill="#000">${sign}</g></mask>
  <g mask="url(#cut)"><path transform="translate(-10 -60) rotate(-38 256 262) translate(-102 -104) scale(1.4)" d="${HANDSET}"/></g>
  <circle cx="376" cy="376" r="116" mask="url(#sign)"/>
</svg>`
}

/** Every picture in build/tray, by its name: one for each state, and its twin for macOS. */
export const trayDrawings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(BADGES).flatMap(([state, badge]) => [
    [state, onPanel(badge)],
    [`${state}-template`, onMenuBar(badge)],
  ]),
)
