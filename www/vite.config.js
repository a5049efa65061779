import { defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'

export default defineConfig({
  plugins: [vue()],
  build: {
    target: 'chrome78',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': process.env.YILIAN_URL || 'http://127.0.0.1:8080',
      '/auth': process.env.YILIAN_URL || 'http://127.0.0.1:8080',
    },
  },
})
