import base from './jest.config.js';

/** Compares with the real binary: needs `kubectl`, and fails without it. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.differential.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};
