/** A square picture: its side in pixels, and the PNG. */
export type Picture = { size: number; png: Buffer }

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A PNG with its side, out of its header; throws when it is none or not square. */
export function pictureOf(png: Buffer): Picture {
  if (png.length < 24 || !png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG.')
  const size = png.readUInt32BE(16)
  if (size !== png.readUInt32BE(20)) throw new Error('An icon has to be square.')
  return { size, png }
}

/** The picture of that side; throws when there is none. */
export function ofSize(pictures: readonly Picture[], size: number): Picture {
  const found = pictures.find((picture) => picture.size === size)
  if (found === undefined) throw new Error(`There is no picture of ${size} x ${size}.`)
  return found
}
