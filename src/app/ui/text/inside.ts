/** Text of the part of X-ray that looks inside the networks. */
export const INSIDE = {
  title: 'Inside the networks',
  what: 'What a network makes of its crop, layer by layer, and what one landmark depends on.',
  open: 'Look inside',
  close: 'Close',
  network: 'Network',
  networks: (name: string, stage: number) => `${name}, stage ${stage}`,
  layer: 'Layer',
  layers: {
    conv: (number: number) => `Convolution ${number}`,
    level: (number: number) => `Encoder ${number}`,
    decoder: (number: number) => `Decoder ${number}`,
    maps: 'Heat maps',
  },
  layerChoice: (name: string, side: number, channels: number) =>
    `${name}: ${channels} maps, ${side} × ${side}`,
  follows: 'Follow the camera',
  followsHint:
    'When on, each frame is also computed layer by layer, which makes the page slower. When off, the first frame stays here.',
  lookAgain: 'Look at this frame',
  stage1Off: 'Stage 1 is off, so its network has no crop. Set its passes to one, or look into stage 2.',
  failed: (reason: string) => `The network could not be looked into: ${reason}`,
  reading: 'Reading the layer …',
  legend: 'The lowest value is dark, the highest is bright; each picture has its own range.',
  mapCount: (from: number, to: number, all: number) => `Maps ${from} to ${to} of ${all}`,
  previous: 'Previous maps',
  next: 'Next maps',
  range: (low: string, high: string) => `${low} to ${high}`,
  silent: 'silent',
  mapLabel: (number: number, layer: string, range: string) => `Map ${number} of ${layer}, values ${range}`,
  silentLabel: (number: number, layer: string) => `Map ${number} of ${layer}, 0 everywhere`,
  heatMapLabel: (number: number, range: string) => `Heat map of landmark ${number}, ${range}`,
  percent: (value: string) => `${value}%`,
  filters: 'Filters of the first layer',
  filtersHint:
    'Each looks at 3 × 3 pixels. Grey is a weight of 0; a brighter colour adds to the map where the pixels have it, a darker one takes from it.',
  filterLabel: (number: number, size: string) => `Filter ${number}, weights from −${size} to ${size}`,
  filterRange: (size: string) => `±${size}`,
  path: 'The way of a landmark',
  point: 'Landmark',
  pickHint: 'Choose one here, or click it in a picture of the crop.',
  pathWaits: 'Freeze a frame to follow a landmark.',
  tracing: 'Covering 64 parts of the crop in turn …',
  crop: 'Crop',
  cropText: (number: number, pixels: string) =>
    `How far landmark ${number} moves when a grey square, a quarter as wide as the crop, covers each place: 0 (clear) to ${pixels} px (bright).`,
  cropLabel: (number: number, pixels: string, place: string) =>
    `The crop; covering it moves landmark ${number} by 0 to ${pixels} pixels, most in the ${place}`,
  place: (row: number, column: number) => `row ${row}, column ${column} of 8`,
  heatMap: 'Its heat map',
  heatMapText: (percent: string) =>
    `How probable each cell is: 0 to ${percent}%. The landmark is the mean of all cells.`,
  heatMapPathLabel: (number: number, percent: string) =>
    `The heat map of landmark ${number} over the crop, 0 to ${percent} percent a cell`,
  lastMaps: 'Last convolution',
  lastMapsText: (shown: number, all: number) =>
    `The ${shown} of ${all} maps that matter most to the landmark, each with the pixels of the crop by which it moves without that map.`,
  lastMapLabel: (number: number, range: string, pixels: string) =>
    `Map ${number}, values ${range}; without it the landmark moves by ${pixels} pixels`,
  lastMapShift: (number: number, pixels: string) => `${number}: ${pixels} px`,
  landmark: 'Landmark',
  landmarkText: (number: number, x: string, y: string, side: number) =>
    `Landmark ${number} at x ${x}, y ${y} of ${side} px.`,
  landmarkLabel: (number: number) => `The crop with landmark ${number}`,
} as const
