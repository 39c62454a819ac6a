import { createElement, type SVGProps } from 'react'

/** What an icon is made of: a tag of SVG and its attributes. */
export type Shape = readonly [tag: string, attributes: Readonly<Record<string, string>>]

interface IconProps extends SVGProps<SVGSVGElement> {
  /** In pixels. */
  readonly size?: number
}

/** An icon of the set, 24 units wide, drawn in the colour of the text around it. The words beside it say the same. */
export function iconOf(shapes: readonly Shape[]) {
  const drawn = shapes.map(([tag, attributes]) => createElement(tag, attributes))
  return function Icon({ size = 24, ...rest }: IconProps) {
    return createElement('svg', { ...FRAME, width: size, height: size, ...rest }, ...drawn)
  }
}

const FRAME = {
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': true,
} as const
