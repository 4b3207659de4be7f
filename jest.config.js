import { availableParallelism } from 'node:os';

/** Tests run as ES modules; the scripts in package.json start Node with --experimental-vm-modules for that. */
export default {
  testEnvironment: '<rootDir>/test/runner/kept-environment.cjs',
  runtime: '<rootDir>/test/runner/kept-modules.cjs',
  globalSetup: '<rootDir>/test/runner/in-memory.cjs',
  setupFiles: ['<rootDir>/src/cli/launch/optimize-later.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.(differential|browser|redis|shared|sources)\\.test\\.ts$'],
  testTimeout: 180_000,
  // Much of it waits for processes and for answers over HTTP: two workers for each core keep them busy.
  maxWorkers: availableParallelism() * 2,
  // Jest keeps what finished test files have loaded in memory; a worker that is started anew loads every module again.
  workerIdleMemoryLimit: '700MB',
};
