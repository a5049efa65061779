export { default } from './zh-CN.js'
