const vm = require('node:vm');
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
    kept = withPlainGlobals(() => new TestEnvironment(...options));
    kept.setup = () => isReady;
    kept.teardown = async () => undefined;
    own = new Set(Object.getOwnPropertySymbols(kept.global));
  }
  for (const symbol of Object.getOwnPropertySymbols(kept.global)) if (!own.has(symbol)) delete kept.global[symbol];
  return kept;
};

/**
 * Jest's global scope asks a Proxy, by way of C++, for every `Map` and `Array` that anything names, and V8 takes none of them
 * for what it is. An ordinary one has only its own properties, as in production.
 *
 * @see https://nodejs.org/api/vm.html#vmconstantsdont_contextify
 */
function withPlainGlobals(make) {
  const { createContext } = vm;
  vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
  try {
    return make();
  } finally {
    vm.createContext = createContext;
  }
}
