import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findDisplayName, sortVariants } from '../../landmarker/models/display-names.ts'
import { formatTable } from '../markdown.ts'

/** Fields of models/<variant>/card.json that the site shows. */
interface Card {
  readonly variant: string
  readonly data: string
  readonly licence: string
  readonly stages: readonly {
    readonly recipe: {
      readonly network?: string
      readonly loss: string
      readonly crops: number
      readonly rate: number
      readonly seed: number
      readonly balance?: number
    }
    readonly faces: { readonly people: number; readonly taught: number }
    readonly commit: string
    readonly bytes: number
    readonly sha256: string
  }[]
  readonly scores: readonly {
    readonly protocol: string
    readonly faces: number
    readonly found: number
    readonly nmeInterPupil: number
    readonly nmeInterOcular: number
    readonly auc8: number
    readonly failureRate8: number
  }[]
}

const group = (count: number) => count.toLocaleString('en')

function formatStages({ stages }: Card): string {
  const rows = stages.map(({ recipe, faces, commit, bytes, sha256 }, i) => [
    String(i + 1),
    recipe.loss,
    `${group(faces.people)} + ${group(faces.taught)}`,
    group(recipe.crops),
    String(recipe.rate),
    String(recipe.seed),
    recipe.balance ? `${recipe.balance} bins` : 'no',
    `${(bytes / 1e6).toFixed(2)} MB`,
    `\`${commit.slice(0, 7)}\``,
    `\`${sha256.slice(0, 12)}…\``,
  ])
  const head = [
    'stage',
    'loss',
    'annotated + pseudo-labelled faces',
    'crops',
    'peak rate',
    'seed',
    'balanced',
  ]
  return formatTable([...head, 'weights', 'commit', 'SHA-256'], rows)
}

function formatScores({ scores }: Card): string {
  const rows = scores.map((score) => [
    score.protocol,
    `${group(score.found)} of ${group(score.faces)}`,
    score.nmeInterPupil.toFixed(2),
    score.nmeInterOcular.toFixed(2),
    score.auc8.toFixed(2),
    score.failureRate8.toFixed(2),
  ])
  const head = [
    'measured on',
    'found',
    'NME inter-pupil, %',
    'NME inter-ocular, %',
    'AUC at 8%',
    'above 8%, %',
  ]
  return formatTable(head, rows)
}

/** Formats the model cards of all variants as Markdown sections. */
export function formatModelCards(root: string): string {
  const folders = readdirSync(join(root, 'models'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  const sections = sortVariants(folders.map(({ name }) => name)).map((variant) => {
    const card = JSON.parse(readFileSync(join(root, 'models', variant, 'card.json'), 'utf8')) as Card
    return [
      `## ${findDisplayName(variant) ?? variant}`,
      `${card.licence}`,
      `Training data: ${card.data}.`,
      formatStages(card),
      formatScores(card),
    ].join('\n\n')
  })
  return sections.join('\n\n')
}
