/** Part of a photo, in whole pixels of it. */
export interface CropArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Longer side of the smallest crop, in pixels. */
export const MIN_CROP_PX = 160

/** Width divided by height: those of cameras and phones, and square. */
const ASPECT_RATIOS = [4 / 3, 3 / 4, 3 / 2, 2 / 3, 16 / 9, 9 / 16, 1] as const

/** Attempts to find another distinct crop of a photo. */
const MAX_TRIES = 1000

/**
 * Plans distinct random crops of a photo: uniform in aspect ratio and position, log-uniform in size from MIN_CROP_PX
 * to the largest that fits. Returns fewer than `count` if the photo is too small for more.
 */
export function planCrops(width: number, height: number, count: number, random: () => number): CropArea[] {
  const crops = new Map<string, CropArea>()
  for (let tries = 0; crops.size < count && tries < MAX_TRIES + count; tries++) {
    const crop = drawCrop(width, height, random)
    crops.set(Object.values(crop).join(), crop)
  }
  return [...crops.values()]
}

function drawCrop(width: number, height: number, random: () => number): CropArea {
  const aspect = ASPECT_RATIOS[Math.floor(random() * ASPECT_RATIOS.length)]!
  // Longer side of the largest crop of this shape.
  const largest = Math.min(width / Math.min(1, aspect), height * Math.max(1, aspect))
  const side = largest * Math.min(1, MIN_CROP_PX / largest) ** random()
  const cropWidth = Math.max(1, Math.floor(side * Math.min(1, aspect)))
  const cropHeight = Math.max(1, Math.floor(side / Math.max(1, aspect)))
  const pickOffset = (room: number) => Math.floor(random() * (room + 1))
  return {
    left: pickOffset(width - cropWidth),
    top: pickOffset(height - cropHeight),
    width: cropWidth,
    height: cropHeight,
  }
}

/** Splits `count` as evenly as possible over a number of photos. */
export function shareCrops(count: number, photos: number): number[] {
  return Array.from(
    { length: photos },
    (_, i) => Math.floor((count * (i + 1)) / photos) - Math.floor((count * i) / photos),
  )
}
