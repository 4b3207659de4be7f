import base from './jest.config.js';

/** Compares with the real kustomize of `KUSTOMIZE_RELEASE`, or 5.8.1, and fails where it is not installed. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.differential.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};
