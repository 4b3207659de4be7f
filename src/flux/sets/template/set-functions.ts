import { writeYaml } from '../../../gotemplate/functions/encoding/yaml.ts';
import type { Outside } from '../../../gotemplate/functions/outside.ts';
import { slimFunctions } from '../../../gotemplate/functions/slim.ts';
import { family } from '../../../gotemplate/value/family.ts';
import { GoError } from '../../../gotemplate/value/go-error.ts';
import type { FunctionTable, GoMap, Value } from '../../../gotemplate/value/value.ts';
import { slugify } from './slugify.ts';

const OWN = family('flux-operator docs/api/v1/resourceset.md, Templating functions', {
  mustToYaml: {
    takes: ['any'],
    run: (value) => {
      try {
        return yamlOf(value);
      } catch (error) {
        if (error instanceof GoError) throw new GoError(`error marshaling into JSON: ${error.message}`);
        throw error;
      }
    },
  },
  slugify: { takes: ['string'], run: slugify },
  toYaml: {
    takes: ['any'],
    run: (value) => {
      try {
        return yamlOf(value);
      } catch (error) {
        if (error instanceof GoError) return '';
        throw error;
      }
    },
  },
});

/** @returns all functions of the templates of a ResourceSet, but for `inputs` */
export function setFunctions(outside: Outside): FunctionTable {
  return new Map([...slimFunctions(outside), ...OWN]);
}

/** @returns the functions with `inputs`, which gives one set of inputs */
export function withInputs(functions: FunctionTable, inputs: GoMap): FunctionTable {
  const entry = { takes: [], moves: true as const, run: () => inputs };
  return new Map([
    ...functions,
    ...family('flux-operator docs/api/v1/resourceset.md, Inputs configuration', { inputs: entry }),
  ]);
}

function yamlOf(value: Value): string {
  return `${writeYaml(value)}\n`;
}
