import { describeNetwork } from './describe-network.ts'
import type { NetworkGraph } from './network-graph.ts'
import type { VariantNetworks } from './variant-files.ts'
import { writeOnnx } from './write-onnx.ts'
import { writeTflite } from './write-tflite.ts'

/** File formats of exported networks; each is its files' extension too. */
export const EXPORT_FORMATS = ['onnx', 'tflite'] as const

export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Exported network of one stage. */
export interface ExportedNetwork {
  readonly file: string
  readonly data: Uint8Array
  readonly graph: NetworkGraph
}

/** Converts the networks of a variant to files of another format. version: that of this project. */
export function exportVariant(
  { name, stages, licence }: VariantNetworks,
  format: ExportFormat,
  version: string,
): ExportedNetwork[] {
  return stages.map(({ manifest, weights }, stage) => {
    const described = describeNetwork(`${name}-stage${stage + 1}`, stage, manifest, weights)
    const facts = { ...described.facts, ...(licence && { licence }) }
    const graph = { ...described, facts }
    const data = format === 'onnx' ? writeOnnx(graph, version) : writeTflite(graph)
    return { file: `${graph.name}.${format}`, data, graph }
  })
}
