/** Loaded ahead of the program: keeps what V8 has compiled of one of its parts, `RECORD_CODE`, when the process ends. */
const { writeFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const vm = require('node:vm');

const file = new RegExp(`${process.env.RECORD_CODE}\\.cjs$`);

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    if (!file.test(options.filename)) return;
    process.on('exit', () => writeFileSync(options.filename.replace(/\.cjs$/, '.code'), this.createCachedData()));
  }
};
syncBuiltinESMExports();
