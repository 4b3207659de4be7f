import base from './jest.config.js';

/** Needs `docker-registry`, `htpasswd`, `sshd` and Go, and fails without them. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.sources.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
