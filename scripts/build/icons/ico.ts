import { pictureOf, type Picture } from './png.ts'

const HEADER = 6
const ENTRY = 16
/** The format's own sign for 256 pixels. */
const side = (size: number): number => (size === 256 ? 0 : size)

/** A Windows icon of PNGs, as Windows Vista and later read it. Sides up to 256 pixels. */
export function toIco(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(HEADER + ENTRY * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = HEADER + ENTRY * index
    head.writeUInt8(side(size), at)
    head.writeUInt8(side(size), at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** What a Windows icon holds; throws when it holds anything but square PNGs. */
export function fromIco(ico: Buffer): Picture[] {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = HEADER + ENTRY * index
    const offset = ico.readUInt32LE(at + 12)
    return pictureOf(ico.subarray(offset, offset + ico.readUInt32LE(at + 8)))
  })
}
