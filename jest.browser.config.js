import base from './jest.config.js';

/** Drives the HTML report in a real browser: needs Chromium, and fails without it. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.browser.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
};
