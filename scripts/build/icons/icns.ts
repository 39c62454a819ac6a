import { ofSize, pictureOf, type Picture } from './png.ts'

/**
 * The kinds of picture in a macOS icon and their sides in pixels; those of a high-density screen are told apart
 * from those of twice the size. Source: https://en.wikipedia.org/wiki/Apple_Icon_Image_format
 */
export const ICNS_KINDS: Readonly<Record<string, number>> = {
  icp4: 16,
  ic11: 32,
  icp5: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}

const block = (kind: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(body.length + 8, 4)
  return Buffer.concat([head, body])
}

/** A macOS icon with every kind of picture; throws when a size is missing. */
export function toIcns(pictures: readonly Picture[]): Buffer {
  const kinds = Object.entries(ICNS_KINDS)
  return block('icns', Buffer.concat(kinds.map(([kind, size]) => block(kind, ofSize(pictures, size).png))))
}

/** What a macOS icon holds, by kind. */
export function fromIcns(icns: Buffer): Map<string, Picture> {
  const found = new Map<string, Picture>()
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const kind = icns.toString('latin1', at, at + 4)
    found.set(kind, pictureOf(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))))
  }
  return found
}
