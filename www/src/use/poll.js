/* poll.js - asks again and again while the page is seen. */
import { onBeforeUnmount, onMounted } from 'vue'

export function use_poll(work, every_ms) {
  let timer = null
  const tick = () => {
    if (!document.hidden) Promise.resolve(work()).catch(() => {})
  }
  const start = () => {
    tick()
    timer = setInterval(tick, every_ms)
  }
  const seen = () => !document.hidden && tick()
  onMounted(() => {
    start()
    document.addEventListener('visibilitychange', seen)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
  })
}
