/** Tests run as ES modules; the scripts in package.json start Node with --experimental-vm-modules for that. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.(differential|browser|redis)\\.test\\.ts$'],
  testTimeout: 60_000,
  // Much of it waits for processes: one worker less than there are cores, as is the default, leaves small machines idle.
  maxWorkers: '100%',
  // Jest keeps the ES modules of finished test files in memory, and starting git takes the longer the larger the process is.
  workerIdleMemoryLimit: '400MB',
};
