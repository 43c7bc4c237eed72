/** Module of convolutions, provided by src/command/build/convolver-plugin.ts. */
declare module 'virtual:convolver' {
  /** URL of the compiled src/networks/winograd/kernel.ts. */
  export const url: string
}
