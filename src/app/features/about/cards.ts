/** Fields of models/<variant>/card.json that the page shows. */
export interface Card {
  readonly variant: string
  readonly data: string
  readonly licence: string
  readonly stages: readonly {
    readonly recipe: {
      readonly loss: string
      readonly faces: number
      readonly rate: number
      readonly seed: number
      readonly balance?: number
    }
    readonly trainingFaces: number
    readonly bytes: number
    readonly sha256: string
  }[]
}

const cardFiles = import.meta.glob<Card>('../../../../models/*/card.json', { eager: true, import: 'default' })

/** Finds the model card of a bundled variant. */
export function findCard(variant: string): Card | undefined {
  return Object.values(cardFiles).find((card) => card.variant === variant)
}
