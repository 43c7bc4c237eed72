import { createPicture, drawRectangle, drawLine, drawText, HUES, INK, type Position } from './svg.ts'

const COLUMN = 140
const ROW = 56
const BOX: Position = [104, 34]

/** Finds the columns of names: each stands right of all that lead to it. */
function findColumns(edges: readonly (readonly [string, string])[]): Map<string, number> {
  const columns = new Map<string, number>()
  const find = (name: string): number => {
    const known = columns.get(name)
    if (known !== undefined) return known
    const sources = edges.filter(([, to]) => to === name).map(([from]) => find(from) + 1)
    columns.set(name, Math.max(0, ...sources))
    return columns.get(name) ?? 0
  }
  for (const name of edges.flat()) find(name)
  return columns
}

/**
 * Draws the arrows of a Mermaid flowchart without cycles, such as `a --> b --> c`, as an SVG picture. Only this kind of
 * line is read; what Mermaid does for labels and styles is not.
 */
export function drawFlowchart(text: string, title: string): string {
  const edges = text.split('\n').flatMap((line) => {
    const names = line.trim().split(/\s*-->\s*/)
    return names.slice(1).map((to, i) => [names[i]!, to] as const)
  })
  const columns = findColumns(edges)
  const width = Math.max(...columns.values())
  const members = Array.from({ length: width + 1 }, (_, column) =>
    [...columns].filter(([, at]) => at === column).map(([name]) => name),
  )
  const rows = Math.max(...members.map(({ length }) => length))
  const places = new Map(
    members.flatMap((names, column) =>
      names.map((name, i): [string, Position] => [
        name,
        [20 + column * COLUMN, 20 + (i + (rows - names.length) / 2) * ROW],
      ]),
    ),
  )
  const at = (name: string): Position => places.get(name) ?? [0, 0]
  const arrows = edges.map(([from, to], i) => {
    const [x, y] = [at(from)[0] + BOX[0], at(from)[1] + BOX[1] / 2]
    const [endX, endY] = [at(to)[0], at(to)[1] + BOX[1] / 2]
    const hue = HUES[i % HUES.length]
    const middle = (x + endX) / 2
    return `<path d="M${x} ${y} C${middle} ${y} ${middle} ${endY} ${endX - 3} ${endY}" fill="none" stroke="${hue}" stroke-width="1.4" opacity="0.75"/>${drawLine(
      [
        [endX - 9, endY - 4],
        [endX - 2, endY],
        [endX - 9, endY + 4],
      ],
      { stroke: hue, width: 1.4 },
    )}`
  })
  return createPicture(40 + width * COLUMN + BOX[0], 40 + (rows - 1) * ROW + BOX[1], title, [
    ...arrows,
    ...[...places].flatMap(([name, [x, y]]) => [
      drawRectangle([x, y], BOX, { fill: INK.box }),
      drawText(name, [x + BOX[0] / 2, y + BOX[1] / 2 + 5], { anchor: 'middle' }),
    ]),
  ])
}
