import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Point } from '../../geometry/point.ts'
import { drawBalancing, type BinCounts } from './pictures/balancing.ts'
import { drawCascade } from './pictures/cascade.ts'
import { drawCed, type VariantErrors } from './pictures/ced.ts'
import { translatePicture } from './pictures/german.ts'
import { drawLosses } from './pictures/losses.ts'
import { drawNme } from './pictures/nme.ts'

/**
 * Draws the pictures of the concepts from the losses' code and the results in `models`, by their
 * names in docs/images; those with .de are in German.
 */
export function drawPictures(root: string): Readonly<Record<string, string>> {
  const read = <T>(file: string) => JSON.parse(readFileSync(join(root, 'models', file), 'utf8')) as T
  const { meanShape } = read<{ meanShape: Point[] }>('face.json')
  const { variants } = read<{ variants: VariantErrors[] }>('results.json')
  const { balancing } = read<{ balancing: BinCounts }>('shapes.json')
  const pictures = {
    'cascade.svg': drawCascade(meanShape),
    'nme.svg': drawNme(meanShape),
    'ced.svg': drawCed(variants),
    'losses.svg': drawLosses(),
    'balancing.svg': drawBalancing(balancing),
  }
  const german = Object.entries(pictures).map(([name, picture]) => [
    name.replace('.svg', '.de.svg'),
    translatePicture(picture),
  ])
  return { ...pictures, ...(Object.fromEntries(german) as Readonly<Record<string, string>>) }
}
