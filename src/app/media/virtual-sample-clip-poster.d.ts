/** First frame of the sample clip, provided by src/command/build/poster-plugin.ts. */
declare module 'virtual:sample-clip-poster' {
  /** URL of the picture, as large as the clip. */
  export const poster: string
}
