import type { FunctionTable } from '../value/value.ts';
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

/** Go's own functions, without those of sprig and Helm. */
export const GO_FUNCTIONS: FunctionTable = BUILTINS;

/** What sprig and its smaller variant have in common, with Go's own. */
export const COMMON: FunctionTable = new Map([
  ...BUILTINS,
  ...STRINGS,
  ...PATHS,
  ...URLS,
  ...LISTS,
  ...MAPS,
  ...FLOW,
  ...ENCODING,
  ...REGEX,
  ...CRYPTO,
]);

/** All functions whose result hangs on nothing but their arguments, as Helm has them. */
export const FUNCTIONS: FunctionTable = new Map([...COMMON, ...MATH, ...HELM_ENCODING, ...SEMVER]);
