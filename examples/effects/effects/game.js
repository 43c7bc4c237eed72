import { assumeCamera, computeAnglesToCamera, estimateHeadPose, measureFace } from 'wingmark'

/** Degrees to each side that reach the picture's edge, seconds that a star falls, and how many may be missed. */
const FULL_YAW = 22
const FALL_S = 3
const LIVES = 3
const OPEN_MOUTH = 0.35

/** Catch the falling stars: the bowl goes where the head turns. */
export function start(context) {
  let game = { score: 0, missed: 0, stars: [], nextStar: 0, bowl: 0.5 }
  let last
  return ({ faces: [face], seconds }) => {
    const { width, height } = context.canvas
    const pose = face && estimateHeadPose(face.landmarks, assumeCamera(width, height))
    // Without a face, the game waits.
    const elapsed = pose ? Math.min(0.1, seconds - (last ?? seconds)) : 0
    last = seconds
    const isOver = game.missed >= LIVES
    if (isOver && pose && measureFace(face.landmarks)?.mouthAspectRatio > OPEN_MOUTH)
      game = { ...game, score: 0, missed: 0, stars: [], nextStar: 0 }
    if (pose) {
      const aim = Math.min(0.92, Math.max(0.08, 0.5 + computeAnglesToCamera(pose).yaw / (2 * FULL_YAW)))
      game.bowl += (aim - game.bowl) * Math.min(1, 12 * elapsed)
    }
    game.nextStar -= elapsed
    if (!isOver && game.nextStar <= 0) {
      game.stars.push({ x: 0.1 + 0.8 * Math.random(), y: -0.05 })
      game.nextStar = Math.max(0.6, 1.6 - 0.05 * game.score)
    }
    for (const star of game.stars) star.y += (elapsed / FALL_S) * (1 + 0.03 * game.score)
    const landed = game.stars.filter(({ y }) => y >= 0.9)
    const caught = landed.filter(({ x }) => Math.abs(x - game.bowl) < 0.11).length
    game.stars = game.stars.filter(({ y }) => y < 0.9)
    if (!isOver) {
      game.score += caught
      game.missed += landed.length - caught
    }

    Object.assign(context, { fillStyle: '#ffd23f', strokeStyle: '#1b2126', lineWidth: width / 200 })
    for (const { x, y } of game.stars) {
      const star = new Path2D()
      for (let i = 0; i < 10; i++) {
        const [angle, radius] = [(i * Math.PI) / 5 + 4 * y, (i % 2 ? 0.016 : 0.036) * width]
        star.lineTo(x * width + radius * Math.cos(angle), y * height + radius * Math.sin(angle))
      }
      star.closePath()
      context.stroke(star)
      context.fill(star)
    }
    const bowl = new Path2D()
    bowl.arc(game.bowl * width, 0.89 * height, 0.09 * width, 0, Math.PI)
    bowl.closePath()
    context.fillStyle = '#0072b2'
    context.fill(bowl)
    context.stroke(bowl)
    if (isOver) return `Game over with ${game.score} caught. Open your mouth to play again.`
    return `${game.score} caught, ${game.missed} of ${LIVES} missed. Turn your head to move the bowl.`
  }
}
