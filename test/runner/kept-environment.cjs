const { TestEnvironment } = require('jest-environment-node');
const { isReady } = require('./start-elsewhere.cjs');

let kept;
let own;

/**
 * One global scope for all test files of a worker: the modules that kept-modules.cjs keeps belong to it. Tests of this
 * project fake no timers and set no globals; what the test framework itself leaves there stands under symbols.
 */
module.exports = function keptEnvironment(...options) {
  if (!kept) {
    kept = new TestEnvironment(...options);
    kept.setup = () => isReady;
    kept.teardown = async () => undefined;
    own = new Set(Object.getOwnPropertySymbols(kept.global));
  }
  for (const symbol of Object.getOwnPropertySymbols(kept.global)) if (!own.has(symbol)) delete kept.global[symbol];
  return kept;
};
