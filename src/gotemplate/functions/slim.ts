import { family } from '../value/family.ts';
import { GoError } from '../value/go-error.ts';
import type { FunctionTable, Value } from '../value/value.ts';
import { toInteger } from './casts/casts.ts';
import { HELM_ENCODING } from './encoding/encoding.ts';
import { readJsonText } from './encoding/read-json.ts';
import { mathFunctions } from './math/math.ts';
import { type Outside, outsideFunctions } from './outside.ts';
import { COMMON } from './table.ts';

/** What sprig has and slim-sprig has not. */
const ONLY_SPRIG: ReadonlySet<string> = new Set([
  ...['abbrev', 'abbrevboth', 'camelcase', 'initials', 'kebabcase', 'nospace', 'snakecase', 'swapcase', 'untitle'],
  ...['wrap', 'wrapWith', 'deepCopy', 'merge', 'mergeOverwrite', 'mustDeepCopy', 'mustMerge', 'mustMergeOverwrite'],
  ...['add1f', 'addf', 'divf', 'mulf', 'subf', 'decryptAES', 'derivePassword', 'sha512sum', 'getPath'],
]);

/** What slim-sprig has of the functions that hang on time or chance. */
const OUTSIDE: ReadonlySet<string> = new Set([
  ...['ago', 'duration', 'durationRound', 'mustDateModify', 'must_date_modify', 'mustToDate', 'toDate', 'unixEpoch'],
  'randInt',
]);

const SOURCE = 'go-task/slim-sprig functions.go, HermeticTxtFuncMap';

const OWN = family(SOURCE, {
  fail: {
    takes: ['string'],
    run: (message: string) => {
      throw new GoError(message);
    },
  },
  fromJson: { takes: ['string'], gives: 'any', run: fromJson },
});

/** Functions of slim-sprig that give the same each time, with Go's own: without those that ask for the time, the environment or a host. */
export function slimFunctions(outside: Outside): FunctionTable {
  const all: FunctionTable = new Map([
    ...COMMON,
    ...mathFunctions(toDecimalInteger, SOURCE),
    ...[...outsideFunctions(outside)].filter(([name]) => OUTSIDE.has(name)),
    ...OWN,
  ]);
  const json = [...HELM_ENCODING].filter(([name]) => name === 'toJson' || name === 'mustToJson');
  return new Map([...all, ...json].filter(([name]) => !ONLY_SPRIG.has(name)));
}

/** `strconv.ParseInt` of base 10, where sprig takes what Go's literals may be. */
function toDecimalInteger(value: Value): bigint {
  if (typeof value !== 'string') return toInteger(value);
  if (!/^[+-]?\d+$/.test(value)) return 0n;
  const integer = BigInt(value.replace(/^\+/, ''));
  return BigInt.asIntN(64, integer) === integer ? integer : 0n;
}

/** What is no JSON is nothing. */
function fromJson(text: string): Value {
  try {
    return readJsonText(text).value;
  } catch (error) {
    if (error instanceof GoError) return null;
    throw error;
  }
}
