/**
 * Reads FlatBuffers (https://flatbuffers.dev/internals): all numbers are little-endian, offsets are
 * relative to their own position, and a table's fields are found through its vtable, by their index in
 * the schema.
 */

/** Table of a FlatBuffer. Fields are numbered from 0 in the order of the schema. */
export class FlatTable {
  readonly #view: DataView
  readonly #at: number

  private constructor(view: DataView, at: number) {
    this.#view = view
    this.#at = at
  }

  /**
   * Reads the root table of a file.
   * @throws RangeError if the file does not have the identifier, four letters at byte 4.
   */
  static readRoot(file: Uint8Array, identifier: string): FlatTable {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
    const found = String.fromCharCode(...file.subarray(4, 8))
    if (found !== identifier) throw new RangeError(`expected a file of kind ${identifier}, not ${found}`)
    return new FlatTable(view, view.getUint32(0, true))
  }

  /** Finds the offset of a field's value; undefined if the table omits it. */
  #find(field: number): number | undefined {
    const vtable = this.#at - this.#view.getInt32(this.#at, true)
    const entry = 4 + 2 * field
    if (entry >= this.#view.getUint16(vtable, true)) return undefined
    const offset = this.#view.getUint16(vtable + entry, true)
    return offset === 0 ? undefined : this.#at + offset
  }

  /** Reads a signed 8-bit field; 0 if omitted. */
  readInt8(field: number): number {
    const at = this.#find(field)
    return at === undefined ? 0 : this.#view.getInt8(at)
  }

  /** Reads a signed 32-bit field; 0 if omitted. */
  readInt32(field: number): number {
    const at = this.#find(field)
    return at === undefined ? 0 : this.#view.getInt32(at, true)
  }

  /** Reads a nested table; undefined if omitted. */
  readTable(field: number): FlatTable | undefined {
    const at = this.#find(field)
    return at === undefined ? undefined : new FlatTable(this.#view, this.#follow(at))
  }

  readTables(field: number): FlatTable[] {
    const [start, length] = this.#locateVector(field)
    return Array.from({ length }, (_, i) => new FlatTable(this.#view, this.#follow(start + 4 * i)))
  }

  readInt32s(field: number): number[] {
    const [start, length] = this.#locateVector(field)
    return Array.from({ length }, (_, i) => this.#view.getInt32(start + 4 * i, true))
  }

  /** Reads the bytes of a vector as a view of the file. */
  readBytes(field: number): Uint8Array {
    const [start, length] = this.#locateVector(field)
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length)
  }

  readString(field: number): string {
    return new TextDecoder().decode(this.readBytes(field))
  }

  /** Finds the first byte and number of elements of a vector; no elements if omitted. */
  #locateVector(field: number): [start: number, length: number] {
    const at = this.#find(field)
    if (at === undefined) return [0, 0]
    const vector = this.#follow(at)
    return [vector + 4, this.#view.getUint32(vector, true)]
  }

  #follow(at: number): number {
    return at + this.#view.getUint32(at, true)
  }
}
