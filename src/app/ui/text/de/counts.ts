import { choosePlural, formatCount } from '../../format.ts'

/** Number of faces in German words: „ein Gesicht“, „2.009 Gesichter“. */
export const formatFaces = (count: number): string =>
  choosePlural(count, 'ein Gesicht', `${formatCount(count)} Gesichter`)

/** The same after „mit“ or „von“: „einem Gesicht“, „2.009 Gesichtern“. */
export const formatOfFaces = (count: number): string =>
  choosePlural(count, 'einem Gesicht', `${formatCount(count)} Gesichtern`)
