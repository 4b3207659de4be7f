import base from './jest.config.js';

/** Needs `redis-server`, and fails without it. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.redis.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
