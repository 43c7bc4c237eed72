/** models/<variant>/card.json, as far as the page shows it. */
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

/** The card of a shipped variant. */
export function findCard(variant: string): Card | undefined {
  return Object.values(cardFiles).find((card) => card.variant === variant)
}
