// AssemblyScript: compiled to WebAssembly with SIMD by src/command/build/convolver-plugin.ts. A map is (lines, pixels,
// channels); a padded one has a border of one pixel of zeros. Channels are multiples of 4. Panels are a matrix (k, n) as
// [ceil(n / 8)][k][8]. Pointers and sizes of `usize` are bytes, those of `u32` are numbers.

/** Multiplies 4 rows of k numbers with a panel (k, 8) into columns of c, whose rows are `stride` bytes apart. */
function multiply4(a: usize, b: usize, c: usize, k: u32, stride: usize): void {
  const row: usize = (<usize>k) << 2
  const a1 = a + row,
    a2 = a1 + row,
    a3 = a2 + row
  let l0 = f32x4.splat(0),
    h0 = l0,
    l1 = l0,
    h1 = l0,
    l2 = l0,
    h2 = l0,
    l3 = l0,
    h3 = l0
  for (let i: usize = 0; i < row; i += 16) {
    // Unrolled by 4 rows of the panel.
    let u = v128.load(b, 0),
      v = v128.load(b, 16)
    let x = v128.load_splat<f32>(a + i, 0)
    l0 = f32x4.add(l0, f32x4.mul(x, u))
    h0 = f32x4.add(h0, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a1 + i, 0)
    l1 = f32x4.add(l1, f32x4.mul(x, u))
    h1 = f32x4.add(h1, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a2 + i, 0)
    l2 = f32x4.add(l2, f32x4.mul(x, u))
    h2 = f32x4.add(h2, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a3 + i, 0)
    l3 = f32x4.add(l3, f32x4.mul(x, u))
    h3 = f32x4.add(h3, f32x4.mul(x, v))
    u = v128.load(b, 32)
    v = v128.load(b, 48)
    x = v128.load_splat<f32>(a + i, 4)
    l0 = f32x4.add(l0, f32x4.mul(x, u))
    h0 = f32x4.add(h0, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a1 + i, 4)
    l1 = f32x4.add(l1, f32x4.mul(x, u))
    h1 = f32x4.add(h1, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a2 + i, 4)
    l2 = f32x4.add(l2, f32x4.mul(x, u))
    h2 = f32x4.add(h2, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a3 + i, 4)
    l3 = f32x4.add(l3, f32x4.mul(x, u))
    h3 = f32x4.add(h3, f32x4.mul(x, v))
    u = v128.load(b, 64)
    v = v128.load(b, 80)
    x = v128.load_splat<f32>(a + i, 8)
    l0 = f32x4.add(l0, f32x4.mul(x, u))
    h0 = f32x4.add(h0, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a1 + i, 8)
    l1 = f32x4.add(l1, f32x4.mul(x, u))
    h1 = f32x4.add(h1, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a2 + i, 8)
    l2 = f32x4.add(l2, f32x4.mul(x, u))
    h2 = f32x4.add(h2, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a3 + i, 8)
    l3 = f32x4.add(l3, f32x4.mul(x, u))
    h3 = f32x4.add(h3, f32x4.mul(x, v))
    u = v128.load(b, 96)
    v = v128.load(b, 112)
    x = v128.load_splat<f32>(a + i, 12)
    l0 = f32x4.add(l0, f32x4.mul(x, u))
    h0 = f32x4.add(h0, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a1 + i, 12)
    l1 = f32x4.add(l1, f32x4.mul(x, u))
    h1 = f32x4.add(h1, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a2 + i, 12)
    l2 = f32x4.add(l2, f32x4.mul(x, u))
    h2 = f32x4.add(h2, f32x4.mul(x, v))
    x = v128.load_splat<f32>(a3 + i, 12)
    l3 = f32x4.add(l3, f32x4.mul(x, u))
    h3 = f32x4.add(h3, f32x4.mul(x, v))
    b += 128
  }
  v128.store(c, l0)
  v128.store(c, h0, 16)
  c += stride
  v128.store(c, l1)
  v128.store(c, h1, 16)
  c += stride
  v128.store(c, l2)
  v128.store(c, h2, 16)
  c += stride
  v128.store(c, l3)
  v128.store(c, h3, 16)
}

/** Multiplies one row of k numbers with a panel (k, 8) into 8 columns of c. */
function multiply1(a: usize, b: usize, c: usize, k: u32): void {
  let low = f32x4.splat(0),
    high = low
  for (const end = a + ((<usize>k) << 2); a < end; a += 4) {
    const x = v128.load_splat<f32>(a)
    low = f32x4.add(low, f32x4.mul(x, v128.load(b)))
    high = f32x4.add(high, f32x4.mul(x, v128.load(b, 16)))
    b += 32
  }
  v128.store(c, low)
  v128.store(c, high, 16)
}

/** Multiplies (rows, k) with panels into (rows, n). k: multiple of 4; n: of 8. */
function multiply(a: usize, b: usize, c: usize, rows: u32, k: u32, n: u32): void {
  const stride: usize = (<usize>n) << 2
  const row: usize = (<usize>k) << 2
  for (let panel: u32 = 0; panel < n; panel += 8) {
    let left = rows
    let from = a
    let to = c + ((<usize>panel) << 2)
    for (; left >= 4; left -= 4) {
      multiply4(from, b, to, k, stride)
      from += 4 * row
      to += 4 * stride
    }
    for (; left > 0; left--) {
      multiply1(from, b, to, k)
      from += row
      to += stride
    }
    b += row << 3
  }
}

/** Rounds channels up to whole panels. */
function widen(n: u32): u32 {
  return (n + 7) & ~7
}

function storeRow(q: usize, plane: usize, t0: v128, t1: v128, t2: v128, t3: v128): usize {
  v128.store(q, f32x4.sub(t0, t2))
  v128.store(q + plane, f32x4.add(t1, t2))
  v128.store(q + 2 * plane, f32x4.sub(t2, t1))
  v128.store(q + 3 * plane, f32x4.sub(t1, t3))
  return q + 4 * plane
}

/** Computes B^T d B of tiles [first, last) of a padded map into v [16][last - first][k]. */
function transformInput(x: usize, v: usize, across: u32, first: u32, last: u32, k: u32): void {
  const pixel: usize = (<usize>k) << 2
  const line: usize = pixel * (2 * across + 2)
  const plane: usize = pixel * (last - first)
  for (let tile = first; tile < last; tile++) {
    let p = x + 2 * (<usize>(tile / across) * line + <usize>(tile % across) * pixel)
    for (const end = p + pixel; p < end; p += 16) {
      let q = v
      const d00 = v128.load(p),
        d01 = v128.load(p + pixel),
        d02 = v128.load(p + 2 * pixel),
        d03 = v128.load(p + 3 * pixel)
      const p1 = p + line
      const d10 = v128.load(p1),
        d11 = v128.load(p1 + pixel),
        d12 = v128.load(p1 + 2 * pixel),
        d13 = v128.load(p1 + 3 * pixel)
      const p2 = p1 + line
      const d20 = v128.load(p2),
        d21 = v128.load(p2 + pixel),
        d22 = v128.load(p2 + 2 * pixel),
        d23 = v128.load(p2 + 3 * pixel)
      q = storeRow(
        q,
        plane,
        f32x4.sub(d00, d20),
        f32x4.sub(d01, d21),
        f32x4.sub(d02, d22),
        f32x4.sub(d03, d23),
      )
      q = storeRow(
        q,
        plane,
        f32x4.add(d10, d20),
        f32x4.add(d11, d21),
        f32x4.add(d12, d22),
        f32x4.add(d13, d23),
      )
      q = storeRow(
        q,
        plane,
        f32x4.sub(d20, d10),
        f32x4.sub(d21, d11),
        f32x4.sub(d22, d12),
        f32x4.sub(d23, d13),
      )
      const p3 = p2 + line
      const d30 = v128.load(p3),
        d31 = v128.load(p3 + pixel),
        d32 = v128.load(p3 + 2 * pixel),
        d33 = v128.load(p3 + 3 * pixel)
      storeRow(q, plane, f32x4.sub(d10, d30), f32x4.sub(d11, d31), f32x4.sub(d12, d32), f32x4.sub(d13, d33))
      v += 16
    }
  }
}

/**
 * Computes max(0, bias + residual + A^T m A) of tiles [first, last) of products m. With `pools` a tile becomes one pixel,
 * its maximum, and there is no residual. y is padded, and so is the residual; 0 is none.
 */
function transformOutput(
  m: usize,
  bias: usize,
  residual: usize,
  y: usize,
  across: u32,
  first: u32,
  last: u32,
  n: u32,
  pools: u32,
): void {
  const pixel: usize = (<usize>n) << 2
  const wide: usize = (<usize>widen(n)) << 2
  const plane: usize = wide * (last - first)
  const step: u32 = pools ? 1 : 2
  const line: usize = pixel * (step * across + 2)
  const zero = f32x4.splat(0)
  for (let tile = first; tile < last; tile++) {
    const at = <usize>(step * (tile / across) + 1) * line + <usize>(step * (tile % across) + 1) * pixel
    for (let i: usize = 0; i < pixel; i += 16) {
      let p = m + i
      let m0 = v128.load(p),
        m1 = v128.load(p + plane),
        m2 = v128.load(p + 2 * plane),
        m3 = v128.load(p + 3 * plane)
      const r00 = f32x4.add(f32x4.add(m0, m1), m2),
        r01 = f32x4.sub(f32x4.sub(m1, m2), m3)
      p += 4 * plane
      m0 = v128.load(p)
      m1 = v128.load(p + plane)
      m2 = v128.load(p + 2 * plane)
      m3 = v128.load(p + 3 * plane)
      const r10 = f32x4.add(f32x4.add(m0, m1), m2),
        r11 = f32x4.sub(f32x4.sub(m1, m2), m3)
      p += 4 * plane
      m0 = v128.load(p)
      m1 = v128.load(p + plane)
      m2 = v128.load(p + 2 * plane)
      m3 = v128.load(p + 3 * plane)
      const r20 = f32x4.add(f32x4.add(m0, m1), m2),
        r21 = f32x4.sub(f32x4.sub(m1, m2), m3)
      p += 4 * plane
      m0 = v128.load(p)
      m1 = v128.load(p + plane)
      m2 = v128.load(p + 2 * plane)
      m3 = v128.load(p + 3 * plane)
      const r30 = f32x4.add(f32x4.add(m0, m1), m2),
        r31 = f32x4.sub(f32x4.sub(m1, m2), m3)
      const b = v128.load(bias + i)
      const y00 = f32x4.add(f32x4.add(r00, r10), r20),
        y01 = f32x4.add(f32x4.add(r01, r11), r21),
        y10 = f32x4.sub(f32x4.sub(r10, r20), r30),
        y11 = f32x4.sub(f32x4.sub(r11, r21), r31)
      if (pools) {
        const most = f32x4.max(f32x4.max(y00, y01), f32x4.max(y10, y11))
        v128.store(y + at + i, f32x4.max(zero, f32x4.add(b, most)))
        continue
      }
      const o00 = at + i,
        o01 = o00 + pixel,
        o10 = o00 + line,
        o11 = o10 + pixel
      let b00 = b,
        b01 = b,
        b10 = b,
        b11 = b
      if (residual) {
        b00 = f32x4.add(b, v128.load(residual + o00))
        b01 = f32x4.add(b, v128.load(residual + o01))
        b10 = f32x4.add(b, v128.load(residual + o10))
        b11 = f32x4.add(b, v128.load(residual + o11))
      }
      v128.store(y + o00, f32x4.max(zero, f32x4.add(b00, y00)))
      v128.store(y + o01, f32x4.max(zero, f32x4.add(b01, y01)))
      v128.store(y + o10, f32x4.max(zero, f32x4.add(b10, y10)))
      v128.store(y + o11, f32x4.max(zero, f32x4.add(b11, y11)))
    }
    m += wide
  }
}

/** Stores one row of G g G^T, in the same place of four planes. */
function storeKernelRow(to: usize, plane: usize, a: v128, b: v128, c: v128): void {
  const half = f32x4.splat(0.5)
  const ends = f32x4.add(a, c)
  v128.store(to, a)
  v128.store(to + plane, f32x4.mul(half, f32x4.add(ends, b)))
  v128.store(to + 2 * plane, f32x4.mul(half, f32x4.sub(ends, b)))
  v128.store(to + 3 * plane, c)
}

/** Computes G g G^T of input channels [first, first + count) of a 3x3 kernel (9, count, n) into u, 16 times panels (k, n). */
export function transformKernel(from: usize, u: usize, first: u32, count: u32, k: u32, n: u32): void {
  const tap: usize = (<usize>(count * n)) << 2
  const plane: usize = (<usize>(widen(n) * k)) << 2
  const half = f32x4.splat(0.5)
  for (let i: u32 = 0; i < count; i++)
    for (let j: u32 = 0; j < n; j += 4) {
      const p = from + ((<usize>(i * n + j)) << 2)
      const to = u + ((<usize>((j >> 3) * k + first + i)) << 5) + ((<usize>(j & 4)) << 2)
      const a0 = v128.load(p),
        b0 = v128.load(p + tap),
        c0 = v128.load(p + 2 * tap),
        a1 = v128.load(p + 3 * tap),
        b1 = v128.load(p + 4 * tap),
        c1 = v128.load(p + 5 * tap),
        a2 = v128.load(p + 6 * tap),
        b2 = v128.load(p + 7 * tap),
        c2 = v128.load(p + 8 * tap)
      const a = f32x4.add(a0, a2),
        b = f32x4.add(b0, b2),
        c = f32x4.add(c0, c2)
      storeKernelRow(to, plane, a0, b0, c0)
      storeKernelRow(
        to + 4 * plane,
        plane,
        f32x4.mul(half, f32x4.add(a, a1)),
        f32x4.mul(half, f32x4.add(b, b1)),
        f32x4.mul(half, f32x4.add(c, c1)),
      )
      storeKernelRow(
        to + 8 * plane,
        plane,
        f32x4.mul(half, f32x4.sub(a, a1)),
        f32x4.mul(half, f32x4.sub(b, b1)),
        f32x4.mul(half, f32x4.sub(c, c1)),
      )
      storeKernelRow(to + 12 * plane, plane, a2, b2, c2)
    }
}

/**
 * Convolves (3x3) a padded map of `across` x `across` tiles of 2x2 pixels with transformed kernels u, `chunk` tiles at
 * once; see `transformOutput`. v and m have space for 16 * chunk rows of k and of n numbers.
 */
export function convolve(
  x: usize,
  u: usize,
  bias: usize,
  residual: usize,
  y: usize,
  v: usize,
  m: usize,
  across: u32,
  k: u32,
  n: u32,
  chunk: u32,
  pools: u32,
): void {
  const tiles = across * across
  const wide = widen(n)
  for (let first: u32 = 0; first < tiles; first += chunk) {
    const last = min(first + chunk, tiles)
    const count = last - first
    transformInput(x, v, across, first, last, k)
    for (let i: u32 = 0; i < 16; i++)
      multiply(
        v + ((<usize>(i * count * k)) << 2),
        u + ((<usize>(i * wide * k)) << 2),
        m + ((<usize>(i * count * wide)) << 2),
        count,
        k,
        wide,
      )
    transformOutput(m, bias, residual, y, across, first, last, n, pools)
  }
}

/**
 * Writes the neighbourhoods of `taps` x `taps` of every `stride`th pixel of a line, `side` of them, as rows of k numbers;
 * gives the end.
 */
function gatherLine(
  x: usize,
  to: usize,
  side: u32,
  stride: u32,
  line: usize,
  channels: u32,
  k: u32,
  taps: u32,
): usize {
  const width: usize = <usize>channels * 4 * taps
  const step: usize = ((<usize>channels) << 2) * stride
  for (let i: u32 = 0; i < side; i++) {
    // Copies up to 3 numbers more than needed, which the next copy overwrites.
    for (let row: u32 = 0; row < taps; row++) {
      const from = x + row * line,
        place = to + row * width
      for (let j: usize = 0; j < width; j += 16) v128.store(place + j, v128.load(from + j))
    }
    for (let j: usize = taps * width; j < (<usize>k) << 2; j += 4) f32.store(to + j, 0)
    x += step
    to += (<usize>k) << 2
  }
  return to
}

/** Computes bias + products c (count, widen(n)), not below `least`, into y (count, n). */
function addBias(c: usize, bias: usize, y: usize, count: u32, n: u32, least: f32): void {
  const pixel: usize = (<usize>n) << 2
  const wide: usize = (<usize>widen(n)) << 2
  const floor = f32x4.splat(least)
  for (let i: u32 = 0; i < count; i++) {
    for (let j: usize = 0; j < pixel; j += 16)
      v128.store(y + j, f32x4.max(floor, f32x4.add(v128.load(bias + j), v128.load(c + j))))
    c += wide
    y += pixel
  }
}

/**
 * Convolves (3x3, ReLU) a padded map with panels b (k, n) to a padded map of side / 2, at a stride of 2, or at a stride of 1
 * with 2x2 max pooling. k is 9 * channels, rounded up to 4. rows and c have space for `lines` lines of the result; with
 * pooling for 2 lines of `side` pixels.
 */
export function halve(
  x: usize,
  b: usize,
  bias: usize,
  y: usize,
  rows: usize,
  c: usize,
  side: u32,
  channels: u32,
  k: u32,
  n: u32,
  lines: u32,
  pools: u32,
): void {
  const half = side >> 1
  const from: usize = ((<usize>channels) << 2) * (side + 2)
  const pixel: usize = (<usize>n) << 2
  const wide: usize = (<usize>widen(n)) << 2
  const to: usize = pixel * (half + 2)
  if (!pools) {
    for (let first: u32 = 0; first < half; first += lines) {
      const count = min(lines, half - first)
      let end = rows
      for (let i: u32 = 0; i < count; i++)
        end = gatherLine(x + 2 * (first + i) * from, end, half, 2, from, channels, k, 3)
      multiply(rows, b, c, count * half, k, widen(n))
      for (let i: u32 = 0; i < count; i++)
        addBias(c + i * half * wide, bias, y + (first + i + 1) * to + pixel, half, n, 0)
    }
    return
  }
  const zero = f32x4.splat(0)
  for (let line: u32 = 0; line < half; line++) {
    const end = gatherLine(x + 2 * line * from, rows, side, 1, from, channels, k, 3)
    gatherLine(x + (2 * line + 1) * from, end, side, 1, from, channels, k, 3)
    multiply(rows, b, c, 2 * side, k, widen(n))
    let q = y + (line + 1) * to + pixel
    let m = c
    for (let i: u32 = 0; i < half; i++) {
      for (let j: usize = 0; j < pixel; j += 16) {
        const low = m + j,
          high = low + side * wide
        const most = f32x4.max(
          f32x4.max(v128.load(low), v128.load(low + wide)),
          f32x4.max(v128.load(high), v128.load(high + wide)),
        )
        v128.store(q + j, f32x4.max(zero, f32x4.add(v128.load(bias + j), most)))
      }
      m += 2 * wide
      q += pixel
    }
  }
}

/** Convolves (1x1) a padded map with panels b (k, n) and adds bias, without ReLU; c has space for a line; y is not padded. */
export function project(
  x: usize,
  b: usize,
  bias: usize,
  y: usize,
  c: usize,
  side: u32,
  k: u32,
  n: u32,
): void {
  const pixel: usize = (<usize>k) << 2
  for (let line: u32 = 0; line < side; line++) {
    multiply(x + ((line + 1) * (side + 2) + 1) * pixel, b, c, side, k, widen(n))
    addBias(c, bias, y + ((<usize>(line * side * n)) << 2), side, n, -Infinity)
  }
}

/** Adds a padded map of half the side, each pixel to 2x2 (none if it is 0), to a map x that is not padded, into a padded y. */
export function addDoubled(x: usize, coarse: usize, y: usize, side: u32, n: u32): void {
  const pixel: usize = (<usize>n) << 2
  for (let line: u32 = 0; line < side; line++)
    for (let i: u32 = 0; i < side; i++) {
      const to = y + ((line + 1) * (side + 2) + i + 1) * pixel
      const half = coarse + (((line >> 1) + 1) * ((side >> 1) + 2) + (i >> 1) + 1) * pixel
      for (let j: usize = 0; j < pixel; j += 16) {
        let sum = v128.load(x + j)
        if (coarse) sum = f32x4.add(sum, v128.load(half + j))
        v128.store(to + j, sum)
      }
      x += pixel
    }
}

/**
 * Convolves (5x5, ReLU, stride 2) with panels b (k, n) to a padded map of `half`. x has 2 * half + 3 pixels a side: one of
 * zeros before and two behind. k is 25 * channels, rounded up to 4; rows and c have space for a line of the result.
 */
export function convolve5(
  x: usize,
  b: usize,
  bias: usize,
  y: usize,
  rows: usize,
  c: usize,
  half: u32,
  channels: u32,
  k: u32,
  n: u32,
): void {
  const from: usize = ((<usize>channels) << 2) * (2 * half + 3)
  const pixel: usize = (<usize>n) << 2
  for (let line: u32 = 0; line < half; line++) {
    gatherLine(x + 2 * line * from, rows, half, 2, from, channels, k, 5)
    multiply(rows, b, c, half, k, widen(n))
    addBias(c, bias, y + (<usize>(line + 1) * (half + 2) + 1) * pixel, half, n, 0)
  }
}

/** Filters (3x3, each channel by itself) `count` pixels, `step` bytes apart, of 3 lines of a padded map; adds bias. */
function filterLine(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  count: u32,
  step: usize,
  line: usize,
  pixel: usize,
): void {
  for (let j: usize = 0; j < pixel; j += 16) {
    const q = w + j
    const w0 = v128.load(q),
      w1 = v128.load(q + pixel),
      w2 = v128.load(q + 2 * pixel),
      w3 = v128.load(q + 3 * pixel),
      w4 = v128.load(q + 4 * pixel),
      w5 = v128.load(q + 5 * pixel),
      w6 = v128.load(q + 6 * pixel),
      w7 = v128.load(q + 7 * pixel),
      w8 = v128.load(q + 8 * pixel),
      start = v128.load(bias + j)
    let p = x + j
    let to = y + j
    for (let i: u32 = 0; i < count; i++) {
      const p1 = p + line,
        p2 = p1 + line
      let sum = f32x4.add(start, f32x4.mul(w0, v128.load(p)))
      let other = f32x4.mul(w1, v128.load(p + pixel))
      sum = f32x4.add(sum, f32x4.mul(w2, v128.load(p + 2 * pixel)))
      other = f32x4.add(other, f32x4.mul(w3, v128.load(p1)))
      sum = f32x4.add(sum, f32x4.mul(w4, v128.load(p1 + pixel)))
      other = f32x4.add(other, f32x4.mul(w5, v128.load(p1 + 2 * pixel)))
      sum = f32x4.add(sum, f32x4.mul(w6, v128.load(p2)))
      other = f32x4.add(other, f32x4.mul(w7, v128.load(p2 + pixel)))
      sum = f32x4.add(sum, f32x4.mul(w8, v128.load(p2 + 2 * pixel)))
      v128.store(to, f32x4.add(sum, other))
      p += step
      to += pixel
    }
  }
}

/**
 * Computes a residual block of BlazeFace: max(0, shortcut + bias + 1x1 convolution of the filtered map), from a padded map
 * of `side` and k channels to a padded one of side / stride and n channels, n >= k. The shortcut is x, at a stride of 2 the
 * maximum of 2x2 pixels, and 0 in further channels. w: (9, k). rows and c have space for a line of the result.
 */
export function separate(
  x: usize,
  w: usize,
  filterBias: usize,
  b: usize,
  bias: usize,
  y: usize,
  rows: usize,
  c: usize,
  side: u32,
  stride: u32,
  k: u32,
  n: u32,
): void {
  const half = side / stride
  const pixel: usize = (<usize>k) << 2
  const line: usize = pixel * (side + 2)
  const result: usize = (<usize>n) << 2
  const wide: usize = (<usize>widen(n)) << 2
  const zero = f32x4.splat(0)
  // At a stride of 2 the filter begins at its pixel, as TensorFlow's 'same' does.
  const corner: usize = stride === 2 ? line + pixel : 0
  for (let row: u32 = 0; row < half; row++) {
    filterLine(x + corner + row * stride * line, w, filterBias, rows, half, pixel * stride, line, pixel)
    multiply(rows, b, c, half, k, widen(n))
    let from = x + (row * stride + 1) * line + pixel
    let to = y + (<usize>(row + 1) * (half + 2) + 1) * result
    let m = c
    for (let i: u32 = 0; i < half; i++) {
      for (let j: usize = 0; j < result; j += 16) {
        let sum = f32x4.add(v128.load(bias + j), v128.load(m + j))
        if (j < pixel) {
          let shortcut = v128.load(from + j)
          if (stride === 2) {
            const below = from + line + j
            shortcut = f32x4.max(
              f32x4.max(shortcut, v128.load(from + pixel + j)),
              f32x4.max(v128.load(below), v128.load(below + pixel)),
            )
          }
          sum = f32x4.add(sum, shortcut)
        }
        v128.store(to + j, f32x4.max(zero, sum))
      }
      from += pixel * stride
      to += result
      m += wide
    }
  }
}
