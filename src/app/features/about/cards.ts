/** Fields of models/<variant>/card.json that the page shows. */
export interface Card {
  readonly variant: string
  readonly data: string
  readonly licence: string
  /** First and second stage. */
  readonly stages: readonly CardStage[]
}

/** Network of a card: recipe, training faces and file. */
export interface CardStage {
  readonly recipe: {
    readonly loss: string
    readonly crops: number
    readonly rate: number
    readonly seed: number
    readonly balance?: number
  }
  /** Annotated and pseudo-labelled faces that it was trained on. */
  readonly faces: { readonly people: number; readonly taught: number }
  readonly bytes: number
  readonly sha256: string
}

const cardFiles = import.meta.glob<Card>('../../../../models/*/card.json', { eager: true, import: 'default' })

/** Finds the model card of a bundled variant. */
export function findCard(variant: string): Card | undefined {
  return Object.values(cardFiles).find((card) => card.variant === variant)
}
