import { useMemo } from 'react'
import { subtractAngles } from '../../../geometry/point.ts'
import { fitSimilarity, computeRoll } from '../../../geometry/similarity.ts'
import { computeDetectionSquare } from '../../../geometry/square.ts'
import { MEAN_SHAPE, STAGES } from '../../../geometry/face.ts'
import type { Examination } from './examine.ts'
import {
  createResultDrawing,
  createCropDrawing,
  createDetectorDrawing,
  createMeanShapeDrawing,
  type StepDrawing,
} from './step-drawings.ts'
import { patchToImageSquare } from './face-patch.ts'
import { Step } from './Step.tsx'
import { formatNumber } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import xrayStyles from './xray.module.css'

const MINUS = '\u2212'
const signed = (value: number, digits: number) => formatNumber(value, digits).replace('-', MINUS)
const degrees = (radians: number) => `${signed((radians * 180) / Math.PI, 1)}°`
const turn = (radians: number) => (radians < 0 ? degrees(radians) : `+${degrees(radians)}`)
const pixels = (value: number) => TEXT.xray.numbers.pixels(formatNumber(value, 0))
const time = (value: number | undefined) =>
  value === undefined ? '' : TEXT.xray.numbers.milliseconds(formatNumber(value, 0))

interface StepContent {
  readonly title: string
  readonly label: string
  /** Lines of numbers. */
  readonly numbers: readonly string[]
  readonly picture: StepDrawing | undefined
}

const [STAGE1, STAGE2] = STAGES
const OFF = [TEXT.xray.numbers.stage1Off]

const { steps: TITLE, labels: LABEL, numbers: NUMBER } = TEXT.xray

const TITLES = [
  TITLE.detection,
  TITLE.crop(STAGE1.input),
  TITLE.landmarks(STAGE1.name),
  TITLE.meanShape,
  TITLE.crop(STAGE2.input),
  TITLE.landmarks(STAGE2.name),
  TITLE.result,
] as const

/** Roll of the landmarks within stage 2's crop, which should be upright. */
export function computeResidualRoll({ crop, face }: Examination): number {
  return subtractAngles(computeRoll(fitSimilarity(MEAN_SHAPE, face.landmarks)), crop.roll)
}

function describeSteps(examination: Examination, showsTruth: boolean): StepContent[] {
  const { subject, start, face, crop, times, trueNme } = examination
  const { patch, detection } = subject
  const inImage = patchToImageSquare(patch, start)
  const square = patchToImageSquare(patch, face.square)
  const { stage1 } = face
  const truth = showsTruth ? subject.truth : undefined
  const withTruth = truth ? LABEL.truth : ''
  const eyes = computeDetectionSquare(detection)
  const together = times.stage1 === undefined
  return [
    {
      title: TITLES[0],
      label: LABEL.detection,
      numbers: [
        NUMBER.box(pixels(detection.size), degrees(eyes.roll), time(times.detection)),
        NUMBER.region(pixels(inImage.side), degrees(inImage.roll)),
      ],
      picture: createDetectorDrawing(examination),
    },
    {
      title: TITLES[1],
      label: LABEL.input(1),
      numbers: stage1
        ? [NUMBER.side(pixels(stage1.crop.side / patch.scale)), NUMBER.roll(degrees(stage1.crop.roll))]
        : OFF,
      picture: stage1 && createCropDrawing(examination, 1, stage1.crop),
    },
    {
      title: TITLES[2],
      label: LABEL.landmarks(1) + withTruth,
      numbers: stage1 ? [together ? NUMBER.bothStages : time(times.stage1)] : OFF,
      picture: stage1 && createCropDrawing(examination, 1, stage1.crop, stage1.landmarks, truth),
    },
    {
      title: TITLES[3],
      label: LABEL.meanShape,
      numbers: stage1
        ? [
            NUMBER.rollChange(degrees(square.roll), turn(subtractAngles(square.roll, stage1.crop.roll))),
            NUMBER.uprightBox(pixels(square.side)),
          ]
        : OFF,
      picture: stage1 && createMeanShapeDrawing(examination, stage1.crop, stage1.landmarks),
    },
    {
      title: TITLES[4],
      label: LABEL.input(2),
      numbers: [NUMBER.side(pixels(crop.side / patch.scale)), NUMBER.roll(degrees(crop.roll))],
      picture: createCropDrawing(examination, 2, crop),
    },
    {
      title: TITLES[5],
      label: LABEL.landmarks(2) + withTruth,
      numbers: [NUMBER.residualRoll(degrees(computeResidualRoll(examination))), time(times.stage2)],
      picture: createCropDrawing(examination, 2, crop, face.landmarks, truth),
    },
    {
      title: TITLES[6],
      label: LABEL.result + withTruth,
      numbers: [
        NUMBER.nme(formatNumber(100 * examination.nme, 2)),
        trueNme === undefined ? '' : NUMBER.trueNme(formatNumber(100 * trueNme, 2)),
        face.presence === undefined ? '' : NUMBER.presence(formatNumber(100 * face.presence, 0)),
      ],
      picture: createResultDrawing(examination, truth),
    },
  ]
}

const EMPTY_STEPS: readonly StepContent[] = TITLES.map((title) => ({
  title,
  label: TEXT.media.noPicture,
  numbers: ['–'],
  picture: undefined,
}))

interface Props {
  readonly examination: Examination | undefined
  readonly colour: string
  /** Draws true landmarks if they are known. */
  readonly showsTruth: boolean
  /** Laid over the first picture. */
  readonly children: React.ReactNode
}

/** All steps of the pipeline in order. */
export function Steps({ examination, colour, showsTruth, children }: Props) {
  const steps = useMemo(
    () => (examination ? describeSteps(examination, showsTruth) : EMPTY_STEPS),
    [examination, showsTruth],
  )
  return (
    <ol data-testid="xray-steps" className={xrayStyles.steps}>
      {steps.map(({ title, label, numbers, picture }, i) => (
        <Step
          key={title}
          title={TEXT.xray.numbered(i + 1, title)}
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
