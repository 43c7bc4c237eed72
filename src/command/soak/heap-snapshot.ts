/** Fields of V8's heap snapshots that are used here. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      /** Type of each field; for the first, the names of node types. */
      readonly node_types: readonly unknown[]
    }
  }
  /** Nodes one after another, each with all fields. */
  readonly nodes: readonly number[]
  readonly strings: readonly string[]
}

/**
 * Nodes that are not leaks: machine code of WebAssembly, the engine's records of code and weak references, and the
 * browser's performance entries of slow frames (a few hundred at most), which snapshots themselves cause.
 */
const IGNORED_NODES =
  /WasmNativeModule|^system \/ (Weak|Protected)|^system \/ SharedFunctionInfo|^Performance|^LayoutShift|^DOMRectReadOnly$/

/**
 * Computes the bytes of all objects in a heap snapshot, array buffers and WebAssembly memory included. Compiled code
 * is left out: the browser optimises hot code for many minutes, which is not a leak.
 */
export function computeLiveBytes(text: string): number {
  const { snapshot, nodes, strings } = JSON.parse(text) as Snapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, name, size] = [fields.indexOf('type'), fields.indexOf('name'), fields.indexOf('self_size')]
  const code = (types[type] as readonly string[]).indexOf('code')
  const leftOut = new Set(strings.flatMap((string, i) => (IGNORED_NODES.test(string) ? [i] : [])))
  let bytes = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + type] !== code && !leftOut.has(nodes[at + name]!)) bytes += nodes[at + size]!
  }
  return bytes
}
