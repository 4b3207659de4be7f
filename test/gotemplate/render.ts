import { describeError } from '../../src/gotemplate/engine/describe-error.ts';
import { Engine, type EngineParts } from '../../src/gotemplate/engine/engine.ts';
import { helmFunctions, NO_CLUSTER } from '../../src/gotemplate/engine/helm-functions.ts';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import { readYaml } from '../../src/gotemplate/functions/encoding/read-yaml.ts';
import { outsideFunctions } from '../../src/gotemplate/functions/outside.ts';
import { FUNCTIONS } from '../../src/gotemplate/functions/table.ts';
import { GoMap } from '../../src/gotemplate/value/value.ts';

const OUTSIDE = { now: () => new Time(1_700_000_000), random: (count: number) => new Uint8Array(count).fill(7) };

export const ALL_FUNCTIONS = new Map([...FUNCTIONS, ...outsideFunctions(OUTSIDE), ...helmFunctions(NO_CLUSTER)]);

/** @returns what the template `t` writes with a YAML text as `.Values`, or what goes wrong, as Helm tells it */
export function render(text: string, values = '{}', parts: Partial<EngineParts> = {}): string {
  const engine = new Engine({ functions: ALL_FUNCTIONS, ...parts });
  try {
    engine.parse({ name: 't', text });
    return engine.render('t', new GoMap([['Values', readYaml(values)]]));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `error: ${describeError('t', error)}`;
  }
}
