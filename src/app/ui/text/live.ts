/** Text of Live, whose controls Compare shares. */
export const LIVE = {
  save: 'Save',
  notSaved: (format: string, reason: string) => `The ${format} could not be saved: ${reason}.`,
  show: 'Show',
  layers: { contours: 'Contours', points: 'Points', box: 'Box and roll', figures: 'Statistics' },
  picture: 'Picture',
  zoom: 'Zoom to the face',
  mirror: 'Mirror the camera',
  camera: 'Camera',
  runOn: 'Run on',
  bestBackend: 'Automatic',
  backends: { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL' },
  smoothing: 'Smoothing',
  smooth: 'Smooth the camera’s landmarks',
  hertz: 'Hz',
  atRest: 'At rest',
  atRestHint: 'Cut-off frequency for a face at rest. Lower is steadier, but lags more.',
  inMotion: 'In motion',
  inMotionHint:
    'How much the cut-off rises with speed, in Hz for each face width per second. Higher lags less.',
} as const
