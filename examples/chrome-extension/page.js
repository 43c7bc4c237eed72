import './node_modules/wingmark/element.js'

const element = document.querySelector('wingmark-video')
const status = document.querySelector('p')

document.querySelector('button').onclick = async () => {
  element.stream = await navigator.mediaDevices.getUserMedia({ video: true })
}
element.addEventListener('landmarks', ({ detail }) => {
  status.textContent = `Faces: ${detail.faces.length}`
})
element.addEventListener('failed', ({ detail }) => {
  status.textContent = detail.message
})
