import { useMemo } from 'react'
import { findTypicalFace, type Balance, type ShapeSpace } from '../../../evaluation/shape-space.ts'
import { TEXT } from '../../ui/text.ts'
import { FaceOutline } from './FaceOutline.tsx'
import datasetStyles from '../../media/dataset/dataset.module.css'
import balancingStyles from './balancing.module.css'

interface Props {
  readonly space: ShapeSpace
  readonly balance: Balance
  readonly choose: (bin: number) => void
}

/** One face of each bin; a click shows the others. */
export function BinExamples({ space, balance, choose }: Props) {
  const faces = useMemo(
    () => balance.before.map((_, bin) => findTypicalFace(space, balance, bin)),
    [space, balance],
  )
  return (
    <>
      <h2>{TEXT.balancing.examples}</h2>
      <ol
        className={`${datasetStyles.faces} ${balancingStyles.binFaces}`}
        aria-label={TEXT.balancing.examples}
      >
        {faces.map(
          (face, bin) =>
            face !== undefined && (
              <li key={bin}>
                <button type="button" onClick={() => choose(bin)}>
                  <FaceOutline shape={space.getShape(face)} />
                  <span>{TEXT.balancing.example(bin + 1, balance.before[bin]!)}</span>
                </button>
              </li>
            ),
        )}
      </ol>
    </>
  )
}
