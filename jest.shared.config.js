import base from './jest.config.js';

/** Holds the product against data beside the project: real fleets, Kubernetes' OpenAPI; what is not there is skipped. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.shared.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
};
