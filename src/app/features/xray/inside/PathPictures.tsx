import { useMemo } from 'react'
import { COVER_CELLS, type PointPaths } from '../../../../landmarker/inside.ts'
import { STAGES } from '../../../../geometry/face.ts'
import type { Point } from '../../../../geometry/point.ts'
import { findNearestPoint } from '../../../canvas/landmark-editing.ts'
import { formatNumber } from '../../../ui/format.ts'
import { Explained } from '../../../ui/glossary/Explained.tsx'
import { TEXT } from '../../../ui/text.ts'
import { DrawnPicture } from '../DrawnPicture.tsx'
import type { StageView } from './inside-reader.ts'
import { colourMap, findRange } from './map-pixels.ts'
import { formatRange, formatValue } from './names.ts'
import { coverWithHeatMap, coverWithMap, createViewDrawing, markPlace } from './path-drawings.ts'
import { PixelPicture } from './PixelPicture.tsx'
import { listPoints, selectPath } from './point-path.ts'
import insideStyles from './inside.module.css'

interface Props {
  readonly paths: StageView & PointPaths
  /** Index of the landmark. */
  readonly point: number
  readonly colour: string
  /** Chooses another landmark. */
  readonly onChoose: (point: number) => void
}

/** Way of a landmark: the crop, the layer it is read from, and where it lies. */
export function PathPictures({ paths, point, colour, onChoose }: Props) {
  const path = useMemo(() => selectPath(paths, point), [paths, point])
  const points = useMemo(() => listPoints(paths.landmarks), [paths])
  const side = STAGES[paths.stage - 1]!.input
  const pictures = useMemo(() => {
    const crop = createViewDrawing(paths)
    const place = [path.x / side, path.y / side] as const
    return {
      cover: markPlace(coverWithMap(crop, path.cover, COVER_CELLS, 1), place),
      heatMap:
        path.heatMap && paths.heatMaps && coverWithHeatMap(crop, path.heatMap, paths.heatMaps.layer.side),
      landmark: markPlace(createViewDrawing(paths, points), place),
    }
  }, [paths, points, path, side])
  const pick = ([x, y]: Point) => onChoose(findNearestPoint(points, [x * side, y * side]))
  const largest = formatValue(path.largestShift)
  const peak = path.heatMap && formatValue(100 * findRange(path.heatMap)[1])
  const { lastMaps } = paths
  return (
    <ol className={insideStyles.path} data-testid="point-path">
      <li>
        <DrawnPicture
          picture={pictures.cover}
          colour={colour}
          label={TEXT.inside.cropLabel(point, largest, TEXT.inside.place(...path.strongest))}
          onPick={pick}
        />
        <strong>
          <Explained text={TEXT.inside.crop} />
        </strong>
        <p>{TEXT.inside.cropText(point, largest)}</p>
      </li>
      {peak !== undefined && (
        <li>
          <DrawnPicture
            picture={pictures.heatMap}
            colour={colour}
            label={TEXT.inside.heatMapPathLabel(point, peak)}
            onPick={pick}
          />
          <strong>
            <Explained text={TEXT.inside.heatMap} />
          </strong>
          <p>
            <Explained text={TEXT.inside.heatMapText(peak)} />
          </p>
        </li>
      )}
      {lastMaps && (
        <li>
          <div className={insideStyles.lastMaps}>
            {path.maps.map(({ channel, values, shift }, i) => (
              <PixelPicture
                key={i}
                pixels={colourMap(values, lastMaps.layer.side)}
                label={TEXT.inside.lastMapLabel(
                  channel + 1,
                  formatRange(findRange(values)),
                  formatValue(shift),
                )}
                caption={TEXT.inside.lastMapShift(channel + 1, formatValue(shift))}
              />
            ))}
          </div>
          <strong>
            <Explained text={TEXT.inside.lastMaps} />
          </strong>
          <p>{TEXT.inside.lastMapsText(path.maps.length, lastMaps.layer.channels)}</p>
        </li>
      )}
      <li>
        <DrawnPicture
          picture={pictures.landmark}
          colour={colour}
          label={TEXT.inside.landmarkLabel(point)}
          onPick={pick}
        />
        <strong>{TEXT.inside.landmark}</strong>
        <p>{TEXT.inside.landmarkText(point, formatNumber(path.x, 1), formatNumber(path.y, 1), side)}</p>
      </li>
    </ol>
  )
}
