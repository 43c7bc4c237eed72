/** The part of V8's heap snapshots that is needed here. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      /** Of each field; of the first, the names of types. */
      readonly node_types: readonly unknown[]
    }
  }
  /** One after another, each with all fields. */
  readonly nodes: readonly number[]
  readonly strings: readonly string[]
}

/**
 * Machine code of WebAssembly; what the engine notes of code and of weak references; and what the browser
 * notes, a few hundred times at most, of frames that took long, as those do in which a snapshot is taken.
 */
const IGNORED_NODES =
  /WasmNativeModule|^system \/ (Weak|Protected)|^system \/ SharedFunctionInfo|^Performance|^LayoutShift|^DOMRectReadOnly$/

/**
 * Bytes of all that a heap snapshot holds, array buffers and the memory of WebAssembly too, but for
 * compiled code: the browser compiles on for many minutes what runs often, and that is no leak.
 */
export function computeLiveBytes(text: string): number {
  const { snapshot, nodes, strings } = JSON.parse(text) as Snapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field))
  const code = (types[type] as readonly string[]).indexOf('code')
  const leftOut = new Set(strings.flatMap((string, i) => (IGNORED_NODES.test(string) ? [i] : [])))
  let bytes = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + type] !== code && !leftOut.has(nodes[at + name])) bytes += nodes[at + size]
  }
  return bytes
}
