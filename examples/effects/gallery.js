import { createLandmarker } from 'wingmark'
import { openCamera, openFile, openSample } from './sources.js'

/** Effects by the names of their files; one that is timed changes on a photo too. */
const EFFECTS = {
  glasses: { title: 'Glasses' },
  mask: { title: 'Mask' },
  drowsiness: { title: 'Drowsiness', isTimed: true },
  game: { title: 'Game', isTimed: true },
  swap: { title: 'Face swap' },
  pixelate: { title: 'Pixelated face' },
}
/** Milliseconds without a face before the page says so: a frame or two happen. */
const PATIENCE_MS = 500
/** Milliseconds for which a failure stays readable before an effect may speak again. */
const FAILURE_MS = 6000

const find = (selector) => document.querySelector(selector)
const canvas = find('canvas')
const context = canvas.getContext('2d', { colorSpace: 'srgb' })
const parameters = new URLSearchParams(location.search)

/** Draws the effect; undefined until its file is loaded. */
let draw
let landmarker
let loading
/** Ends what is shown. */
let shown = new AbortController()
/** Draws a photo again with the effect chosen now. */
let redraw = () => undefined
let faceSeenAt = 0
let silentUntil = 0
/** Number of sources asked for; only the last one is shown. */
let asked = 0
/** Times of the frames of the last second. */
let times = []

const say = (text = '') => {
  if (performance.now() < silentUntil) return
  if (find('#message').textContent !== text) find('#message').textContent = text
}

function sayFailure({ message }) {
  silentUntil = 0
  say(message)
  silentUntil = performance.now() + FAILURE_MS
}

const getName = () => (location.hash.slice(1) in EFFECTS ? location.hash.slice(1) : 'glasses')

async function chooseEffect() {
  const name = getName()
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  find('#effect').textContent = EFFECTS[name].title
  const address = new URL(`effects/${name}.js`, import.meta.url)
  const [effect, source] = await Promise.all([import(address), fetch(address).then((file) => file.text())])
  if (name !== getName()) return
  find('#source').textContent = `Source: ${name}.js, ${source.trimEnd().split('\n').length} lines`
  find('code').textContent = source
  find('pre').scrollTop = 0
  draw = effect.start(context)
  redraw()
}

/** Shows a frame with its faces. */
function show(frame, faces, seconds) {
  const width = frame.displayWidth ?? frame.width
  const height = frame.displayHeight ?? frame.height
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  context.drawImage(frame, 0, 0, width, height)
  context.save()
  const sentence = draw?.({ frame, faces, seconds })
  context.restore()
  const now = performance.now()
  if (faces.length > 0) faceSeenAt = now
  if (sentence || faces.length > 0) say(sentence)
  else if (now - faceSeenAt > PATIENCE_MS) say('No face found. Face the camera, in good light.')
  countFrame(now, `${width} × ${height}, ${landmarker.variants.join()} on ${landmarker.backend.name}`)
}

function countFrame(now, about) {
  times = [...times.filter((time) => now - time < 1000), now]
  find('#speed').textContent = `${times.length} frames a second, ${about}`
}

function showVideo(video, signal, fail) {
  const track = video.srcObject?.getVideoTracks()[0]
  track?.addEventListener('ended', () => fail(new Error('The camera was disconnected.')), { signal })
  const callback = ({ frame, faces }) => show(frame, faces, performance.now() / 1000)
  landmarker.track(video, callback, { signal, onError: fail })
}

async function showPhoto(photo, signal) {
  const { faces } = await landmarker.detect(photo, { signal })
  const numbered = faces.map((face, id) => ({ ...face, id }))
  redraw = () => {
    if (signal.aborted) return
    show(photo, numbered, performance.now() / 1000)
    find('#speed').textContent = `Photo, ${photo.width} × ${photo.height}`
    if (EFFECTS[getName()].isTimed) requestOnce(redraw)
  }
  redraw()
}

/** Asks for one animation frame at a time. */
let request = 0
function requestOnce(callback) {
  cancelAnimationFrame(request)
  request = requestAnimationFrame(() => callback())
}

/** Loads the networks once; after a failure, again. `?backend=wasm` chooses the backend. */
function loadNetworks() {
  loading ??= createLandmarker({ backend: parameters.get('backend') ?? undefined }).catch((error) => {
    loading = undefined
    throw error
  })
  return loading
}

/** Opens a source in the place of the one that is shown, which stays if that fails. */
async function change(open, isMirrored = false) {
  const number = ++asked
  silentUntil = 0
  say('Loading…')
  let source
  try {
    source = await open()
    landmarker = await loadNetworks()
  } catch (error) {
    source?.close()
    if (number === asked) sayFailure(error)
    return
  }
  if (number !== asked) return source.close()
  shown.abort()
  const { signal } = (shown = new AbortController())
  signal.addEventListener('abort', source.close)
  const fail = (error) => {
    if (signal.aborted) return
    shown.abort()
    sayFailure(error)
  }
  redraw = () => undefined
  times = []
  faceSeenAt = performance.now()
  canvas.classList.toggle('mirrored', isMirrored)
  if (source.video) showVideo(source.video, signal, fail)
  else await showPhoto(source.photo, signal).catch(fail)
}

for (const [name, { title }] of Object.entries(EFFECTS)) {
  find('nav').append(Object.assign(document.createElement('a'), { href: `#${name}`, textContent: title }))
}
const choose = () =>
  chooseEffect().catch(({ message }) => sayFailure({ message: `The effect could not be loaded: ${message}` }))
window.addEventListener('hashchange', () => void choose())
find('#camera').addEventListener('click', () => change(openCamera, true))
find('#clip').addEventListener('click', () => change(() => openSample('clip')))
find('#photo').addEventListener('click', () => change(() => openSample('photo')))
find('input').addEventListener('change', ({ target }) => {
  const [file] = target.files
  if (file) void change(() => openFile(file))
  target.value = ''
})
await choose()
void change(() => openSample('photo'))
