/** Weights of the face detector, provided by src/command/build/blaze-face-plugin.ts. */
declare module 'virtual:blaze-face' {
  export const manifest: import('../../networks/manifest.ts').BlazeFaceManifest
  /** URL of the file that the manifest describes. */
  export const url: string
}
