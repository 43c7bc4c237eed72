import { useMemo } from 'react'
import { subtractAngles } from '../../../geometry/point.ts'
import { fitSimilarity, computeRoll } from '../../../geometry/similarity.ts'
import { computeDetectionSquare } from '../../../geometry/square.ts'
import { MEAN_SHAPE, STAGES } from '../../../geometry/face.ts'
import type { Xray } from './examine.ts'
import { backPicture, cropPicture, detectorPicture, meanShapePicture, type Picture } from './pictures.ts'
import { squareToPicture } from './face-patch.ts'
import { Step } from './Step.tsx'

const MINUS = '\u2212'
const signed = (value: number, digits: number) => value.toFixed(digits).replace('-', MINUS)
const degrees = (radians: number) => `${signed((radians * 180) / Math.PI, 1)}°`
const turn = (radians: number) => (radians < 0 ? degrees(radians) : `+${degrees(radians)}`)
const pixels = (value: number) => `${value.toFixed(0)} px`
const time = (value: number | undefined) => (value === undefined ? '' : `${value.toFixed(0)} ms`)

interface Shown {
  readonly title: string
  readonly label: string
  /** Line by line. */
  readonly numbers: readonly string[]
  readonly picture: Picture | undefined
}

const [STAGE1, STAGE2] = STAGES
const OFF = ['stage 1 is off']

const TITLES = [
  'Detector: box, eyes, the square they give',
  `Crop, ${STAGE1.input} × ${STAGE1.input}`,
  `Points of ${STAGE1.name}`,
  'Mean shape laid on',
  `Crop, ${STAGE2.input} × ${STAGE2.input}`,
  `Points of ${STAGE2.name}`,
  'Back on the picture',
] as const

/** The roll at which landmarks lie in a crop that should have taken it out. */
export function rollLeft({ crop, face }: Xray): number {
  return subtractAngles(computeRoll(fitSimilarity(MEAN_SHAPE, face.landmarks)), crop.roll)
}

function stepsOf(xray: Xray, showsTruth: boolean): Shown[] {
  const { subject, start, face, crop, times, trueNme } = xray
  const { sheet, detection } = subject
  const inPicture = squareToPicture(sheet, start)
  const square = squareToPicture(sheet, face.square)
  const { stage1 } = face
  const truth = showsTruth ? subject.truth : undefined
  const crossed = truth ? ', and the true ones as white crosses' : ''
  const eyes = computeDetectionSquare(detection)
  const together = times.stage1 === undefined
  return [
    {
      title: TITLES[0],
      label: 'The picture with the detector’s box and eyes, and the square that stage 1 is sent to',
      numbers: [
        `box ${pixels(detection.size)}, eye line ${degrees(eyes.roll)}, ${time(times.detection)}`,
        `square ${pixels(inPicture.side)}, roll ${degrees(inPicture.roll)}`,
      ],
      picture: detectorPicture(xray),
    },
    {
      title: TITLES[1],
      label: 'What stage 1 sees',
      numbers: stage1
        ? [`side ${pixels(stage1.crop.side / sheet.scale)}`, `roll ${degrees(stage1.crop.roll)}`]
        : OFF,
      picture: stage1 && cropPicture(xray, 1, stage1.crop),
    },
    {
      title: TITLES[2],
      label: `The 68 points of stage 1 on its crop${crossed}`,
      numbers: stage1 ? [together ? 'in one go with stage 2' : time(times.stage1)] : OFF,
      picture: stage1 && cropPicture(xray, 1, stage1.crop, stage1.landmarks, truth),
    },
    {
      title: TITLES[3],
      label:
        'The mean shape turned, scaled and moved onto the points of stage 1, and the upright box of them',
      numbers: stage1
        ? [
            `roll ${degrees(square.roll)}, ${turn(subtractAngles(square.roll, stage1.crop.roll))}`,
            `box ${pixels(square.side)}`,
          ]
        : OFF,
      picture: stage1 && meanShapePicture(xray, stage1.crop, stage1.landmarks),
    },
    {
      title: TITLES[4],
      label: 'What stage 2 sees',
      numbers: [`side ${pixels(crop.side / sheet.scale)}`, `roll ${degrees(crop.roll)}`],
      picture: cropPicture(xray, 2, crop),
    },
    {
      title: TITLES[5],
      label: `The 68 points of stage 2 on its crop${crossed}`,
      numbers: [`roll left ${degrees(rollLeft(xray))}`, time(times.stage2)],
      picture: cropPicture(xray, 2, crop, face.landmarks, truth),
    },
    {
      title: TITLES[6],
      label: `The face in the picture with the points of stage 2, over the contours of the unbroken result${crossed}`,
      numbers: [
        `NME ${(100 * xray.nme).toFixed(2)}% to unbroken`,
        trueNme === undefined ? '' : `NME ${(100 * trueNme).toFixed(2)}% to the truth`,
        face.presence === undefined ? '' : `a face: ${(100 * face.presence).toFixed(0)}%`,
      ],
      picture: backPicture(xray, truth),
    },
  ]
}

const NOTHING: readonly Shown[] = TITLES.map((title) => ({
  title,
  label: 'No picture yet',
  numbers: ['–'],
  picture: undefined,
}))

interface Props {
  readonly xray: Xray | undefined
  readonly colour: string
  /** Whether true points are drawn where they are known. */
  readonly showsTruth: boolean
  /** Over the first picture. */
  readonly children: React.ReactNode
}

/** The pipeline's steps in their order, the picture first. */
export function Steps({ xray, colour, showsTruth, children }: Props) {
  const steps = useMemo(() => (xray ? stepsOf(xray, showsTruth) : NOTHING), [xray, showsTruth])
  return (
    <ol className="xray-steps">
      {steps.map(({ title, label, numbers, picture }, i) => (
        <Step
          key={title}
          title={`${i + 1} ${title}`}
          label={label}
          numbers={numbers}
          picture={picture}
          colour={colour}
        >
          {i === 0 && children}
        </Step>
      ))}
    </ol>
  )
}
