/* main.js - starts the portal. */
import { createApp } from 'vue'
import 'element-plus/dist/index.css'
import './styles/app.css'
import './styles/parts.css'
import './styles/print.css'
import App from './App.vue'
import { router } from './router.js'
import { i18n, set_language } from './i18n/index.js'
import { on_unauthorised } from './api/http.js'
import { ask_again, recall } from './session.js'

on_unauthorised(ask_again)
await_language().then(() => createApp(App).use(router).mount('#app'))

function await_language() {
  return set_language(recall('yl.lang') || i18n.lang)
}
