const { default: Runtime } = require('jest-runtime');

/** The first of a worker's runtimes: it is never torn down, and loads what is kept. */
let keeper;

/**
 * Jest loads every module anew for every test file. Nothing in this project needs that (there are no mocks, and what is
 * remembered is remembered in objects), and it is a third of the time: each file waits for its graph of hundreds of
 * modules, and then runs it before it is optimized. So all but the test files themselves is loaded once a worker.
 *
 * It replaces two methods of Jest's loader that are not public: should they be renamed, everything fails at once.
 */
class KeptModules extends Runtime {
  constructor(...options) {
    super(...options);
    const { watch, watchAll, collectCoverage } = options.at(-1);
    // Watched files change, and coverage is counted by file.
    if (watch || watchAll || collectCoverage) return;
    keeper ??= new Runtime(...options);
    const [own, kept] = [this.esmLoader, keeper.esmLoader];
    const [loadModule, loadCommonJs] = [own.loadEsmModule.bind(own), own.loadCjsAsEsm.bind(own)];
    own.loadEsmModule = (path, suffix) =>
      isOfTheFrame(path) ? loadModule(path, suffix) : kept.loadEsmModule(path, suffix);
    own.loadCjsAsEsm = (from, path, ...rest) =>
      isOfTheFrame(path) ? loadCommonJs(from, path, ...rest) : kept.loadCjsAsEsm(from, path, ...rest);
  }
}

/** What declares tests belongs to one run of the test framework. */
function isOfTheFrame(path) {
  return /\.test\.ts$|-suite\.ts$/.test(path);
}

module.exports = { __esModule: true, default: KeptModules };
