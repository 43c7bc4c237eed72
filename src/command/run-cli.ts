/** Runs a command; prints the message of a thrown error and exits with 1. */
export function runCli(main: () => void | Promise<void>): void {
  const run = async () => main()
  run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
