/** Multiplies and adds: fused where the machine may (relaxed SIMD), else in two steps. */
function madd(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum)
  return f32x4.add(sum, f32x4.mul(x, y))
}

/** Multiplies 6 rows of k numbers with a panel (k, 8) into columns of c, whose rows are `stride` bytes apart. */
function multiply6(a: usize, b: usize, c: usize, k: u32, stride: usize): void {
  const row: usize = (<usize>k) << 2
  let a0 = a
  let l0 = f32x4.splat(0),
    h0 = f32x4.splat(0)
  let a1 = a + row
  let l1 = f32x4.splat(0),
    h1 = f32x4.splat(0)
  let a2 = a + 2 * row
  let l2 = f32x4.splat(0),
    h2 = f32x4.splat(0)
  let a3 = a + 3 * row
  let l3 = f32x4.splat(0),
    h3 = f32x4.splat(0)
  let a4 = a + 4 * row
  let l4 = f32x4.splat(0),
    h4 = f32x4.splat(0)
  let a5 = a + 5 * row
  let l5 = f32x4.splat(0),
    h5 = f32x4.splat(0)
  for (const end = a0 + row; a0 < end;) {
    let u: v128, v: v128, x: v128
    u = v128.load(b, 0)
    v = v128.load(b, 16)
    x = v128.load_splat<f32>(a0, 0)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 0)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 0)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 0)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    x = v128.load_splat<f32>(a4, 0)
    l4 = madd(x, u, l4)
    h4 = madd(x, v, h4)
    x = v128.load_splat<f32>(a5, 0)
    l5 = madd(x, u, l5)
    h5 = madd(x, v, h5)
    u = v128.load(b, 32)
    v = v128.load(b, 48)
    x = v128.load_splat<f32>(a0, 4)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 4)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 4)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 4)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    x = v128.load_splat<f32>(a4, 4)
    l4 = madd(x, u, l4)
    h4 = madd(x, v, h4)
    x = v128.load_splat<f32>(a5, 4)
    l5 = madd(x, u, l5)
    h5 = madd(x, v, h5)
    u = v128.load(b, 64)
    v = v128.load(b, 80)
    x = v128.load_splat<f32>(a0, 8)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 8)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 8)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 8)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    x = v128.load_splat<f32>(a4, 8)
    l4 = madd(x, u, l4)
    h4 = madd(x, v, h4)
    x = v128.load_splat<f32>(a5, 8)
    l5 = madd(x, u, l5)
    h5 = madd(x, v, h5)
    u = v128.load(b, 96)
    v = v128.load(b, 112)
    x = v128.load_splat<f32>(a0, 12)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 12)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 12)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 12)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    x = v128.load_splat<f32>(a4, 12)
    l4 = madd(x, u, l4)
    h4 = madd(x, v, h4)
    x = v128.load_splat<f32>(a5, 12)
    l5 = madd(x, u, l5)
    h5 = madd(x, v, h5)
    a0 += 16
    a1 += 16
    a2 += 16
    a3 += 16
    a4 += 16
    a5 += 16
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
  c += stride
  v128.store(c, l4)
  v128.store(c, h4, 16)
  c += stride
  v128.store(c, l5)
  v128.store(c, h5, 16)
}

/** Multiplies 4 rows of k numbers with a panel (k, 8) into columns of c, whose rows are `stride` bytes apart. */
function multiply4(a: usize, b: usize, c: usize, k: u32, stride: usize): void {
  const row: usize = (<usize>k) << 2
  let a0 = a
  let l0 = f32x4.splat(0),
    h0 = f32x4.splat(0)
  let a1 = a + row
  let l1 = f32x4.splat(0),
    h1 = f32x4.splat(0)
  let a2 = a + 2 * row
  let l2 = f32x4.splat(0),
    h2 = f32x4.splat(0)
  let a3 = a + 3 * row
  let l3 = f32x4.splat(0),
    h3 = f32x4.splat(0)
  for (const end = a0 + row; a0 < end;) {
    let u: v128, v: v128, x: v128
    u = v128.load(b, 0)
    v = v128.load(b, 16)
    x = v128.load_splat<f32>(a0, 0)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 0)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 0)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 0)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    u = v128.load(b, 32)
    v = v128.load(b, 48)
    x = v128.load_splat<f32>(a0, 4)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 4)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 4)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 4)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    u = v128.load(b, 64)
    v = v128.load(b, 80)
    x = v128.load_splat<f32>(a0, 8)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 8)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 8)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 8)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    u = v128.load(b, 96)
    v = v128.load(b, 112)
    x = v128.load_splat<f32>(a0, 12)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    x = v128.load_splat<f32>(a1, 12)
    l1 = madd(x, u, l1)
    h1 = madd(x, v, h1)
    x = v128.load_splat<f32>(a2, 12)
    l2 = madd(x, u, l2)
    h2 = madd(x, v, h2)
    x = v128.load_splat<f32>(a3, 12)
    l3 = madd(x, u, l3)
    h3 = madd(x, v, h3)
    a0 += 16
    a1 += 16
    a2 += 16
    a3 += 16
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
  const row: usize = (<usize>k) << 2
  let a0 = a
  let l0 = f32x4.splat(0),
    h0 = f32x4.splat(0)
  for (const end = a0 + row; a0 < end;) {
    let u: v128, v: v128, x: v128
    u = v128.load(b, 0)
    v = v128.load(b, 16)
    x = v128.load_splat<f32>(a0, 0)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    u = v128.load(b, 32)
    v = v128.load(b, 48)
    x = v128.load_splat<f32>(a0, 4)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    u = v128.load(b, 64)
    v = v128.load(b, 80)
    x = v128.load_splat<f32>(a0, 8)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    u = v128.load(b, 96)
    v = v128.load(b, 112)
    x = v128.load_splat<f32>(a0, 12)
    l0 = madd(x, u, l0)
    h0 = madd(x, v, h0)
    a0 += 16
    b += 128
  }
  v128.store(c, l0)
  v128.store(c, h0, 16)
}

/** Multiplies (rows, k) with panels [n / 8][k][8] into (rows, n). k: multiple of 4; n: of 8; rows: any. */
export function multiply(a: usize, b: usize, c: usize, rows: u32, k: u32, n: u32): void {
  const stride: usize = (<usize>n) << 2
  const row: usize = (<usize>k) << 2
  for (let panel: u32 = 0; panel < n; panel += 8) {
    let left = rows
    let from = a
    let to = c + ((<usize>panel) << 2)
    if (ASC_FEATURE_RELAXED_SIMD) {
      for (; left >= 6; left -= 6) {
        multiply6(from, b, to, k, stride)
        from += 6 * row
        to += 6 * stride
      }
    }
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

/** Computes B^T d B of tiles [first, last) of a padded map (.., (2 * across + 2), channels) into v [16][last - first][channels]. */
export function transformInput(x: usize, v: usize, across: u32, first: u32, last: u32, channels: u32): void {
  const pixel: usize = (<usize>channels) << 2
  const line: usize = pixel * (2 * across + 2)
  const plane: usize = pixel * (last - first)
  for (let tile = first; tile < last; tile++) {
    let p = x + 2 * (<usize>(tile / across) * line + <usize>(tile % across) * pixel)
    for (const end = p + pixel; p < end; p += 16) {
      let q = v
      // Rows of B^T d, column by column.
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

function storeRow(q: usize, plane: usize, t0: v128, t1: v128, t2: v128, t3: v128): usize {
  v128.store(q, f32x4.sub(t0, t2))
  v128.store(q + plane, f32x4.add(t1, t2))
  v128.store(q + 2 * plane, f32x4.sub(t2, t1))
  v128.store(q + 3 * plane, f32x4.sub(t1, t3))
  return q + 4 * plane
}

/** Computes max(0, bias + greatest of A^T m A), that is output transform, bias, ReLU and 2x2 max pooling at once, into a map with a border of one pixel if `border` is 1. */
export function poolOutput(
  m: usize,
  bias: usize,
  y: usize,
  across: u32,
  first: u32,
  last: u32,
  channels: u32,
  border: u32,
): void {
  const pixel: usize = (<usize>channels) << 2
  const line: usize = pixel * (across + 2 * border)
  const plane: usize = pixel * (last - first)
  const zero = f32x4.splat(0)
  for (let tile = first; tile < last; tile++) {
    let to = y + <usize>(tile / across + border) * line + <usize>((tile % across) + border) * pixel
    for (let i: usize = 0; i < pixel; i += 16) {
      let p = m
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
      const top = f32x4.max(f32x4.add(f32x4.add(r00, r10), r20), f32x4.add(f32x4.add(r01, r11), r21))
      const low = f32x4.max(f32x4.sub(f32x4.sub(r10, r20), r30), f32x4.sub(f32x4.sub(r11, r21), r31))
      v128.store(to + i, f32x4.max(zero, f32x4.add(v128.load(bias + i), f32x4.max(top, low))))
      m += 16
    }
  }
}

/** Convolves (3x3) a padded map with transformed kernels u [16][n / 8][k][8]; adds bias, ReLU and 2x2 max pooling. */
export function convolve(
  x: usize,
  u: usize,
  bias: usize,
  y: usize,
  v: usize,
  m: usize,
  across: u32,
  k: u32,
  n: u32,
  chunk: u32,
  border: u32,
): void {
  const tiles = across * across
  for (let first: u32 = 0; first < tiles; first += chunk) {
    const last = min(first + chunk, tiles)
    const count = last - first
    transformInput(x, v, across, first, last, k)
    for (let i: u32 = 0; i < 16; i++)
      multiply(
        v + <usize>(i * count * k) * 4,
        u + <usize>(i * n * k) * 4,
        m + <usize>(i * count * n) * 4,
        count,
        k,
        n,
      )
    poolOutput(m, bias, y, across, first, last, n, border)
  }
}

/** Convolves the first layer's 3 channels: writes each pair of lines as rows of 28 numbers (27 and a zero), then a product, bias, ReLU and 2x2 max pooling. x: padded (.., side + 2, 3); y: with a border of one pixel. */
export function convolveFirst(
  x: usize,
  b: usize,
  bias: usize,
  y: usize,
  rows: usize,
  c: usize,
  side: u32,
  n: u32,
): void {
  const line: usize = <usize>(side + 2) * 12
  const pixel: usize = (<usize>n) << 2
  const zero = f32x4.splat(0)
  for (let pair: u32 = 0; pair < side; pair += 2) {
    let to = rows
    for (let low: u32 = 0; low < 2; low++) {
      let p = x + <usize>(pair + low) * line
      for (let i: u32 = 0; i < side; i++) {
        v128.store(to, v128.load(p))
        v128.store(to + 16, v128.load(p + 16))
        f32.store(to + 32, f32.load(p + 32))
        v128.store(to + 36, v128.load(p + line))
        v128.store(to + 52, v128.load(p + line + 16))
        f32.store(to + 68, f32.load(p + line + 32))
        v128.store(to + 72, v128.load(p + 2 * line))
        v128.store(to + 88, v128.load(p + 2 * line + 16))
        f32.store(to + 104, f32.load(p + 2 * line + 32))
        f32.store(to + 108, 0)
        to += 112
        p += 12
      }
    }
    multiply(rows, b, c, 2 * side, 28, n)
    let q = y + (<usize>(pair / 2 + 1) * (side / 2 + 2) + 1) * pixel
    let m = c
    const under = <usize>side * pixel
    for (let i: u32 = 0; i < side; i += 2) {
      for (let j: usize = 0; j < pixel; j += 16) {
        const top = f32x4.max(v128.load(m + j), v128.load(m + j + pixel))
        const low = f32x4.max(v128.load(m + j + under), v128.load(m + j + under + pixel))
        v128.store(q + j, f32x4.max(zero, f32x4.add(v128.load(bias + j), f32x4.max(top, low))))
      }
      m += 2 * pixel
      q += pixel
    }
  }
}

/** Applies a dense layer to one row: a (k) with panels [n / 8][k][8], bias, ReLU if asked. n: multiple of 8. */
export function applyDense(a: usize, b: usize, bias: usize, c: usize, k: u32, n: u32, relu: u32): void {
  const size: usize = (<usize>k) << 5
  const least = f32x4.splat(relu ? 0 : -Infinity)
  for (let panel: u32 = 0; panel < n; panel += 8) {
    let l0 = v128.load(bias),
      h0 = v128.load(bias, 16),
      l1 = f32x4.splat(0),
      h1 = l1,
      l2 = l1,
      h2 = l1,
      l3 = l1,
      h3 = l1
    let p = a
    for (const end = b + size; b < end; b += 128) {
      let x = v128.load_splat<f32>(p)
      l0 = madd(x, v128.load(b), l0)
      h0 = madd(x, v128.load(b, 16), h0)
      x = v128.load_splat<f32>(p, 4)
      l1 = madd(x, v128.load(b, 32), l1)
      h1 = madd(x, v128.load(b, 48), h1)
      x = v128.load_splat<f32>(p, 8)
      l2 = madd(x, v128.load(b, 64), l2)
      h2 = madd(x, v128.load(b, 80), h2)
      x = v128.load_splat<f32>(p, 12)
      l3 = madd(x, v128.load(b, 96), l3)
      h3 = madd(x, v128.load(b, 112), h3)
      p += 16
    }
    v128.store(c, f32x4.max(least, f32x4.add(f32x4.add(l0, l1), f32x4.add(l2, l3))))
    v128.store(c, f32x4.max(least, f32x4.add(f32x4.add(h0, h1), f32x4.add(h2, h3))), 16)
    bias += 32
    c += 32
  }
}
