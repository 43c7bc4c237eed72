/** Thumbnails of the samples, provided by src/command/build/thumbnails-plugin.ts. */
declare module 'virtual:sample-thumbnails' {
  /** URL of each sample's thumbnail. */
  export const thumbnails: Readonly<Record<import('./sample-parts.ts').SampleName, string>>
}
