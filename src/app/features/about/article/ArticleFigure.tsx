import { useMemo } from 'react'
import { VARIANTS } from '../../../../landmarker/models/bundled-variants.ts'
import { findResult } from '../../../state/results.ts'
import { formatVariantName } from '../../../ui/colours.ts'
import { ColourDot } from '../../../ui/ColourDot.tsx'
import { formatPercent } from '../../../ui/format.ts'
import { getLanguage } from '../../../ui/language.ts'
import { PlotFigure } from '../../../ui/PlotFigure.tsx'
import { TEXT } from '../../../ui/text.ts'
import aboutStyles from '../about.module.css'
import { COMPARED_LOSSES, createBinsPlot, createCedPlot, createPullPlot } from './plots.ts'

const PICTURES = import.meta.glob<string>('../../../../../docs/images/{nme,cascade}{,.de}.svg', {
  eager: true,
  query: '?no-inline',
  import: 'default',
})

/** Finds the picture of a figure in the language of the page. */
function findPicture(name: string): string | undefined {
  const file = getLanguage() === 'en' ? `/${name}.svg` : `/${name}.${getLanguage()}.svg`
  return Object.entries(PICTURES).find(([path]) => path.endsWith(file))?.[1]
}

function Legend({ names }: { readonly names: readonly string[] }) {
  return (
    <p className={aboutStyles.legend}>
      {names.map((name) => (
        <span key={name}>
          <ColourDot variant={name} /> {formatVariantName(name)}
        </span>
      ))}
    </p>
  )
}

function PullFigure() {
  const options = useMemo(() => createPullPlot(), [])
  const { pull } = TEXT.article
  return (
    <>
      <PlotFigure title={pull} label={TEXT.article.pullLabel} options={options} maxWidth={680} />
      <Legend names={COMPARED_LOSSES} />
    </>
  )
}

const MEASURED = VARIANTS.filter((variant) => findResult(variant))

/** Lists the areas under the curves, for those who hear the figure. */
function listAreas(): string {
  const format = (name: string) =>
    `${formatVariantName(name)} ${formatPercent(findResult(name)?.cascade.auc8 ?? NaN, 1)}`
  return MEASURED.map(format).join(', ')
}

function CedFigure() {
  const options = useMemo(() => createCedPlot(), [])
  return (
    <>
      <PlotFigure
        title={TEXT.compare.ced}
        label={TEXT.compare.cedLabel(listAreas())}
        options={options}
        maxWidth={680}
      />
      <Legend names={MEASURED} />
    </>
  )
}

function BinsFigure({ alt }: { readonly alt: string }) {
  const options = useMemo(() => createBinsPlot(), [])
  return (
    <>
      <PlotFigure title={TEXT.balancing.histogram} label={alt} options={options} maxWidth={680} />
      <p className={aboutStyles.legend}>
        <span>
          <ColourDot variant="before" /> {TEXT.balancing.before}
        </span>
        <span>
          <ColourDot variant="after" /> {TEXT.balancing.after}
        </span>
      </p>
    </>
  )
}

/** Figure of the article: drawn from the page's own results and losses where it can be. */
export function ArticleFigure({ name, alt }: { readonly name: string; readonly alt: string }) {
  switch (name) {
    case 'losses':
      return <PullFigure />
    case 'ced':
      return <CedFigure />
    case 'balancing':
      return <BinsFigure alt={alt} />
    default:
      return <img className={aboutStyles.picture} src={findPicture(name)} alt={alt} loading="lazy" />
  }
}
