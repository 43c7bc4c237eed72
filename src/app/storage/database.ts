import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/** Database of this browser, and how its first version is laid out. */
export interface DatabaseLayout<Schema extends DBSchema> {
  readonly name: string
  readonly create: (database: IDBPDatabase<Schema>) => void
}

/**
 * Opens a database, runs `work` and closes it.
 * @throws DOMException if `mode` is 'readonly' and there is no database: reading must not create one
 */
export async function withDatabase<Schema extends DBSchema, T>(
  { name, create }: DatabaseLayout<Schema>,
  mode: IDBTransactionMode,
  work: (database: IDBPDatabase<Schema>) => Promise<T>,
): Promise<T> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(created, _oldVersion, _newVersion, transaction) {
      if (mode === 'readwrite') return create(created)
      // openDB rejects with the same error.
      transaction.done.catch(() => {})
      transaction.abort()
    },
  })
  try {
    return await work(database)
  } finally {
    database.close()
  }
}
