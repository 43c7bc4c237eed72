/** True in test builds, whose page shows what it drew as `window.wingmark` and `window.xray`; see vite.config.ts. */
declare const __TEST_PROBES__: boolean
