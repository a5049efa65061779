/* first.js - what is said before anybody signed in, in Chinese. */
import parts from './parts.js'
import shell from './shell.js'
import sign_in from './sign_in.js'

export default { ...parts, ...shell, ...sign_in }
