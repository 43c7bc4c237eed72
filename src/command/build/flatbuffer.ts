/**
 * Reads FlatBuffers (https://flatbuffers.dev/internals): all numbers are little-endian, offsets are
 * relative to where they stand, and a table's fields are found through its vtable, by their place in
 * the schema.
 */

/** A table of a FlatBuffer. Fields are numbered from 0 in the order of the schema. */
export class FlatTable {
  readonly #view: DataView
  readonly #at: number

  private constructor(view: DataView, at: number) {
    this.#view = view
    this.#at = at
  }

  /**
   * The root table of a file.
   * @throws RangeError if the file does not carry the identifier, four letters at byte 4.
   */
  static readRoot(file: Uint8Array, identifier: string): FlatTable {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
    const found = String.fromCharCode(...file.subarray(4, 8))
    if (found !== identifier) throw new RangeError(`expected a file of kind ${identifier}, not ${found}`)
    return new FlatTable(view, view.getUint32(0, true))
  }

  /** Byte at which a field's value starts, or undefined if the table leaves it out. */
  #find(field: number): number | undefined {
    const vtable = this.#at - this.#view.getInt32(this.#at, true)
    const entry = 4 + 2 * field
    if (entry >= this.#view.getUint16(vtable, true)) return undefined
    const offset = this.#view.getUint16(vtable + entry, true)
    return offset === 0 ? undefined : this.#at + offset
  }

  /** A field of 8 bits, signed; 0 if left out. */
  readInt8(field: number): number {
    const at = this.#find(field)
    return at === undefined ? 0 : this.#view.getInt8(at)
  }

  /** A field of 32 bits, signed; 0 if left out. */
  readInt32(field: number): number {
    const at = this.#find(field)
    return at === undefined ? 0 : this.#view.getInt32(at, true)
  }

  /** A table within the table, or undefined if left out. */
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

  /** The bytes of a vector, in the file's own memory. */
  readBytes(field: number): Uint8Array {
    const [start, length] = this.#locateVector(field)
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length)
  }

  readString(field: number): string {
    return new TextDecoder().decode(this.readBytes(field))
  }

  /** First byte and number of elements of a vector; no elements if left out. */
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
