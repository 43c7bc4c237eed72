/** Constants of a crop shader: crop side in pixels, crop side divided by face side, maximum number of halvings. */
export interface CropShaderOptions {
  readonly size: number
  readonly margin: number
  readonly maxHalvings: number
}

/** Networks are given (v - offset) / scale for a pixel value v in 0..255. */
interface Normalisation {
  readonly offset: number
  readonly scale: number
}

/** Columns and rows of the shader's workgroups. */
export const WORKGROUP = 8

/**
 * Builds the compute shader (WGSL) that cuts crops of one stage: one invocation per pixel, crops along z. Each pixel
 * is sampled on a grid of 2^k x 2^k, where k is the crop's number of halvings, and averaged 2 x 2 at a time. Samples
 * and means are rounded to integers, as on a canvas: otherwise landmarks differ from those of the canvas by up to 0.3
 * pixels.
 */
export const buildCropShader = (
  { size, margin, maxHalvings: mostHalvings }: CropShaderOptions,
  { offset, scale }: Normalisation,
) => `
const SIZE = ${size}u;
const MARGIN = f32(${margin});

@group(0) @binding(0) var frame: texture_2d<f32>;
// Centre x, centre y, side cos(roll), side sin(roll), in pixels of the frame.
@group(0) @binding(1) var<storage, read> squares: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> halvings: array<i32>;
@group(0) @binding(3) var<storage, read_write> crops: array<f32>;

fn whole(colour: vec3<f32>) -> vec3<f32> {
  return floor(colour + 0.5);
}

// 0..255; black outside the frame.
fn pixel(at: vec2<i32>, end: vec2<i32>) -> vec3<f32> {
  if (any(at < vec2<i32>(0)) || any(at >= end)) {
    return vec3<f32>(0.0);
  }
  return whole(255.0 * textureLoad(frame, at, 0).rgb);
}

// Whole numbers of \`at\` are the middles of pixels.
fn bilinear(at: vec2<f32>) -> vec3<f32> {
  let end = vec2<i32>(textureDimensions(frame));
  let low = floor(at);
  let part = at - low;
  let first = vec2<i32>(low);
  let top = mix(pixel(first, end), pixel(first + vec2<i32>(1, 0), end), part.x);
  let bottom = mix(pixel(first + vec2<i32>(0, 1), end), pixel(first + vec2<i32>(1, 1), end), part.x);
  return mix(top, bottom, part.y);
}

// Bits 0, 2, 4 ... as bits 0, 1, 2 ...
fn evenBits(number: u32) -> u32 {
  var bits = number & 0x5555u;
  bits = (bits | (bits >> 1u)) & 0x3333u;
  bits = (bits | (bits >> 2u)) & 0x0f0fu;
  return (bits | (bits >> 4u)) & 0x00ffu;
}

@compute @workgroup_size(${WORKGROUP}, ${WORKGROUP})
fn cut(@builtin(global_invocation_id) id: vec3<u32>) {
  if (any(id.xy >= vec2<u32>(SIZE))) {
    return;
  }
  let square = squares[id.z];
  let right = square.zw;
  let down = vec2<f32>(-square.w, square.z);
  let most = u32(halvings[id.z]);
  let fine = f32(SIZE << most);
  let corner = id.xy << vec2<u32>(most);
  var sums: array<vec3<f32>, ${mostHalvings + 1}>;
  var colour: vec3<f32>;
  // In Z-order four samples, four means of four, and so on follow each other.
  for (var i = 0u; i < (1u << (2u * most)); i++) {
    let sample = corner + vec2<u32>(evenBits(i), evenBits(i >> 1u));
    let local = ((vec2<f32>(sample) + 0.5) / fine - 0.5) * MARGIN;
    colour = whole(bilinear(square.xy + local.x * right + local.y * down - 0.5));
    var rest = i;
    for (var level = 0u; level < most; level++) {
      sums[level] += colour;
      if ((rest & 3u) != 3u) {
        break;
      }
      colour = whole(sums[level] / 4.0);
      sums[level] = vec3<f32>(0.0);
      rest >>= 2u;
    }
  }
  let value = (colour - f32(${offset})) / f32(${scale});
  let to = 3u * ((id.z * SIZE + id.y) * SIZE + id.x);
  crops[to] = value.x;
  crops[to + 1u] = value.y;
  crops[to + 2u] = value.z;
}
`
