import { GoError } from '../value/go-error.ts';
import type { FunctionTable, GoFunction } from '../value/value.ts';
import { BUILTINS } from './builtins/builtins.ts';
import { CRYPTO } from './crypto/crypto.ts';
import { ENCODING, HELM_ENCODING } from './encoding/encoding.ts';
import { FLOW } from './flow/flow.ts';
import { LISTS } from './lists/lists.ts';
import { MAPS } from './maps/maps.ts';
import { MATH } from './math/math.ts';
import { REGEX } from './regex/regex.ts';
import { SEMVER } from './semver/semver.ts';
import { PATHS } from './strings/paths.ts';
import { STRINGS } from './strings/strings.ts';
import { URLS } from './strings/urls.ts';

/** Those that Helm has and this engine has not yet: a chart that uses one is told so by name. */
const MISSING: readonly string[] = [];

/** Go's own functions, without those of sprig and Helm. */
export const GO_FUNCTIONS: FunctionTable = BUILTINS;

/** All functions whose result hangs on nothing but their arguments, as Helm has them. */
export const FUNCTIONS: FunctionTable = new Map([
  ...MISSING.map((name) => [name, missing(name)] as const),
  ...BUILTINS,
  ...STRINGS,
  ...PATHS,
  ...URLS,
  ...LISTS,
  ...MAPS,
  ...MATH,
  ...FLOW,
  ...ENCODING,
  ...HELM_ENCODING,
  ...REGEX,
  ...SEMVER,
  ...CRYPTO,
]);

function missing(name: string): GoFunction {
  return {
    takes: [],
    rest: 'any',
    source: 'sprig functions.go',
    run: () => {
      throw new GoError(`the function ${name} is not there yet`);
    },
  };
}
