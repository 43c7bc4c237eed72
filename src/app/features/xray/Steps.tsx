import { useMemo } from 'react'
import { angleBetween } from '../../../geometry/point.ts'
import { fitSimilarity, rollOf } from '../../../geometry/similarity.ts'
import { squareOfDetection } from '../../../geometry/square.ts'
import { MEAN_SHAPE, STAGES } from '../../../geometry/face.ts'
import type { Examination } from './examine.ts'
import {
  createResultDrawing,
  createCropDrawing,
  createDetectorDrawing,
  createMeanShapeDrawing,
  type StepDrawing,
} from './step-drawings.ts'
import { toImageSquare } from './face-patch.ts'
import { Step } from './Step.tsx'

const MINUS = '\u2212'
const signed = (value: number, digits: number) => value.toFixed(digits).replace('-', MINUS)
const degrees = (radians: number) => `${signed((radians * 180) / Math.PI, 1)}°`
const turn = (radians: number) => (radians < 0 ? degrees(radians) : `+${degrees(radians)}`)
const pixels = (value: number) => `${value.toFixed(0)} px`
const time = (value: number | undefined) => (value === undefined ? '' : `${value.toFixed(0)} ms`)

interface StepContent {
  readonly title: string
  readonly label: string
  /** Line by line. */
  readonly numbers: readonly string[]
  readonly picture: StepDrawing | undefined
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
export function computeResidualRoll({ crop, face }: Examination): number {
  return angleBetween(rollOf(fitSimilarity(MEAN_SHAPE, face.landmarks)), crop.roll)
}

function describeSteps(examination: Examination, showsTruth: boolean): StepContent[] {
  const { subject, start, face, crop, times, trueNme } = examination
  const { patch, detection } = subject
  const inImage = toImageSquare(patch, start)
  const square = toImageSquare(patch, face.square)
  const { stage1 } = face
  const truth = showsTruth ? subject.truth : undefined
  const crossed = truth ? ', and the true ones as white crosses' : ''
  const eyes = squareOfDetection(detection)
  const together = times.stage1 === undefined
  return [
    {
      title: TITLES[0],
      label: 'The picture with the detector’s box and eyes, and the square that stage 1 is sent to',
      numbers: [
        `box ${pixels(detection.size)}, eye line ${degrees(eyes.roll)}, ${time(times.detection)}`,
        `square ${pixels(inImage.side)}, roll ${degrees(inImage.roll)}`,
      ],
      picture: createDetectorDrawing(examination),
    },
    {
      title: TITLES[1],
      label: 'What stage 1 sees',
      numbers: stage1
        ? [`side ${pixels(stage1.crop.side / patch.scale)}`, `roll ${degrees(stage1.crop.roll)}`]
        : OFF,
      picture: stage1 && createCropDrawing(examination, 1, stage1.crop),
    },
    {
      title: TITLES[2],
      label: `The 68 points of stage 1 on its crop${crossed}`,
      numbers: stage1 ? [together ? 'in one go with stage 2' : time(times.stage1)] : OFF,
      picture: stage1 && createCropDrawing(examination, 1, stage1.crop, stage1.landmarks, truth),
    },
    {
      title: TITLES[3],
      label:
        'The mean shape turned, scaled and moved onto the points of stage 1, and the upright box of them',
      numbers: stage1
        ? [
            `roll ${degrees(square.roll)}, ${turn(angleBetween(square.roll, stage1.crop.roll))}`,
            `box ${pixels(square.side)}`,
          ]
        : OFF,
      picture: stage1 && createMeanShapeDrawing(examination, stage1.crop, stage1.landmarks),
    },
    {
      title: TITLES[4],
      label: 'What stage 2 sees',
      numbers: [`side ${pixels(crop.side / patch.scale)}`, `roll ${degrees(crop.roll)}`],
      picture: createCropDrawing(examination, 2, crop),
    },
    {
      title: TITLES[5],
      label: `The 68 points of stage 2 on its crop${crossed}`,
      numbers: [`roll left ${degrees(computeResidualRoll(examination))}`, time(times.stage2)],
      picture: createCropDrawing(examination, 2, crop, face.landmarks, truth),
    },
    {
      title: TITLES[6],
      label: `The face in the picture with the points of stage 2, over the contours of the unbroken result${crossed}`,
      numbers: [
        `NME ${(100 * examination.nme).toFixed(2)}% to unbroken`,
        trueNme === undefined ? '' : `NME ${(100 * trueNme).toFixed(2)}% to the truth`,
        face.presence === undefined ? '' : `a face: ${(100 * face.presence).toFixed(0)}%`,
      ],
      picture: createResultDrawing(examination, truth),
    },
  ]
}

const EMPTY_STEPS: readonly StepContent[] = TITLES.map((title) => ({
  title,
  label: 'No picture yet',
  numbers: ['–'],
  picture: undefined,
}))

interface Props {
  readonly examination: Examination | undefined
  readonly colour: string
  /** Whether true points are drawn where they are known. */
  readonly showsTruth: boolean
  /** Over the first picture. */
  readonly children: React.ReactNode
}

/** The pipeline's steps in their order, the picture first. */
export function Steps({ examination, colour, showsTruth, children }: Props) {
  const steps = useMemo(
    () => (examination ? describeSteps(examination, showsTruth) : EMPTY_STEPS),
    [examination, showsTruth],
  )
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
